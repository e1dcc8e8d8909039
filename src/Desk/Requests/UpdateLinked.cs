using System.Text.Json;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>
/// Writes what was said publicly on a problem, or on the original of duplicates, to each request that is linked to it, and resolves these with it. It goes on from signal to
/// signal, a few requests in each unit of work, so that many hold up nobody; each is written to once, whatever stops in between.
/// </summary>
public sealed class UpdateLinked(AddComment addComment, ChangeStatus changeStatus, SignalLog signals, TimeProvider clock) : ISignalReader
{
    private const string Sent = "RequestUpdateSent";
    private const int Together = 20;

    /// <inheritdoc/>
    public string Name => "desk.linked-updates";

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = [Sent];

    /// <summary>Has it written; <see cref="LinkedCustomers"/> says whom it reaches.</summary>
    /// <param name="unit">The transaction in which it was said.</param>
    /// <param name="request">The problem, or the original.</param>
    /// <param name="line">The line of its history.</param>
    /// <param name="resolves">Whether the others are resolved as well.</param>
    /// <param name="by">Who said it.</param>
    public Task SendAsync(UnitOfWork unit, ServiceRequest request, long line, bool resolves, Actor by)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AppendAsync(unit, request, new($"{request.Number}", line, resolves, by.Name, 0));
    }

    /// <inheritdoc/>
    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        foreach (var signal in signals)
        {
            var update = JsonSerializer.Deserialize<Update>(signal.Signal.Data, JsonSerializerOptions.Web)!;
            if (RequestNumber.TryParse(update.Number, out var number) && await RequestStore.FindAsync(unit, number) is { } source
                && (await RequestStore.ChangesAsync(unit, [update.Line])) is [var line])
            {
                var rest = (await LinkedCustomers.ListAsync(unit, source)).Where(linked => linked.Request.Number.Value > update.After).ToList();
                foreach (var linked in rest.Take(Together))
                {
                    await WriteAsync(unit, linked, line.Comment, update);
                }

                if (rest.Count > Together)
                {
                    await AppendAsync(unit, source, update with { After = rest[Together - 1].Request.Number.Value });
                }
            }
        }
    }

    private async Task WriteAsync(UnitOfWork unit, LinkedCustomer linked, string? words, Update update)
    {
        var (number, by) = (linked.Request.Number, new Actor(update.By));
        var echo = new RequestEcho(Quiet: !linked.IsTold, [.. linked.Also.Select(also => $"{also}")]);
        if (update.Resolves && linked.Request.Status != RequestStatus.Resolved)
        {
            await changeStatus.HandleAsync(unit, number, RequestStatus.Resolved, by, version: null, words, clock.GetUtcNow(), echo);
        }
        else if (words is not null)
        {
            await addComment.HandleAsync(unit, number, words, isPublic: true, by, clock.GetUtcNow(), echo);
        }
    }

    private async Task AppendAsync(UnitOfWork unit, ServiceRequest request, Update update) =>
        await signals.AppendAsync(unit, new(Sent, clock.GetUtcNow(), request.Conversation, request.Customer, JsonSerializer.Serialize(update, JsonSerializerOptions.Web)));

    private sealed record Update(string Number, long Line, bool Resolves, string By, long After);
}

/// <summary>What a signal says of an update that was said elsewhere first.</summary>
/// <param name="Quiet">Whether the customer hears of it by another request.</param>
/// <param name="Also">The customer's other requests that it is written to.</param>
internal sealed record RequestEcho(bool Quiet, IReadOnlyList<string> Also);
