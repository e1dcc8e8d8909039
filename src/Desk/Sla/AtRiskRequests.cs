using Microsoft.Extensions.Options;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sla;

/// <summary>A request of which a deadline is predicted to be missed.</summary>
/// <param name="Request">The request.</param>
/// <param name="DueAt">When that deadline is.</param>
/// <param name="Risk">The prediction.</param>
public sealed record AtRiskRequest(ServiceRequest Request, DateTimeOffset DueAt, RiskNote Risk);

/// <summary>Requests that are predicted to be late, for those who lead: from the level of <see cref="RiskOptions.AlertLevel"/> on.</summary>
public sealed class AtRiskRequests(RequestSla sla, IOptions<SlaOptions> options, TimeProvider clock)
{
    /// <summary>Those of the team that somebody leads, or of all if they lead all; which are due first first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="sight">What may be seen.</param>
    /// <param name="take">At most so many.</param>
    public async Task<IReadOnlyList<AtRiskRequest>> ListAsync(Session session, Sight sight, int take)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var now = clock.GetUtcNow();
        string[] levels = options.Value.AtRisk.AlertLevel switch { "none" => [], BreachRisk.Likely => [.. BreachRisk.Levels], _ => [BreachRisk.VeryLikely] };
        var numbers = levels.Length == 0 ? [] : await RequestClocks.AtRiskAsync(session, sight, levels, now, take);
        var requests = await RequestStore.ListAsync(session, [.. numbers]);
        var histories = await RequestStore.HistoriesAsync(session, [.. requests.Select(request => request.Id)]);
        return
        [
            .. from request in requests
               let risk = sla.NextOf(request, [.. histories[request.Id]], now).Risk
               where risk?.Due is not null
               orderby risk.Due
               select new AtRiskRequest(request, risk.Due!.Value, risk),
        ];
    }
}
