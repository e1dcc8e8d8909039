using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Demo;

/// <summary>A request, as a simulation has made it.</summary>
public sealed record SimulatedRequest
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The record of the books.</summary>
    public required Guid Customer { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What it is about: a number, of which every one is something.</summary>
    public required int Topic { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the desk answered.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>When it was resolved first.</summary>
    public required DateTimeOffset ResolvedAt { get; init; }

    /// <summary>When the customer opened it again, and when it was resolved for good; null: they did not.</summary>
    public (DateTimeOffset At, DateTimeOffset ResolvedAt)? Reopened { get; init; }

    /// <summary>How satisfied they said they are, from 1 to 5, and when; null: they did not answer.</summary>
    public (DateTimeOffset At, int Csat)? Rating { get; init; }
}

/// <summary>A contract, as a simulation has made it.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="From">Its first day.</param>
/// <param name="Until">Its last day.</param>
/// <param name="IsRenewal">Whether it follows the one before it in the list.</param>
public sealed record SimulatedContract(Guid Customer, DateOnly From, DateOnly Until, bool IsRenewal);

/// <summary>Writes a simulated company's requests, ratings and contracts, a statement for each table however many there are.</summary>
public sealed class SimulatedDesk(SignalLog signals, IOptions<RoutingOptions> routing)
{
    private static readonly Actor Staff = Actor.Api("demo");     // somebody of the desk: what the product itself says is no answer

    /// <summary>Adds requests in their order with their histories and surveys, as far as they have come.</summary>
    public async Task AddRequestsAsync(UnitOfWork unit, IReadOnlyList<SimulatedRequest> requests, DateTimeOffset end)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(requests);
        var first = await RequestStore.TakeNumbersAsync(unit, requests.Count);
        var courses = requests.Index().Select(pair => SimulatedCourse.Of(pair.Item, new(first + pair.Index), routing.Value, Staff, end)).ToList();
        await RequestStore.InsertAllAsync(unit, [.. courses.Select(course => course.Request)], [.. courses.SelectMany(course => course.History)]);
        var surveys = courses.Select(course => course.Survey).OfType<Survey>().ToList();
        await SurveyStore.InsertAllAsync(unit, surveys);
        await signals.AppendAllAsync(unit, [.. courses.SelectMany(course => course.Signals)]);
    }

    /// <summary>Adds contracts in their order; none is renewed by itself, and nobody is reminded of them.</summary>
    public async Task AddContractsAsync(UnitOfWork unit, IReadOnlyList<SimulatedContract> contracts)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(contracts);
        var first = await ContractStore.TakeNumbersAsync(unit, contracts.Count);
        var all = contracts.Index().Select(pair =>
        {
            var terms = new ContractTerms { Tier = "gold", From = pair.Item.From, Until = pair.Item.Until, Zone = "UTC" };
            return new Contract
            {
                Number = first + pair.Index,
                Customer = pair.Item.Customer,
                Terms = terms,
                StartsAt = ContractTerms.BeginningOf(terms.From, terms.Zone),
                EndsAt = ContractTerms.BeginningOf(terms.Until.AddDays(1), terms.Zone),
                Renews = pair.Item.IsRenewal ? first + pair.Index - 1 : null,
                RenewedBy = pair.Index + 1 < contracts.Count && contracts[pair.Index + 1].IsRenewal ? first + pair.Index + 1 : null,
                Version = 1,
            };
        }).ToList();
        await ContractStore.InsertAllAsync(unit, all);
        await signals.AppendAllAsync(unit, [.. all.Select(contract => new Signal("ContractCreated", contract.StartsAt, Customer: contract.Customer, Data: JsonSerializer.Serialize(
            new { contract = contract.Name, tier = contract.Terms.Tier, what = new[] { "created" }, by = Actor.System.Name })))]);
    }
}
