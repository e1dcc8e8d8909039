using System.Text.Json.Serialization;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Dispatch;

/// <summary>What one of two who fit was preferred for.</summary>
[JsonConverter(typeof(WordConverter<Preference>))]
public enum Preference
{
    /// <summary>They served the customer last.</summary>
    LastAgent,

    /// <summary>It is their own team's work.</summary>
    OwnTeam,

    /// <summary>Less of their capacity is in use.</summary>
    LessLoad,

    /// <summary>They have fewer skills that this work does not need.</summary>
    FewerOtherSkills,

    /// <summary>They have had nothing new for longer.</summary>
    LongerIdle,

    /// <summary>Nothing told them apart.</summary>
    Order,
}

/// <summary>What people who fit are told apart by, in this order; the smaller comes first.</summary>
internal readonly record struct Merit(bool IsStranger, bool IsOfOtherTeam, double Share, int OtherSkills, DateTimeOffset LastGiven, Guid Id)
{
    public static Merit Of(WorkItem item, DispatchAgent agent, OfferOptions options) => new(
        item.LastAgent != agent.Id,
        item.Team is not null && item.Team != agent.Sight.OwnTeam,
        (agent.LoadIn(options) + options.WeightOf(item.Channel)) / agent.Capacity,
        agent.Skills.Keys.Count(skill => !item.Demands.Any(demand => demand.Skill == skill)) + Math.Max(0, agent.Languages.Count - 1),
        agent.LastGiven ?? DateTimeOffset.MinValue,
        agent.Id);

    /// <summary>Who comes first (a negative sign: this one), and for what.</summary>
    public (int Sign, Preference For) CompareTo(Merit other)
    {
        (int Sign, Preference For)[] steps =
        [
            (IsStranger.CompareTo(other.IsStranger), Preference.LastAgent),
            (IsOfOtherTeam.CompareTo(other.IsOfOtherTeam), Preference.OwnTeam),
            (Share.CompareTo(other.Share), Preference.LessLoad),
            (OtherSkills.CompareTo(other.OtherSkills), Preference.FewerOtherSkills),
            (LastGiven.CompareTo(other.LastGiven), Preference.LongerIdle),
            (Id.CompareTo(other.Id), Preference.Order),
        ];
        return Array.Find(steps, step => step.Sign != 0);
    }
}
