using System.Globalization;
using ServiceBot.Desk.Contracts;

namespace ServiceBot.Web.Pages.Staff.Contracts;

/// <summary>What a contract says, as its form sends it.</summary>
public sealed class ContractForm
{
    public string? Tier { get; set; }
    public string? From { get; set; }
    public string? Until { get; set; }
    public string? Zone { get; set; }
    public bool Vip { get; set; }
    public string? Covers { get; set; }
    public string? Requests { get; set; }
    public string? Minutes { get; set; }
    public Guid? Owner { get; set; }
    public long? Version { get; set; }
    public string? Value { get; set; }
    public string? Currency { get; set; }
    public string? NoticeDays { get; set; }
    public string? RenewMonths { get; set; }
    public string? Products { get; set; }
    public string? Serials { get; set; }
    public string? Order { get; set; }

    /// <summary>The form of a contract as it stands.</summary>
    public static ContractForm Of(Contract contract) => new()
    {
        Tier = contract.Terms.Tier,
        From = Day(contract.Terms.From),
        Until = Day(contract.Terms.Until),
        Zone = contract.Terms.Zone,
        Vip = contract.Terms.Vip,
        Covers = string.Join(' ', contract.Terms.Covers),
        Requests = Number(contract.Terms.Requests),
        Minutes = Number(contract.Terms.Minutes),
        Owner = contract.Terms.Owner,
        Version = contract.Version,
        Value = contract.Terms.Value?.ToString("0.###", CultureInfo.InvariantCulture),
        Currency = contract.Terms.Currency,
        NoticeDays = Number(contract.Terms.NoticeDays),
        RenewMonths = Number(contract.Terms.RenewMonths),
        Products = string.Join(' ', contract.Terms.Products),
        Serials = string.Join('\n', contract.Terms.Serials),
        Order = contract.Terms.Order,
    };

    /// <summary>The terms; null: a day or a number is none, or missing.</summary>
    public ContractTerms? Terms() =>
        DateOnly.TryParseExact(From, "yyyy-MM-dd", out var from) && DateOnly.TryParseExact(Until, "yyyy-MM-dd", out var until) && TryRead(Requests, out var requests) && TryRead(Minutes, out var minutes)
        && TryRead(NoticeDays, out var notice) && TryRead(RenewMonths, out var renew) && notice is null or < 10_000 && renew is null or < 10_000 && TryRead(out var value)
            ? new()
            {
                Tier = Tier ?? "",
                From = from,
                Until = until,
                Zone = Zone?.Trim() ?? "",
                Vip = Vip,
                Covers = (Covers ?? "").Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries),
                Requests = requests,
                Minutes = minutes,
                Owner = Owner,
                Value = value,
                Currency = value is null ? null : Currency?.Trim().ToUpperInvariant(),
                NoticeDays = (int)(notice ?? 0),
                RenewMonths = (int?)renew,
                Products = (Products ?? "").Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries),
                Serials = (Serials ?? "").Split(['\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Order = string.IsNullOrWhiteSpace(Order) ? null : Order.Trim(),
            }
            : null;

    private bool TryRead(out decimal? value)
    {
        value = decimal.TryParse(Value?.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var known) ? known : null;
        return string.IsNullOrWhiteSpace(Value) || value is not null;
    }

    private static bool TryRead(string? text, out long? number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : null;
        return string.IsNullOrWhiteSpace(text) || number is not null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Number(long? units) => units?.ToString(CultureInfo.InvariantCulture);
}
