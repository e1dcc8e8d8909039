using System.Text.Json;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Accounts;

/// <summary>
/// What happens to accounts, for the log of what happened: who signed in or failed to, and who changed which person, role or key. No
/// password, code or link stands in it.
/// </summary>
public sealed class AccountSignals(SignalLog signals, TimeProvider clock)
{
    /// <summary>Writes down what happened.</summary>
    /// <param name="unit">The transaction that makes it true.</param>
    /// <param name="type">What happened, past tense.</param>
    /// <param name="by">Who did it; null: nobody that we know.</param>
    /// <param name="more">More about it.</param>
    public Task AppendAsync(UnitOfWork unit, string type, Guid? by, object? more = null)
    {
        var data = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        if (by is { } staff)
        {
            data["by"] = staff;
        }

        return signals.AppendAsync(unit, new(type, clock.GetUtcNow(), Data: data.ToJsonString()));
    }
}
