namespace ServiceBot.Crm.Currencies;

/// <summary>What one unit of a currency is worth in the company's own, from a day on.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Day">The day.</param>
/// <param name="Rate">Units of the company's currency.</param>
public sealed record ExchangeRate(string Currency, DateOnly Day, decimal Rate);

/// <summary>The rates of one day: of each currency the newest that is not later. Whatever is computed with them says which day that is.</summary>
public sealed class ExchangeRates
{
    private readonly Dictionary<string, ExchangeRate> _rates;

    /// <summary>Takes the rates of a day out of all.</summary>
    /// <param name="home">The company's own currency.</param>
    /// <param name="day">The day.</param>
    /// <param name="all">All rates there are, in any order.</param>
    public ExchangeRates(string home, DateOnly day, IEnumerable<ExchangeRate> all)
    {
        (Home, Day) = (home, day);
        _rates = all.Where(rate => rate.Day <= day).GroupBy(rate => rate.Currency).ToDictionary(of => of.Key, of => of.MaxBy(rate => rate.Day)!);
    }

    /// <summary>The company's own currency.</summary>
    public string Home { get; }

    /// <summary>The day.</summary>
    public DateOnly Day { get; }

    /// <summary>The rates that count on that day, by currency.</summary>
    public IEnumerable<ExchangeRate> All => _rates.Values.OrderBy(rate => rate.Currency, StringComparer.Ordinal);

    /// <summary>What one unit of a currency is worth, and since which day; null: that day has no rate.</summary>
    public ExchangeRate? Of(string currency) => currency == Home ? new(Home, Day, 1) : _rates.GetValueOrDefault(currency);

    /// <summary>An amount in the company's currency; null: that day has no rate.</summary>
    public decimal? ToHome(decimal amount, string currency) =>
        currency == Home ? amount : _rates.TryGetValue(currency, out var rate) ? Currency.Round(amount * rate.Rate, Home) : null;
}
