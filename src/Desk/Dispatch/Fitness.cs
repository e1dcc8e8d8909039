using System.Text.Json.Serialization;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Dispatch;

/// <summary>Why somebody can't be offered a piece of work.</summary>
[JsonConverter(typeof(WordConverter<Misfit>))]
public enum Misfit
{
    /// <summary>No page of theirs is open.</summary>
    NotConnected,

    /// <summary>They are busy or away.</summary>
    NotAvailable,

    /// <summary>It is another team's.</summary>
    OtherTeam,

    /// <summary>They don't answer in its language.</summary>
    Language,

    /// <summary>They master a skill too little, or not at all.</summary>
    Skill,

    /// <summary>They have turned it down a while ago.</summary>
    TurnedDown,

    /// <summary>They hold as many of its channel as they may.</summary>
    ChannelFull,

    /// <summary>They hold as much as they can.</summary>
    Full,
}

/// <summary>Why somebody does not fit, the first reason in the order of <see cref="Misfit"/>.</summary>
/// <param name="Why">The reason.</param>
/// <param name="What">The team, language, skill or channel that it is about; null: none.</param>
/// <param name="Has">The level or load they have.</param>
/// <param name="Needs">The level it asks for, or the load that would be too much.</param>
/// <param name="Until">Until when that holds by itself; null: nobody knows.</param>
public sealed record Unfit(Misfit Why, string? What = null, double Has = 0, double Needs = 0, DateTimeOffset? Until = null);

/// <summary>Who can be offered what: the one rule for it.</summary>
public static class Fitness
{
    private const double Rounding = 1e-9;     // weights are decimal fractions

    /// <summary>Why somebody does not fit now; null: they do.</summary>
    public static Unfit? Of(WorkItem item, DispatchAgent agent, OfferOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(options);
        if (!agent.IsConnected)
        {
            return new(Misfit.NotConnected);
        }

        if (agent.Availability != Availability.Available)
        {
            return new(Misfit.NotAvailable);
        }

        if (!agent.Sight.Sees(item.Team))
        {
            return new(Misfit.OtherTeam, item.Team);
        }

        if (agent.Languages.Count > 0 && !agent.Languages.Contains(item.Language))
        {
            return new(Misfit.Language, item.Language);
        }

        foreach (var demand in item.Demands)
        {
            var (has, needs) = (agent.Skills.GetValueOrDefault(demand.Skill), LevelNow(demand, item, options, now));
            if (has < needs)
            {
                return new(Misfit.Skill, demand.Skill, has, needs, NextRelaxation(item, options, now));
            }
        }

        foreach (var past in item.TurnedDown)
        {
            if (past.Agent == agent.Id && past.Until > now)
            {
                return new(Misfit.TurnedDown, Until: past.Until);
            }
        }

        if (options.Most.TryGetValue(item.Channel, out var most) && agent.Held.GetValueOrDefault(item.Channel) >= most)
        {
            return new(Misfit.ChannelFull, item.Channel, agent.Held.GetValueOrDefault(item.Channel), most);
        }

        var load = agent.LoadIn(options);
        var after = load + options.WeightOf(item.Channel);
        return after > agent.Capacity + Rounding ? new(Misfit.Full, item.Channel, load, after) : null;
    }

    /// <summary>Whether somebody could be offered anything at all.</summary>
    public static bool IsFree(DispatchAgent agent, OfferOptions options)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(options);
        return agent is { IsConnected: true, Availability: Availability.Available } && agent.LoadIn(options) + options.Weights.Values.Min() <= agent.Capacity + Rounding;
    }

    /// <summary>Whether somebody could be offered some work of a channel.</summary>
    internal static bool HasRoom(DispatchAgent agent, string channel, OfferOptions options) =>
        agent is { IsConnected: true, Availability: Availability.Available }
        && (!options.Most.TryGetValue(channel, out var most) || agent.Held.GetValueOrDefault(channel) < most)
        && agent.LoadIn(options) + options.WeightOf(channel) <= agent.Capacity + Rounding;

    /// <summary>How well a skill is to be mastered by now: the level falls with waiting.</summary>
    public static int LevelNow(SkillDemand demand, WorkItem item, OfferOptions options, DateTimeOffset now) =>
        Math.Max(0, demand.Level - StepsRelaxed(item, options, now));

    /// <summary>By how many levels waiting has relaxed the demands.</summary>
    public static int StepsRelaxed(WorkItem item, OfferOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(options);
        return options.RelaxSeconds == 0 ? 0 : (int)Math.Clamp((now - item.WaitsSince).Ticks / TimeSpan.FromSeconds(options.RelaxSeconds).Ticks, 0, int.MaxValue);
    }

    /// <summary>When time alone makes somebody fit for it at the earliest; null: it never does.</summary>
    public static DateTimeOffset? NextChange(WorkItem item, OfferOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(item);
        var relaxed = NextRelaxation(item, options, now);
        DateTimeOffset? forgotten = null;
        foreach (var past in item.TurnedDown)
        {
            forgotten = past.Until > now && (forgotten is null || past.Until < forgotten) ? past.Until : forgotten;
        }

        return relaxed is null || forgotten < relaxed ? forgotten : relaxed;
    }

    private static DateTimeOffset? NextRelaxation(WorkItem item, OfferOptions options, DateTimeOffset now)
    {
        var steps = StepsRelaxed(item, options, now);
        return options.RelaxSeconds > 0 && item.Demands.Any(demand => demand.Level > steps) ? item.WaitsSince.AddSeconds((steps + 1L) * options.RelaxSeconds) : null;
    }
}
