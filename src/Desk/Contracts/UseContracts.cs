using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Contracts;

/// <summary>
/// A request that a contract covers uses one of its requests when it is opened, and gives it back when the customer withdraws it. Which contract it came under
/// stands in the request's history, from which deadlines are computed.
/// </summary>
internal sealed class UseContracts(ManageContracts manage, SignalLog signals, IOptions<ContractOptions> options, TimeProvider clock)
{
    /// <summary>What the history calls it: the value is the contract's number and kind.</summary>
    public const string What = "contract";

    /// <summary>Deals with requests that were opened.</summary>
    public async Task OpenedAsync(UnitOfWork unit, IReadOnlyList<RequestNumber> opened)
    {
        if (opened.Count == 0 || await unit.FindAsync<long?>("SELECT number FROM desk_contract LIMIT 1") is null)
        {
            return;
        }

        foreach (var request in await RequestStore.ListAsync(unit, [.. opened.Select(number => number.Value)]))
        {
            if (request.Customer is { } customer && await ChooseAsync(unit, customer, request) is { } contract
                && await ContractStore.UseAsync(unit, contract.Number, "request", 1, request.Number, reverses: null, Actor.System, note: null, clock.GetUtcNow()))
            {
                await NoteAsync(unit, request, contract);
            }
        }
    }

    /// <summary>Deals with requests that were withdrawn.</summary>
    public async Task WithdrawnAsync(UnitOfWork unit, IReadOnlyList<RequestNumber> withdrawn)
    {
        foreach (var number in withdrawn)
        {
            if (await ContractStore.FindUseOfAsync(unit, number) is { } used && await ContractStore.HoldAsync(unit, used.Contract) is { } contract)
            {
                await manage.ReverseAsync(unit, contract, used.Id, note: null, Actor.System);
            }
        }
    }

    /// <summary>By how much customers count as waiting longer than they do, by customer; who has no contract that runs is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, TimeSpan>> HeadStartsAsync(Session session, IReadOnlyCollection<Guid> customers, DateTimeOffset now) =>
        (await RunningAsync(session, customers, now)).Where(of => of.Value.HeadStart > TimeSpan.Zero).ToDictionary(of => of.Key, of => of.Value.HeadStart);

    /// <summary>The same with when a contract of theirs begins or ends next (null: none does); who has no contract is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, (TimeSpan HeadStart, DateTimeOffset? ChangesAt)>> RunningAsync(Session session, IReadOnlyCollection<Guid> customers, DateTimeOffset now) =>
        (await ContractStore.OfAsync(session, customers)).GroupBy(contract => contract.Customer).ToDictionary(of => of.Key, of => (
            of.Where(contract => contract.StateAt(now) == ContractState.Active).Select(contract => options.Value.HeadStartOf(contract.Terms.Tier, contract.Terms.Vip)).DefaultIfEmpty().Max(),
            of.SelectMany(contract => new DateTimeOffset?[] { contract.StartsAt, contract.EndsAt }).Where(at => at > now).Min()));

    /// <summary>The kind of the contract that a request came under; null: under none.</summary>
    public static string? TierOf(IReadOnlyList<RequestChange> history) => history.LastOrDefault(change => change.What == What)?.ToValue?.Split(' ') is [_, var tier] ? tier : null;

    /// <summary>Of the contracts that cover a request the one that names what it covers, then the one that ends first.</summary>
    private static async Task<Contract?> ChooseAsync(UnitOfWork unit, Guid customer, ServiceRequest request)
    {
        var contracts = await ContractStore.OfAsync(unit, await CustomerStore.MembersAsync(unit, customer));
        foreach (var contract in contracts.Where(contract => contract.Covers(request)).OrderBy(contract => contract.Terms.Covers.Count == 0).ToList())
        {
            if (await ContractStore.HoldAsync(unit, contract.Number) is { } held && held.Covers(request))
            {
                return held;
            }
        }

        return null;
    }

    private async Task NoteAsync(UnitOfWork unit, ServiceRequest request, Contract contract)
    {
        var at = clock.GetUtcNow();
        await RequestStore.AddChangeAsync(
            unit, request.Id, new() { At = at, Who = Actor.System.Name, What = What, ToValue = $"{contract.Name} {contract.Terms.Tier}", IsPublic = false });
        await manage.UsedAsync(unit, contract, Actor.System, "request", 1, request.Number);
        await signals.AppendAsync(unit, new(
            "RequestEdited", at, request.Conversation, request.Customer,
            JsonSerializer.Serialize(new { request = request.Id, number = $"{request.Number}", what = new[] { What }, by = Actor.System.Name })));
    }
}
