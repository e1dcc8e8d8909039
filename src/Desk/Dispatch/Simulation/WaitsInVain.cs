namespace ServiceBot.Desk.Dispatch.Simulation;

/// <summary>
/// Looks for work that waits while somebody who fits is free. It says once more, in its own words, who fits what, so that an error in
/// <see cref="Fitness"/> or in what the dispatcher is woken by does not hide itself.
/// </summary>
internal static class WaitsInVain
{
    public static string? Find(IReadOnlyCollection<WorkItem> waiting, IReadOnlyList<DispatchAgent> agents, OfferOptions options, DateTimeOffset now)
    {
        foreach (var agent in agents)
        {
            if (agent.Availability != Availability.Available || !agent.IsConnected)
            {
                continue;
            }

            var room = agent.Capacity - agent.Held.Sum(held => held.Value * options.Weights[held.Key]);
            foreach (var item in waiting)
            {
                var hasRoom = room > options.Weights[item.Channel] - 1e-6
                    && (!options.Most.TryGetValue(item.Channel, out var most) || !agent.Held.TryGetValue(item.Channel, out var held) || held < most);
                if (!hasRoom || (agent.Languages.Count > 0 && !agent.Languages.Contains(item.Language)))
                {
                    continue;
                }

                var sees = agent.Sight.SeesAll || item.Team is null || item.Team == agent.Sight.OwnTeam || item.Team == agent.Sight.SharedTeam;
                var wasAsked = item.TurnedDown.Any(past => past.Agent == agent.Id && now < past.Until);
                var waited = (now - item.WaitsSince).TotalSeconds;
                var masters = item.Demands.All(demand =>
                    (agent.Skills.TryGetValue(demand.Skill, out var level) ? level : 0) + (options.RelaxSeconds > 0 ? Math.Floor(waited / options.RelaxSeconds) : 0) >= demand.Level);
                if (sees && !wasAsked && masters)
                {
                    return FormattableString.Invariant($"{now:HH:mm:ss.fff}: {item.Id.Kind} {item.Id.Number} waits since {item.WaitsSince:HH:mm:ss} while {agent.Name} is free");
                }
            }
        }

        return null;
    }
}
