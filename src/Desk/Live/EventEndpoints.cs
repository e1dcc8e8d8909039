using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.HandOver;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Live;

/// <summary>Something that happened, for screens that are open: what to read again.</summary>
/// <param name="Type">What, as the signal log calls it.</param>
/// <param name="At">When.</param>
/// <param name="Conversation">In which conversation; null: in none.</param>
/// <param name="Customer">With which customer, if known.</param>
internal sealed record DeskEvent(string Type, DateTimeOffset At, long? Conversation, Guid? Customer);

/// <summary>
/// What happens at the desk, as it happens: server-sent events from the signal log, whose ids are places in it. A client that comes back with the
/// last id it has seen gets all that it missed, in order and once.
/// </summary>
internal static class EventEndpoints
{
    private const int PageSize = 200;

    // By these a conversation leaves the sight of some; they hear of it, so that it leaves their screens.
    private static readonly HashSet<string> Leaves =
        new(StringComparer.Ordinal) { "ConversationPassedOn", "ConversationBargedIn", "ConversationTaken", "AgentTimedOut", "OfferTimedOut", "OfferDeclined" };

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(3);     // the word of another node may be lost, and an open transaction hides what came after it
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/events", FollowAsync).WithTags("Live").WithName("FollowEvents")
        .WithSummary("Server-sent events of conversations and requests that the caller may see, from now on or after Last-Event-ID.")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task<Results<ServerSentEventsResult<DeskEvent>, ValidationProblem, ProblemHttpResult>> FollowAsync(
        HttpContext http, IDatabase database, SignalLog log, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        if (problem is not null)
        {
            return problem;
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
        return TypedResults.ServerSentEvents(StreamAsync(from, Sight.Of(member), database, log, clock, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<DeskEvent>> StreamAsync(
        SignalPosition position, Sight sight, IDatabase database, SignalLog log, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The first event names the place, so that a client that reads its lists now misses nothing that comes later.
        yield return Item(new("Ready", clock.GetUtcNow(), null, null), position);
        var said = clock.GetTimestamp();
        while (true)
        {
            var appended = log.NextAppend();
            var page = await log.ReadPageAsync(position, PageSize, cancellationToken);
            var seen = await SeenAsync(database, sight, page, cancellationToken);
            foreach (var (at, signal) in page)
            {
                position = at;
                if (seen(signal))
                {
                    yield return Item(new(signal.Type, signal.At, signal.Conversation, signal.Customer), at);
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

                await Task.WhenAny(appended, Task.Delay(LookAgain, clock, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static SseItem<DeskEvent> Item(DeskEvent happened, SignalPosition position) => new(happened, happened.Type)
    {
        EventId = string.Create(CultureInfo.InvariantCulture, $"{position.Transaction}-{position.Sequence}"),
    };

    /// <summary>Which signals somebody may hear of: those of conversations that they see now.</summary>
    private static async Task<Predicate<Signal>> SeenAsync(IDatabase database, Sight sight, IReadOnlyList<LoggedSignal> page, CancellationToken cancellationToken)
    {
        if (sight.All)
        {
            return _ => true;
        }

        var keys = page.Select(logged => logged.Signal.Conversation).OfType<long>().Distinct().ToArray();
        var rows = (await database.ReadAsync(session => OwnershipStore.ListAsync(session, keys), cancellationToken)).ToDictionary(row => row.Conversation);
        return signal => signal.Conversation is not { } key || Leaves.Contains(signal.Type) || sight.Sees(rows.GetValueOrDefault(key));
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
