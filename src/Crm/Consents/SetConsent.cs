using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Consents;

/// <summary>What became of a consent.</summary>
public abstract record SetConsentOutcome
{
    private SetConsentOutcome()
    {
    }

    /// <summary>It is written down.</summary>
    public sealed record Changed(ConsentEntry Consent) : SetConsentOutcome;

    /// <summary>It was so already, and nothing new proves it.</summary>
    public sealed record Unchanged(ConsentEntry Consent) : SetConsentOutcome;

    /// <summary>There is no such customer.</summary>
    public sealed record NotFound : SetConsentOutcome;

    /// <summary>Some of it cannot be; nothing is written down.</summary>
    /// <param name="Errors">What is wrong, by field.</param>
    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : SetConsentOutcome;
}

/// <summary>Writes down what a customer says to what for; nothing of what they said before is lost.</summary>
public sealed class SetConsent(IOptions<ConsentOptions> options, SignalLog signals, TimeProvider clock)
{
    private const string Insert = """
        INSERT INTO crm_consent (customer_id, purpose, channel, state, text_id, evidence, source, said_by, at)
        VALUES (@customer, @Purpose, @Channel, @state, @Text, @Evidence, @Source, @SaidBy, @At)
        RETURNING id
        """;

    /// <summary>How a customer stands to every purpose that something was said of.</summary>
    public async Task<IReadOnlyList<ConsentEntry>> FindAsync(Session session, Guid customer) =>
        [.. (await ConsentLedger.ReadAsync(session, customer)).StandingsAt([], clock.GetUtcNow()).Select(standing => standing.Entry).OfType<ConsentEntry>()];

    /// <summary>Writes down a yes or a no of the customer for every channel, whatever for: what they say is not lost because nobody has declared it.</summary>
    /// <param name="unit">The turn's transaction.</param>
    /// <param name="customer">Who said it.</param>
    /// <param name="purpose">What for: <c>marketing</c>, <c>service_news</c> …</param>
    /// <param name="given">True: yes.</param>
    /// <param name="source">Where: <c>chat</c>, <c>api</c> …</param>
    /// <param name="evidence">What proves it; null: nothing does.</param>
    public Task<SetConsentOutcome> HandleAsync(UnitOfWork unit, Guid customer, string purpose, bool given, string source, ConsentEvidence? evidence = null) => WriteAsync(
        unit, customer, new() { Purpose = purpose, State = given ? ConsentState.Granted : ConsentState.Withdrawn, At = clock.GetUtcNow(), Source = source }, evidence);

    /// <summary>Writes down what a customer said.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">Of whom it was said, by any of their ids.</param>
    /// <param name="said">What; its instant is when they said it, at the latest now.</param>
    /// <param name="evidence">What proves it; null: nothing does.</param>
    public async Task<SetConsentOutcome> HandleAsync(UnitOfWork unit, Guid customer, ConsentEntry said, ConsentEvidence? evidence = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(said);
        if (!await CustomerStore.ExistsAsync(unit, customer))
        {
            return new SetConsentOutcome.NotFound();
        }

        return await FaultsAsync(unit, said) is { Count: > 0 } faults ? new SetConsentOutcome.Wrong(faults) : await WriteAsync(unit, customer, said, evidence);
    }

    internal async Task<ConsentEntry> AppendAsync(UnitOfWork unit, Guid customer, ConsentEntry said)
    {
        var state = said.State.ToString().ToLowerInvariant();
        var id = await unit.GetAsync<long>(Insert, new { customer, said.Purpose, said.Channel, state, said.Text, said.Evidence, said.Source, said.SaidBy, said.At });
        await signals.AppendAsync(
            unit,
            new("ConsentChanged", clock.GetUtcNow(), Customer: customer, Data: JsonSerializer.Serialize(
                new { purpose = said.Purpose, channel = said.Channel, state, given = said.Given, entry = id, by = said.SaidBy })));
        return said with { Id = id, Customer = customer };
    }

    /// <summary>What was so already is not written again, unless something new proves it.</summary>
    private async Task<SetConsentOutcome> WriteAsync(UnitOfWork unit, Guid customer, ConsentEntry said, ConsentEvidence? evidence)
    {
        said = said with { Evidence = evidence?.Written() };
        var last = (await ConsentLedger.ReadAsync(unit, customer)).Entries.LastOrDefault(entry => entry.Customer == customer && entry.Purpose == said.Purpose && entry.Channel == said.Channel);
        return last is not null && last.State == said.State && last.Text == said.Text && said.Evidence is null
            ? new SetConsentOutcome.Unchanged(last) : new SetConsentOutcome.Changed(await AppendAsync(unit, customer, said));
    }

    private async Task<Dictionary<string, string[]>> FaultsAsync(Session session, ConsentEntry said)
    {
        var faults = new Dictionary<string, string[]>();
        if (!options.Value.Purposes.ContainsKey(said.Purpose))
        {
            faults["purpose"] = [options.Value.NotDeclared];
        }

        if (said.Channel.Length > 0 && !ConsentOptionsRules.IsWord(said.Channel))
        {
            faults["channel"] = ["It is a word of small letters, as email; or left out, for every channel."];
        }

        if (said.At > clock.GetUtcNow())
        {
            faults["at"] = ["It is in the future."];
        }

        if (said.Text is { } text && (await ConsentTexts.FindAsync(session, text))?.Purposes.Contains(said.Purpose) != true)
        {
            faults["text"] = ["No published text of that number is about this purpose."];
        }

        return faults;
    }
}
