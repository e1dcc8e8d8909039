using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Contracts;

/// <summary>What a contract says, as the API takes it: all of it.</summary>
/// <param name="Tier">A kind of <c>Desk:Contracts:Tiers</c>.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
/// <param name="Zone">The time zone of these days; missing: that of the desk.</param>
/// <param name="Vip">Whether the customer is served before others.</param>
/// <param name="Covers">Categories and types; missing: all.</param>
/// <param name="Requests">How many requests; missing: without a limit.</param>
/// <param name="Minutes">How many minutes; missing: without a limit.</param>
/// <param name="Owner">Who is reminded of its end.</param>
/// <param name="Customer">Whose it is; when it is made.</param>
/// <param name="Version">The version that was read; when it is changed.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Currency">The currency of that.</param>
/// <param name="NoticeDays">How many days before its end notice has to be given; missing: none.</param>
/// <param name="RenewMonths">For how many months it is renewed if nobody gives notice; missing: it ends.</param>
/// <param name="Products">Codes of the products that it covers.</param>
/// <param name="Serials">Serial numbers that it covers.</param>
/// <param name="Order">The order that it comes from.</param>
internal sealed record ContractBody(
    string? Tier, DateOnly? From, DateOnly? Until, string? Zone = null, bool Vip = false, IReadOnlyList<string>? Covers = null, long? Requests = null, long? Minutes = null,
    Guid? Owner = null, Guid? Customer = null, long? Version = null, decimal? Value = null, string? Currency = null, int NoticeDays = 0, int? RenewMonths = null,
    IReadOnlyList<string>? Products = null, IReadOnlyList<string>? Serials = null, string? Order = null)
{
    /// <summary>The terms; what is missing is named in <paramref name="errors"/>.</summary>
    public ContractTerms? Terms(string deskZone, Dictionary<string, string[]> errors)
    {
        foreach (var (field, isThere) in new[] { ("tier", Tier is not null), ("from", From is not null), ("until", Until is not null) })
        {
            if (!isThere)
            {
                errors[field] = ["It is missing."];
            }
        }

        return errors.Count > 0 ? null : new()
        {
            Tier = Tier!,
            From = From!.Value,
            Until = Until!.Value,
            Zone = Zone ?? deskZone,
            Vip = Vip,
            Covers = Covers ?? [],
            Requests = Requests,
            Minutes = Minutes,
            Owner = Owner,
            Value = Value,
            Currency = Currency,
            NoticeDays = NoticeDays,
            RenewMonths = RenewMonths,
            Products = Products ?? [],
            Serials = Serials ?? [],
            Order = Order,
        };
    }
}

/// <summary>Why a contract is ended.</summary>
internal sealed record EndContractBody(string? Reason);

/// <summary>Work to book.</summary>
internal sealed record BookBody(long? Minutes, string? Request, string? Note);

/// <summary>Why something is given back.</summary>
internal sealed record ReverseBody(string? Note);

/// <summary>A contract; what is null of requests and minutes has no limit.</summary>
internal sealed record ContractView(
    string Number, Guid Customer, string Tier, ContractState State, DateOnly From, DateOnly Until, string Zone, DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool Vip,
    IReadOnlyList<string> Covers, long? Requests, long RequestsUsed, long? RequestsLeft, long? Minutes, long MinutesUsed, long? MinutesLeft, Guid? Owner, long Version,
    decimal? Value, string? Currency, int NoticeDays, DateOnly NoticeDay, int? RenewMonths, IReadOnlyList<string> Products, IReadOnlyList<string> Serials, string? Order, string? Renews, string? RenewedBy)
{
    public static ContractView Of(Contract contract, DateTimeOffset now) => new(
        contract.Name, contract.Customer, contract.Terms.Tier, contract.StateAt(now), contract.Terms.From, contract.Terms.Until, contract.Terms.Zone, contract.StartsAt, contract.EndsAt,
        contract.Terms.Vip, contract.Terms.Covers, contract.Terms.Requests, contract.RequestsUsed, contract.RequestsLeft, contract.Terms.Minutes, contract.MinutesUsed,
        contract.MinutesLeft, contract.Terms.Owner, contract.Version,
        contract.Terms.Value, contract.Terms.Currency, contract.Terms.NoticeDays, contract.Terms.NoticeDay, contract.Terms.RenewMonths, contract.Terms.Products, contract.Terms.Serials, contract.Terms.Order,
        contract.Renews is { } before ? Contract.NameOf(before) : null, contract.RenewedBy is { } after ? Contract.NameOf(after) : null);
}

/// <summary>A contract with its ledger and its history, the newest first.</summary>
internal sealed record ContractDetailsView(ContractView Contract, IReadOnlyList<ContractUseView> Uses, IReadOnlyList<ContractChangeView> History);

/// <summary>A line of the ledger.</summary>
internal sealed record ContractUseView(long Id, DateTimeOffset At, string Unit, long Amount, string? Request, long? Reverses, string Who, string? Note)
{
    public static ContractUseView Of(ContractUse use) =>
        new(use.Id, use.At, use.Unit, use.Amount, use.Request is { } number ? $"{new RequestNumber(number)}" : null, use.Reverses, use.Who, use.Note);
}

/// <summary>A line of the history.</summary>
internal sealed record ContractChangeView(DateTimeOffset At, string Who, string What, string? From, string? To)
{
    public static ContractChangeView Of(ContractChange change) => new(change.At, change.Who, change.What, change.FromValue, change.ToValue);
}
