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
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/events", FollowAsync).WithTags("Live").WithName("FollowEvents")
        .WithSummary("Server-sent events of conversations and requests that the caller may see, from now on or after Last-Event-ID.")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task<Results<ServerSentEventsResult<DeskEvent>, ValidationProblem, ProblemHttpResult>> FollowAsync(
        HttpContext http, IDatabase database, SignalLog log, LiveLog live, AgentPresence presence, Attention attention, TimeProvider clock, IHostApplicationLifetime lifetime, string? tab,
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

        var end = await log.FindEndAsync(cancellationToken);
        return TypedResults.ServerSentEvents(StreamAsync(after ?? end, live.Join(end), sight, http, database, live, presence, attention, tab, clock, lifetime.ApplicationStopping, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<DeskEvent>> StreamAsync(
        SignalPosition position, LiveBatch joined, Sight sight, HttpContext http, IDatabase database, LiveLog live, AgentPresence presence, Attention attention, string? tab, TimeProvider clock,
        CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);     // a stop of the process waits for no stream

        await using var here = sight.Me is { } me ? await presence.ArriveAsync(me, cancellationToken) : null;

        // The first event names the place, so that a client that reads its lists now misses nothing that comes later.
        yield return Item(new("Ready", clock.GetUtcNow(), null, null), position);
        var (said, looked) = (clock.GetTimestamp(), clock.GetTimestamp());
        var pause = Task.CompletedTask;
        IReadOnlyList<Onlooker> others = [];
        while (!ending.IsCancellationRequested)
        {
            var isBehind = position < joined.Through;     // it has come back, and others have gone on
            var coming = isBehind ? live.ReadAsync(position, cancellationToken) : live.NextAsync(joined);
            pause = pause.IsCompleted ? Task.Delay(Alive / 3, clock, ending.Token) : pause;
            while (true)
            {
                var changed = tab is null ? pause : attention.NextChange();
                var now = tab is null || sight.Me is not { } who ? [] : attention.OthersAround(tab, who);
                if (!now.SequenceEqual(others))
                {
                    others = now;
                    yield return Item(new("Attention", clock.GetUtcNow(), null, null, Others: others), position);
                }

                await Task.WhenAny(coming, pause, changed);     // who looks is in memory: no need to read the log for it
                if (coming.IsCompleted || pause.IsCompleted)
                {
                    break;
                }
            }

            var batch = coming.IsCompleted ? await coming : null;
            if (batch?.Signals.Any(happened => IsAboutAccounts(happened.Signal)) == true || clock.GetElapsedTime(looked) >= Alive)
            {
                if (await ActingStaff.FindSightAgainAsync(http, database, cancellationToken) is not { } now)
                {
                    yield break;
                }

                (sight, looked) = (now, clock.GetTimestamp());
            }

            if (batch is not null)
            {
                var rows = sight.SeesAll ? null : await batch.RowsAsync();
                foreach (var happened in batch.Signals.Where(happened => position < happened.Position))
                {
                    position = happened.Position;
                    if (IsSeen(sight, happened, rows))
                    {
                        var signal = happened.Signal;
                        yield return Item(new(signal.Type, signal.At, signal.Conversation, signal.Customer, happened.Request?.ToString()), position);
                        said = clock.GetTimestamp();
                    }
                }

                joined = isBehind ? joined : batch;
                position = batch.Signals.Count == 0 ? joined.Through : position;
            }

            if (clock.GetElapsedTime(said) >= Alive)
            {
                yield return Item(new("Alive", clock.GetUtcNow(), null, null), position);     // also moves the client's place past what it may not see
                said = clock.GetTimestamp();
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
    /// Whether somebody may hear of it. Who does not see every row hears of requests and conversations that they see now, and once of a
    /// conversation that has left their sight, so that it leaves their screens.
    /// </summary>
    private static bool IsSeen(Sight sight, LiveSignal happened, LiveRows? rows) => rows is null || (happened.Request is { } number
        ? (rows.Requests.TryGetValue(number.Value, out var request) && sight.Sees(request)) || HasSeen(sight, happened.Signal)
        : happened.Signal.Conversation is { } key && (sight.Sees(rows.Conversations.GetValueOrDefault(key)) || HasSeen(sight, happened.Signal)));

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
