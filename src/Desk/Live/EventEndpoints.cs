using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Together;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Live;

/// <summary>Something that happened, for screens that are open: what to read again.</summary>
/// <param name="Type">What, as the signal log calls it.</param>
/// <param name="At">When.</param>
/// <param name="Conversation">In which conversation; null: in none.</param>
/// <param name="Customer">With which customer, if known.</param>
/// <param name="Request">The number of the request that it is about; null: about none.</param>
/// <param name="Others">Who else looks at what the caller's tab has open; of the type <c>Attention</c> alone, which is no fact and in no log.</param>
internal sealed record DeskEvent(
    string Type, DateTimeOffset At, long? Conversation, Guid? Customer, string? Request = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Onlooker>? Others = null);

/// <summary>
/// What happens at the desk, as it happens: server-sent events from the signal log, whose ids are places in it. A client that comes back with the
/// last id it has seen gets all that it missed, in order and once.
/// </summary>
internal static class EventEndpoints
{
    private const int PageSize = 200;

    private const int LooksAfterWord = 5;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);     // on PostgreSQL what was just appended is hidden while an older transaction is open
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(3);       // the word of another node may be lost
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/events", FollowAsync).WithTags("Live").WithName("FollowEvents")
        .WithSummary("Server-sent events of conversations and requests that the caller may see, from now on or after Last-Event-ID.")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task<Results<ServerSentEventsResult<DeskEvent>, ValidationProblem, ProblemHttpResult>> FollowAsync(
        HttpContext http, IDatabase database, SignalLog log, AgentPresence presence, Attention attention, TimeProvider clock, IHostApplicationLifetime lifetime, string? tab,
        CancellationToken cancellationToken)
    {
        var (sight, problem) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return problem!;
        }

        SignalPosition? after = null;
        if (http.Request.Headers["Last-Event-ID"].FirstOrDefault() is { Length: > 0 } id)
        {
            if (!TryRead(id, out var seen))
            {
                return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["Last-Event-ID"] = ["It is not the id of one of these events."] });
            }

            after = seen;
        }

        var from = after ?? await log.FindEndAsync(cancellationToken);
        return TypedResults.ServerSentEvents(StreamAsync(from, sight, http, database, log, presence, attention, tab, clock, lifetime.ApplicationStopping, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<DeskEvent>> StreamAsync(
        SignalPosition position, Sight sight, HttpContext http, IDatabase database, SignalLog log, AgentPresence presence, Attention attention, string? tab, TimeProvider clock,
        CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);     // a stop of the process waits for no stream

        await using var here = sight.Me is { } me ? await presence.ArriveAsync(me, cancellationToken) : null;

        // The first event names the place, so that a client that reads its lists now misses nothing that comes later.
        yield return Item(new("Ready", clock.GetUtcNow(), null, null), position);
        var (said, looked) = (clock.GetTimestamp(), clock.GetTimestamp());
        var looks = 0;
        IReadOnlyList<Onlooker> others = [];
        while (!ending.IsCancellationRequested)
        {
            var appended = log.NextAppend();
            var page = await log.ReadPageAsync(position, PageSize, cancellationToken);
            if (page.Any(logged => IsAboutAccounts(logged.Signal)) || clock.GetElapsedTime(looked) >= Alive)
            {
                if (await ActingStaff.FindSightAgainAsync(http, database, cancellationToken) is not { } now)
                {
                    yield break;
                }

                (sight, looked) = (now, clock.GetTimestamp());
            }

            var seen = await SeenAsync(database, sight, page, cancellationToken);
            foreach (var (at, signal) in page)
            {
                position = at;
                if (seen(signal))
                {
                    yield return Item(new(signal.Type, signal.At, signal.Conversation, signal.Customer, RequestOf(signal) is { } number ? $"{new RequestNumber(number)}" : null), at);
                    said = clock.GetTimestamp();
                }
            }

            if (page.Count < PageSize)
            {
                if (clock.GetElapsedTime(said) >= Alive)
                {
                    yield return Item(new("Alive", clock.GetUtcNow(), null, null), position);     // also moves the client's place past what it may not see
                    said = clock.GetTimestamp();
                }

                var pause = Task.Delay(looks > 0 ? Soon : LookAgain, clock, ending.Token);
                do
                {
                    var changed = tab is null ? pause : attention.NextChange();
                    var now = tab is null || sight.Me is not { } who ? [] : attention.OthersAround(tab, who);
                    if (!now.SequenceEqual(others))
                    {
                        others = now;
                        yield return Item(new("Attention", clock.GetUtcNow(), null, null, Others: others), position);
                    }

                    await Task.WhenAny(appended, pause, changed);     // who looks is in memory: no need to read the log for it
                }
                while (!appended.IsCompleted && !pause.IsCompleted);
                looks = appended.IsCompleted ? LooksAfterWord : Math.Max(0, looks - 1);
            }
        }
    }

    private static SseItem<DeskEvent> Item(DeskEvent happened, SignalPosition position) => new(happened, happened.Type)
    {
        EventId = string.Create(CultureInfo.InvariantCulture, $"{position.Transaction}-{position.Sequence}"),
    };

    /// <summary>What neither a conversation nor a customer is in is mostly about who may do what: a session, a person, a key.</summary>
    private static bool IsAboutAccounts(Signal signal) => signal is { Conversation: null, Customer: null };

    /// <summary>
    /// Which signals somebody may hear of. Who does not see every row hears of requests and conversations that they see now, and once of a
    /// conversation that has left their sight, so that it leaves their screens.
    /// </summary>
    private static async Task<Predicate<Signal>> SeenAsync(IDatabase database, Sight sight, IReadOnlyList<LoggedSignal> page, CancellationToken cancellationToken)
    {
        if (sight.SeesAll)
        {
            return _ => true;
        }

        var keys = page.Select(logged => logged.Signal.Conversation).OfType<long>().Distinct().ToArray();
        var numbers = page.Select(logged => RequestOf(logged.Signal)).OfType<long>().Distinct().ToArray();
        var (rows, requests) = await database.ReadAsync(
            async session => (
                (await OwnershipStore.ListAsync(session, keys)).ToDictionary(row => row.Conversation),
                (await RequestStore.ListAsync(session, numbers)).ToDictionary(request => request.Number.Value)),
            cancellationToken);
        return signal => RequestOf(signal) is { } number
            ? (requests.TryGetValue(number, out var request) && sight.Sees(request)) || HasSeen(sight, signal)
            : signal.Conversation is { } key && (sight.Sees(rows.GetValueOrDefault(key)) || HasSeen(sight, signal));
    }

    /// <summary>The number of the request that it is about; null: it is about none.</summary>
    private static long? RequestOf(Signal signal) =>
        signal.Type.StartsWith("Request", StringComparison.Ordinal) || signal.Type == "LowRatingGiven" ? RequestNumber.Of(signal)?.Value : null;

    /// <summary>Whether they saw the conversation, or the request, until this happened.</summary>
    private static bool HasSeen(Sight sight, Signal signal)
    {
        var facts = JsonElement.Parse(signal.Data);
        Guid? IdOf(string name) => facts.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var known) ? known : null;
        return facts.TryGetProperty("formerTeam", out var team) && sight.Sees(team.GetString(), IdOf("formerAgent"), IdOf("formerlyOfferedTo"));
    }

    private static bool TryRead(string id, out SignalPosition position)
    {
        position = default;
        if (id.Split('-') is [var transaction, var sequence]
            && long.TryParse(transaction, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var second))
        {
            position = new(first, second);
            return true;
        }

        return false;
    }
}
