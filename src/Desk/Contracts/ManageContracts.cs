using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Products;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Contracts;

/// <summary>What became of a wish about a contract.</summary>
public abstract record ContractOutcome
{
    private ContractOutcome()
    {
    }

    /// <summary>It is so now.</summary>
    public sealed record Done(Contract Contract) : ContractOutcome;

    /// <summary>There is no such contract, or no such line in its ledger.</summary>
    public sealed record NotFound : ContractOutcome;

    /// <summary>It makes no sense: what is wrong, by field.</summary>
    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : ContractOutcome;

    /// <summary>Somebody changed it in the meantime.</summary>
    public sealed record Conflict(Contract Contract) : ContractOutcome;

    /// <summary>It does not run, or not so much is left.</summary>
    public sealed record NotEnough(Contract Contract) : ContractOutcome;
}

/// <summary>Makes contracts, changes and ends them, and books what is used of them by hand.</summary>
public sealed class ManageContracts(IDatabase database, SignalLog signals, IOptions<ContractOptions> options, TimeProvider clock)
{
    private const int MaxNote = 500;

    /// <summary>Makes a contract for a customer.</summary>
    public Task<ContractOutcome> CreateAsync(Guid customer, ContractTerms terms, Actor by, CancellationToken cancellationToken) => database.WriteAsync<ContractOutcome>(
        async unit =>
        {
            var (clean, errors) = await CheckAsync(unit, customer, terms);
            if (!await CustomerStore.ExistsAsync(unit, customer))
            {
                errors["customer"] = ["There is no such customer."];
            }

            if (errors.Count > 0)
            {
                return new ContractOutcome.Wrong(errors);
            }

            return new ContractOutcome.Done(await AddAsync(unit, customer, clean, renews: null, by));
        },
        cancellationToken);

