using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sla;

/// <summary>
/// How long like requests took, read from their histories. What was read is used for a while by all requests of the same team, priority, type and policy, so that
/// predictions cost the same however many requests there are.
/// </summary>
internal sealed class LikeRequests(RequestSla sla, IOptions<SlaOptions> options, TimeProvider clock)
{
    private const int Most = 200;
    private const int MostKept = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);
    private static readonly RequestStatus[] Done = [RequestStatus.Resolved, RequestStatus.Closed];

    private readonly ConcurrentDictionary<(SlaPolicy, string, RequestPriority, string?), (DateTimeOffset Until, IReadOnlyDictionary<string, LikeTimes> Times)> _known = [];

    /// <summary>The times of requests like one, by the kind of target, reading them if need be.</summary>
    public async Task<IReadOnlyDictionary<string, LikeTimes>> ReadAsync(Session session, ServiceRequest request, SlaPolicy policy)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(KeyOf(request, policy), out var known) && now < known.Until)
        {
            return known.Times;
        }

        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        var times = await ReadAsync(session, request, policy, now);
        _known[KeyOf(request, policy)] = (now + Fresh, times);
        return times;
    }

    /// <summary>The same if they were read before; null: read them first.</summary>
    public IReadOnlyDictionary<string, LikeTimes>? Known(ServiceRequest request, SlaPolicy policy) => _known.TryGetValue(KeyOf(request, policy), out var known) ? known.Times : null;

    private async Task<IReadOnlyDictionary<string, LikeTimes>> ReadAsync(Session session, ServiceRequest request, SlaPolicy policy, DateTimeOffset now)
    {
        var ofTeam = new RequestFilter { Team = request.Team, WithoutMerged = true };
        var times = await TimesAsync(ofTeam with { Priority = request.Priority }, ["team", "priority"]);
        return IsEnough(times) ? times : await TimesAsync(ofTeam, ["team"]);

        async Task<Dictionary<string, LikeTimes>> TimesAsync(RequestFilter filter, string[] like)
        {
            var done = await RequestQuery.PageAsync(session, filter with { Statuses = Done }, after: 0, Most, newestFirst: true);
            var open = await RequestQuery.PageAsync(session, filter with { Statuses = RequestDesk.ToDo }, after: done.Count > 0 ? done[^1].Number.Value : 0, Most, newestFirst: false);
            var all = done.Concat(open.Where(other => other.Number != request.Number)).ToList();
            var histories = await RequestStore.HistoriesAsync(session, [.. all.Select(other => other.Id)]);
            var targets = all.Select(other => (other.Type, Targets: sla.TargetsOf(policy, other, [.. histories[other.Id]], now))).ToList();
            if (request.Type is { } type && ByKind(targets.Where(other => other.Type == type).SelectMany(other => other.Targets), [.. like, "type"], now) is var ofType && IsEnough(ofType))
            {
                return ofType;
            }

            return ByKind(targets.SelectMany(other => other.Targets), like, now);
        }
    }

    private bool IsEnough(Dictionary<string, LikeTimes> times) => times.TryGetValue("resolution", out var resolution) && resolution.Took.Count >= options.Value.AtRisk.FewestRequests;

    private static Dictionary<string, LikeTimes> ByKind(IEnumerable<SlaTarget> targets, string[] like, DateTimeOffset now) => targets.Where(target => target.State != SlaState.Dropped).GroupBy(target => target.Kind).ToDictionary(
        kind => kind.Key,
        kind => new LikeTimes(
            like, [.. kind.Where(target => target.DoneAt is not null).Select(target => target.WorkedBy(target.DoneAt!.Value))], [.. kind.Where(target => target.DoneAt is null).Select(target => target.WorkedBy(now))]));

    private static (SlaPolicy, string, RequestPriority, string?) KeyOf(ServiceRequest request, SlaPolicy policy) => (policy, request.Team, request.Priority, request.Type);
}
