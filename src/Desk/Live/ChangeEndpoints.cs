using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Live;

/// <summary>All that happens, in order, for programs that keep a copy of their own: each remembers how far it has read.</summary>
internal static class ChangeEndpoints
{
    private const int LongestWait = 30;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/changes", ListAsync).WithTags("Changes").WithName("ListChanges")
        .WithSummary("What has happened since a position, in order: send next as after to read on, also when a page is empty. With wait, up to 30 seconds until something has happened; with type (several), some kinds only.");

    private static async Task<Results<Ok<ChangePage>, ValidationProblem>> ListAsync(
        string? after, string? take, string? wait, HttpContext http, SignalLog log, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0, 0], errors);
        var seconds = 0;
        if (wait is not null && (!int.TryParse(wait, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds > LongestWait))
        {
            errors["wait"] = [$"It must be a number of seconds from 0 to {LongestWait}."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var (position, types) = (new SignalPosition(page.After[0], page.After[1]), http.Request.Query["type"].OfType<string>().ToList());
        for (var until = clock.GetUtcNow() + TimeSpan.FromSeconds(seconds); ;)
        {
            var appended = log.NextAppend();
            var (signals, through) = await ReadAsync(log, position, page.Take, types, cancellationToken);
            var left = until - clock.GetUtcNow();
            if (signals.Count > 0 || left <= TimeSpan.Zero)
            {
                return TypedResults.Ok(new ChangePage([.. signals.Select(ChangeView.Of)], Cursor.Write(through.Transaction, through.Sequence)));
            }

            // Another node's word may be lost, so it looks again now and then.
            position = through;
            await Task.WhenAny(appended, Task.Delay(left < LookAgain ? left : LookAgain, clock, cancellationToken));
        }
    }

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private static async Task<(IReadOnlyList<LoggedSignal> Signals, SignalPosition Through)> ReadAsync(
        SignalLog log, SignalPosition position, int take, List<string> types, CancellationToken cancellationToken)
    {
        if (types.Count > 0)
        {
            return await log.ReadPageAsync(position, take, types, cancellationToken);
        }

        var signals = await log.ReadPageAsync(position, take, cancellationToken);
        return (signals, signals.Count > 0 ? signals[^1].Position : position);
    }
}

/// <summary>A page of what has happened.</summary>
/// <param name="Items">It, in order.</param>
/// <param name="Next">Send it as <c>after</c> to read on.</param>
internal sealed record ChangePage(IReadOnlyList<ChangeView> Items, string Next);

/// <summary>Something that has happened.</summary>
/// <param name="Position">Its place: sent as <c>after</c>, what came behind it is read.</param>
/// <param name="Type">What: <c>CustomerEdited</c>, <c>RequestOpened</c> and so on.</param>
/// <param name="At">When.</param>
/// <param name="Customer">To whom; null: to nobody that is known.</param>
/// <param name="Conversation">In which conversation; null: in none.</param>
/// <param name="Data">What belongs to it: ids and words of the product, none of customers.</param>
internal sealed record ChangeView(string Position, string Type, DateTimeOffset At, Guid? Customer, long? Conversation, JsonElement Data)
{
    public static ChangeView Of(LoggedSignal logged) => new(
        Cursor.Write(logged.Position.Transaction, logged.Position.Sequence), logged.Signal.Type, logged.Signal.At, logged.Signal.Customer, logged.Signal.Conversation, JsonElement.Parse(logged.Signal.Data));
}
