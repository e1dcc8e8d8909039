using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Currencies;

/// <summary>The exchange rates that the company uses.</summary>
public sealed class RateBook(SignalLog signals, IOptions<SalesOptions> options, TimeProvider clock)
{
    private const string Save = """
        INSERT INTO crm_exchange_rate (currency, day, rate) VALUES (@currency, @day, @rate) ON CONFLICT (currency, day) DO UPDATE SET rate = excluded.rate
        """;

    /// <summary>The company's own currency.</summary>
    public string Home => options.Value.Currency;

    /// <summary>The rates of a day.</summary>
    public async Task<ExchangeRates> OfAsync(Session session, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(session);
        var rows = await session.QueryAsync<Row>("SELECT currency, day, rate FROM crm_exchange_rate WHERE day <= @day", new { day = DayText.Of(day) });
        return new(Home, day, rows.Select(row => new ExchangeRate(row.Currency, DayText.Read(row.Day), row.Rate)));
    }

    /// <summary>Says what a currency is worth from a day on.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="rate">The rate.</param>
    /// <param name="by">Who says so.</param>
    public async Task<EditOutcome<ExchangeRate>> SetAsync(UnitOfWork unit, ExchangeRate rate, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(rate);
        var errors = new Dictionary<string, string[]>();
        if (!Currency.IsCode(rate.Currency))
        {
            errors["currency"] = ["It must be a code of three capitals: EUR."];
        }
        else if (rate.Currency == Home)
        {
            errors["currency"] = [$"{Home} is the company's own currency: its rate is 1."];
        }

        if (rate.Rate is <= 0 or > 1_000_000m)
        {
            errors["rate"] = ["It must be more than 0, and at most 1000000."];
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<ExchangeRate>.Wrong(errors);
        }

        await unit.ExecuteAsync(Save, new { currency = rate.Currency, day = DayText.Of(rate.Day), rate = rate.Rate });
        await signals.AppendAsync(unit, new("ExchangeRateSet", clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { currency = rate.Currency, day = DayText.Of(rate.Day), rate = rate.Rate, by })));
        return new EditOutcome<ExchangeRate>.Done(rate);
    }

    private sealed record Row
    {
        public required string Currency { get; init; }

        public required string Day { get; init; }

        public required decimal Rate { get; init; }
    }
}