    /// <summary>Changes what a contract says.</summary>
    /// <param name="number">Which.</param>
    /// <param name="terms">All that it says from now on.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    public Task<ContractOutcome> ChangeAsync(long number, ContractTerms terms, long? version, Actor by, CancellationToken cancellationToken) => ActAsync(
        number,
        async (unit, before) =>
        {
            if (version is not null && version != before.Version)
            {
                return new ContractOutcome.Conflict(before);
            }

            var (clean, errors) = await CheckAsync(unit, before.Customer, terms);
            if (before.RenewedBy is not null && clean.Until != before.Terms.Until)
            {
                errors["until"] = ["It is renewed: what comes after it is a contract of its own."];
            }

            if (errors.Count > 0)
            {
                return new ContractOutcome.Wrong(errors);
            }

            var after = With(before, clean);
            var changes = Changes(before.Terms, clean);
            if (changes.Count > 0)
            {
                var isSameEnd = (before.Terms.Until, before.Terms.NoticeDays, before.Terms.Owner, before.Terms.Zone) == (clean.Until, clean.NoticeDays, clean.Owner, clean.Zone);
                await ContractStore.SaveAsync(unit, after, isSameEnd ? await ContractStore.RemindAtAsync(unit, number) : RemindAt(after), RenewAt(after));
                await SayAsync(unit, after, by, "ContractChanged", changes);
            }

            return new ContractOutcome.Done(changes.Count > 0 ? after : before);
        },
        cancellationToken);

    /// <summary>Ends a contract now.</summary>
    public Task<ContractOutcome> EndAsync(long number, string? reason, Actor by, CancellationToken cancellationToken) => ActAsync(
        number,
        async (unit, before) =>
        {
            var now = clock.GetUtcNow();
            if (before.EndsAt <= now)
            {
                return new ContractOutcome.Done(before);
            }

            var after = before with { EndsAt = now, Version = before.Version + 1 };
            await ContractStore.SaveAsync(unit, after, remindAt: null, renewAt: null);
            await SayAsync(unit, after, by, "ContractEnded", [("ended", null, Note(reason))]);
            return new ContractOutcome.Done(after);
        },
        cancellationToken);

    /// <summary>Books minutes of work.</summary>
    public Task<ContractOutcome> BookAsync(long number, long minutes, RequestNumber? request, string? note, Actor by, CancellationToken cancellationToken) => ActAsync(
        number,
        async (unit, before) =>
        {
            if (minutes is < 1 or > ContractTerms.MostUnits)
            {
                return new ContractOutcome.Wrong(new Dictionary<string, string[]> { ["minutes"] = [$"They must be from 1 to {ContractTerms.MostUnits}."] });
            }

            if (request is { } named && await RequestStore.FindAsync(unit, named) is null)
            {
                return new ContractOutcome.Wrong(new Dictionary<string, string[]> { ["request"] = ["There is no such request."] });
            }

            if (before.StateAt(clock.GetUtcNow()) != ContractState.Active || before.MinutesLeft < minutes)
            {
                return new ContractOutcome.NotEnough(before);
            }

            await ContractStore.UseAsync(unit, number, "minute", minutes, request, reverses: null, by, Note(note), clock.GetUtcNow());
            await UsedAsync(unit, before, by, "minute", minutes, request);
            return new ContractOutcome.Done((await ContractStore.FindAsync(unit, number))!);
        },
        cancellationToken);

    /// <summary>Gives back what was used: the line stays, and another takes it back. Twice is once.</summary>
    public Task<ContractOutcome> ReverseAsync(long number, long use, string? note, Actor by, CancellationToken cancellationToken) => ActAsync(
        number,
        async (unit, before) => await ReverseAsync(unit, before, use, note, by) ? new ContractOutcome.Done((await ContractStore.FindAsync(unit, number))!) : new ContractOutcome.NotFound(),
        cancellationToken);

    internal async Task<bool> ReverseAsync(UnitOfWork unit, Contract contract, long use, string? note, Actor by)
    {
        if (await ContractStore.FindUseAsync(unit, contract.Number, use) is not { Reverses: null } line)
        {
            return false;
        }

        var request = line.Request is { } number ? new RequestNumber(number) : (RequestNumber?)null;
        if (await ContractStore.UseAsync(unit, contract.Number, line.Unit, -line.Amount, request, line.Id, by, Note(note), clock.GetUtcNow()))
        {
            await UsedAsync(unit, contract, by, line.Unit, -line.Amount, request);
        }

        return true;
    }

    internal Task UsedAsync(UnitOfWork unit, Contract contract, Actor by, string kind, long amount, RequestNumber? request) => signals.AppendAsync(unit, new(
        "ContractUsed", clock.GetUtcNow(), null, contract.Customer, JsonSerializer.Serialize(new { contract = contract.Name, unit = kind, amount, request = request?.ToString(), by = by.Name })));

    private Task<ContractOutcome> ActAsync(long number, Func<UnitOfWork, Contract, Task<ContractOutcome>> act, CancellationToken cancellationToken) => database.WriteAsync(
        async unit => await ContractStore.HoldAsync(unit, number) is { } contract ? await act(unit, contract) : new ContractOutcome.NotFound(), cancellationToken);

    /// <summary>Makes the contract that comes after one, with all that it says: what is left of the one is not carried over.</summary>
    internal async Task<Contract?> RenewAsync(UnitOfWork unit, long number)
    {
        if (await ContractStore.HoldAsync(unit, number) is not { RenewedBy: null, Terms.RenewMonths: { } months } before || RenewAt(before) is not { } at || at > clock.GetUtcNow())
        {
            return null;
        }

        var from = before.Terms.Until.AddDays(1);
        var next = await AddAsync(unit, before.Customer, before.Terms with { From = from, Until = from.AddMonths(months).AddDays(-1) }, before.Number, Actor.System);
        await ContractStore.SaveAsync(unit, before with { RenewedBy = next.Number, Version = before.Version + 1 }, remindAt: null, renewAt: null);
        await SayAsync(unit, before, Actor.System, "ContractRenewed", [("renewed", null, next.Name)]);
        return next;
    }

    private async Task<Contract> AddAsync(UnitOfWork unit, Guid customer, ContractTerms terms, long? renews, Actor by)
    {
        var contract = With(new() { Number = await ContractStore.TakeNumberAsync(unit), Customer = customer, Terms = terms, StartsAt = default, EndsAt = default, Renews = renews, Version = 0 }, terms);
        await ContractStore.SaveAsync(unit, contract, RemindAt(contract), RenewAt(contract));
        await SayAsync(unit, contract, by, "ContractCreated", [("created", null, $"{terms.Tier} {ContractStore.Day(terms.From)} – {ContractStore.Day(terms.Until)}")]);
        return contract;
    }

    private async Task<(ContractTerms Clean, Dictionary<string, string[]> Errors)> CheckAsync(Session session, Guid customer, ContractTerms terms)
    {
        var errors = terms.Errors(options.Value);
        var clean = terms with
        {
            Products = [.. terms.Products.Select(code => code.Trim().ToUpperInvariant()).Distinct()],
            Serials = [.. terms.Serials.Select(serial => serial.Trim()).Distinct()],
            Order = terms.Order is null ? null : OrderNumber.Normalise(terms.Order) ?? terms.Order,
        };
        var known = await ProductStore.FindAsync(session, clean.Products);
        if (clean.Products.FirstOrDefault(code => !known.ContainsKey(code)) is { } odd)
        {
            errors["products"] = [$"There is no product {odd}."];
        }

        if (clean.Order is { } number && (await OrderStore.FindAsync(session, number))?.Order.Customer is var whose
            && (whose is null || !(await CustomerStore.MembersAsync(session, customer)).Contains(whose.Value)))
        {
            errors["order"] = ["They have no such order."];
        }

        if (terms.Owner is { } owner && await StaffStore.FindAsync(session, owner) is not { DisabledAt: null })
        {
            errors["owner"] = ["There is no colleague of that id."];
        }

        return (clean, errors);
    }

    private static Contract With(Contract contract, ContractTerms terms) => contract with
    {
        Terms = terms,
        StartsAt = ContractTerms.BeginningOf(terms.From, terms.Zone),
        EndsAt = ContractTerms.BeginningOf(terms.Until.AddDays(1), terms.Zone),
        Version = contract.Version + 1,
    };

    /// <summary>When it is said that it ends, and its owner is reminded: in time to give notice. Nobody is of a contract that is over.</summary>
    private DateTimeOffset? RemindAt(Contract contract) => contract.EndsAt <= clock.GetUtcNow()
        ? null
        : ContractTerms.BeginningOf(contract.Terms.NoticeDay.AddDays(-options.Value.RemindDays), contract.Terms.Zone);

    /// <summary>When it is renewed by itself: when no notice can be given any more.</summary>
    private static DateTimeOffset? RenewAt(Contract contract) => contract.Terms.RenewMonths is null || contract.RenewedBy is not null
        ? null
        : ContractTerms.BeginningOf(contract.Terms.NoticeDay.AddDays(1), contract.Terms.Zone);

    private async Task SayAsync(UnitOfWork unit, Contract contract, Actor by, string signal, IReadOnlyList<(string What, string? From, string? To)> changes)
    {
        var at = clock.GetUtcNow();
        foreach (var (what, from, to) in changes)
        {
            await ContractStore.AddChangeAsync(unit, contract.Number, at, by, what, from, to);
        }

        await signals.AppendAsync(unit, new(
            signal, at, null, contract.Customer, JsonSerializer.Serialize(new { contract = contract.Name, tier = contract.Terms.Tier, what = changes.Select(change => change.What), by = by.Name })));
    }

    private static List<(string What, string? From, string? To)> Changes(ContractTerms before, ContractTerms after) =>
    [
        .. new (string What, string? From, string? To)[]
        {
            ("tier", before.Tier, after.Tier), ("vip", before.Vip ? "yes" : "no", after.Vip ? "yes" : "no"), ("covers", string.Join(' ', before.Covers), string.Join(' ', after.Covers)),
            ("requests", Number(before.Requests), Number(after.Requests)), ("minutes", Number(before.Minutes), Number(after.Minutes)),
            ("from", ContractStore.Day(before.From), ContractStore.Day(after.From)), ("until", ContractStore.Day(before.Until), ContractStore.Day(after.Until)),
            ("zone", before.Zone, after.Zone), ("value", Money(before), Money(after)), ("noticeDays", Number(before.NoticeDays), Number(after.NoticeDays)),
            ("renewMonths", Number(before.RenewMonths), Number(after.RenewMonths)), ("products", string.Join(' ', before.Products), string.Join(' ', after.Products)),
            ("serials", string.Join(' ', before.Serials), string.Join(' ', after.Serials)), ("order", before.Order, after.Order), ("owner", before.Owner?.ToString(), after.Owner?.ToString()),
        }.Where(change => change.From != change.To),
    ];

    private static string? Money(ContractTerms terms) => terms.Value is { } value ? FormattableString.Invariant($"{value:0.###} {terms.Currency}") : null;

    private static string? Number(long? units) => units?.ToString(CultureInfo.InvariantCulture);

    private static string? Note(string? note) => StoredText.CleanLine(note, MaxNote) is { Length: > 0 } words ? words : null;
}
