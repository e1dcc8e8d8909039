using System.Text.Json;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Consents;

/// <summary>What a customer said last about a purpose.</summary>
public sealed record Consent
{
    /// <summary>What for: <c>marketing</c>, <c>service_news</c> …</summary>
    public required string Purpose { get; init; }

    /// <summary>True: they agreed. False: they refused or took it back.</summary>
    public required bool Given { get; init; }

    /// <summary>When they said so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where they said so: <c>chat</c>, <c>api</c> …</summary>
    public required string Source { get; init; }
}

/// <summary>What became of a consent.</summary>
public abstract record SetConsentOutcome
{
    private SetConsentOutcome()
    {
    }

    /// <summary>It is written down.</summary>
    public sealed record Changed(Consent Consent) : SetConsentOutcome;

    /// <summary>It was so already.</summary>
    public sealed record Unchanged(Consent Consent) : SetConsentOutcome;
}

/// <summary>Writes down what a customer agrees to; nothing of what they said before is lost.</summary>
public sealed class SetConsent(SignalLog signals, TimeProvider clock)
{
    private const string Current = """
        SELECT purpose, given, at, source
        FROM crm_consent c
        WHERE customer_id = @customer
          AND id = (SELECT max(id) FROM crm_consent n WHERE n.customer_id = c.customer_id AND n.purpose = c.purpose)
        ORDER BY purpose
        """;

    private const string Insert = """
        INSERT INTO crm_consent (customer_id, purpose, given, at, source) VALUES (@customer, @Purpose, @Given, @At, @Source)
        """;

    /// <summary>What a customer said last, for each purpose. What is not here they never agreed to.</summary>
    public static Task<IReadOnlyList<Consent>> FindAsync(Session session, Guid customer) =>
        session.QueryAsync<Consent>(Current, new { customer });

    /// <summary>Writes down a yes or a no.</summary>
    /// <param name="unit">The turn's transaction.</param>
    /// <param name="customer">Who said it.</param>
    /// <param name="purpose">What for: <c>marketing</c>, <c>service_news</c> …</param>
    /// <param name="given">True: yes.</param>
    /// <param name="source">Where: <c>chat</c>, <c>api</c> …</param>
    public async Task<SetConsentOutcome> HandleAsync(UnitOfWork unit, Guid customer, string purpose, bool given, string source)
    {
        var before = (await FindAsync(unit, customer)).FirstOrDefault(consent => consent.Purpose == purpose);
        if (before is { } same && same.Given == given)
        {
            return new SetConsentOutcome.Unchanged(same);
        }

        var consent = new Consent { Purpose = purpose, Given = given, At = clock.GetUtcNow(), Source = source };
        await AppendAsync(unit, customer, consent);
        return new SetConsentOutcome.Changed(consent);
    }

    internal async Task AppendAsync(UnitOfWork unit, Guid customer, Consent consent)
    {
        await unit.ExecuteAsync(Insert, new { customer, consent.Purpose, consent.Given, consent.At, consent.Source });
        await signals.AppendAsync(
            unit,
            new("ConsentChanged", consent.At, Customer: customer, Data: JsonSerializer.Serialize(new { purpose = consent.Purpose, given = consent.Given })));
    }
}
