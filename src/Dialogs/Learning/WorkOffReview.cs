using System.Text.Json;
using ServiceBot.Crm;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Dialogs.Learning;

/// <summary>What people do with messages that the bot did not understand: make them examples, or put them aside.</summary>
public sealed class WorkOffReview(LiveDialogs dialogs, SignalLog signals, TimeProvider clock)
{
    /// <summary>Makes messages examples of an intent: they are checked, and the model learns from them when nothing gets worse by it.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="ids">The messages; those with the same words become one example.</param>
    /// <param name="intent">The intent; null: they are examples of nothing, and put aside.</param>
    /// <param name="by">Who says so: <c>staff:…</c>, <c>api:…</c>.</param>
    /// <returns>How many messages are dealt with; not found: somebody has dealt with all of them, or they never were.</returns>
    public async Task<EditOutcome<int>> HandleAsync(UnitOfWork unit, IReadOnlyCollection<long> ids, string? intent, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (intent is not null && !dialogs.Current.Catalog.Intents.ContainsKey(intent))
        {
            return new EditOutcome<int>.Wrong(new Dictionary<string, string[]> { ["intent"] = [$"The dialogs have no intent «{intent}»."] });
        }

        var now = clock.GetUtcNow();
        var messages = await ReviewStore.OpenAsync(unit, [.. ids]);
        if (messages.Count == 0 || await ReviewStore.DoneAsync(unit, [.. messages.Select(message => message.Id)], intent, by, now) == 0)
        {
            return new EditOutcome<int>.NotFound();
        }

        foreach (var text in intent is null ? [] : messages.Select(message => message.Text).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            await ExampleStore.AddAsync(unit, intent!, text, by, now);
        }

        await signals.AppendAsync(unit, new(intent is null ? "ReviewDismissed" : "ExamplesAdded", now, Data: JsonSerializer.Serialize(new { intent, messages = messages.Count, by })));
        return new EditOutcome<int>.Done(messages.Count);
    }

    /// <summary>Takes an added example out of the model: the model without it stands ready, and goes live.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">The example.</param>
    /// <param name="by">Who does.</param>
    /// <returns>False: there is no such example that is live or waits.</returns>
    public async Task<bool> WithdrawAsync(UnitOfWork unit, long id, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var now = clock.GetUtcNow();
        if (await ExampleStore.DecideAsync(unit, [id], ExampleStore.Live, ExampleStore.Withdrawn, null, now) + await ExampleStore.DecideAsync(unit, [id], ExampleStore.Waiting, ExampleStore.Withdrawn, null, now) == 0)
        {
            return false;
        }

        await signals.AppendAsync(unit, new("ExampleWithdrawn", now, Data: JsonSerializer.Serialize(new { example = id, by })));
        return true;
    }
}
