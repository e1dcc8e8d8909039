using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Queue;

/// <summary>A conversation that waits for a person.</summary>
internal sealed record QueueEntryView(long Id, long Conversation, Guid? Customer, string Reason, string Language, DateTimeOffset AskedAt)
{
    public static QueueEntryView From(QueueEntry entry) =>
        new(entry.Id, entry.Conversation, entry.Customer, entry.Reason, entry.Language, entry.AskedAt);
}

/// <summary>Something said in the conversation.</summary>
/// <param name="Seq">Its number in the conversation.</param>
/// <param name="At">When.</param>
/// <param name="By"><c>customer</c> or <c>desk</c>.</param>
/// <param name="Text">The words.</param>
/// <param name="Attachments">Names of cards and files.</param>
internal sealed record TranscriptLine(long Seq, DateTimeOffset At, string By, string? Text, IReadOnlyList<string> Attachments);

/// <summary>The queue for a person over HTTP.</summary>
internal static class QueueEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var queue = api.MapGroup("/queue").WithTags("Queue");

        queue.MapGet("/", ListAsync).WithName("ListQueue").WithSummary("Conversations that wait for a person, who asked first first.");
        queue.MapGet("/{id:long}/transcript", TranscriptAsync).WithName("ReadTranscript").WithSummary("What was said in a conversation that waits, or waited.");
    }

    private static async Task<Results<Ok<Page<QueueEntryView>>, ValidationProblem>> ListAsync(
        IDatabase database, string? after, string? take, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0, 0], errors);
        if (page.After[0] > DateTime.MaxValue.Ticks)
        {
            errors["after"] = ["It is not a cursor of this list."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var askedAt = new DateTimeOffset(page.After[0], TimeSpan.Zero);
        var rows = await database.ReadAsync(session => QueueStore.WaitingAsync(session, askedAt, page.After[1], page.Take), cancellationToken);
        return TypedResults.Ok(Page<QueueEntryView>.Of(rows, page.Take, QueueEntryView.From, row => [row.AskedAt.UtcTicks, row.Id]));
    }

    private static async Task<Results<Ok<Page<TranscriptLine>>, ValidationProblem, ProblemHttpResult>> TranscriptAsync(
        long id, IDatabase database, string? after, string? take, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var said = await database.ReadAsync(
            async session => await QueueStore.FindAsync(session, id) is { } entry
                ? await ConversationStore.ReadAsync(session, entry.Conversation, page.After[0], page.Take)
                : null,
            cancellationToken);
        if (said is null)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such entry in the queue.");
        }

        var lines = said.Select(LineOf).OfType<TranscriptLine>().ToList();
        return TypedResults.Ok(new Page<TranscriptLine>(lines, said.Count < page.Take ? null : Cursor.Write(said[^1].Seq)));
    }

    /// <returns>Null for what is not a message.</returns>
    private static TranscriptLine? LineOf(RecordedActivity recorded)
    {
        var activity = ActivityJson.Parse(recorded.Json);
        return activity.Type == ActivityTypes.Message
            ? new(
                recorded.Seq,
                recorded.At,
                recorded.Inbound ? "customer" : "desk",
                activity.Text,
                [.. activity.Files.Select(attachment => attachment.Name ?? attachment.ContentType ?? "file")])
            : null;
    }
}
