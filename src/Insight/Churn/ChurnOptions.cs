using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ServiceBot.Desk.Api;

namespace ServiceBot.Insight.Churn;

/// <summary>What it means that a customer has left.</summary>
[JsonConverter(typeof(WordConverter<ChurnMeaning>))]
public enum ChurnMeaning
{
    /// <summary>Whoever has bought buys nothing within the horizon.</summary>
    NoOrder,

    /// <summary>Whoever had a contract has none at the end of the horizon.</summary>
    NoContract,

    /// <summary>Nothing is heard within the horizon: no order, no request, no conversation, no rating.</summary>
    Silence,
}

/// <summary>Settings of <c>Insight:Churn</c>: what leaving means, and how it is learned who will.</summary>
public sealed class ChurnOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Insight:Churn";

    /// <summary>What leaving means.</summary>
    public ChurnMeaning Meaning { get; set; } = ChurnMeaning.NoOrder;

    /// <summary>Within how many days.</summary>
    [Range(7, 730)]
    public int HorizonDays { get; set; } = 90;

    /// <summary>Who has not bought, or was not heard of, for so many days has left already and is not predicted.</summary>
    [Range(7, 3_650)]
    public int ActiveDays { get; set; } = 365;

    /// <summary>How many instants of the past, a month apart, are learned from.</summary>
    [Range(1, 36)]
    public int Snapshots { get; set; } = 6;

    /// <summary>At most so many customers are learned from; of more, some are chosen by their ids, always the same.</summary>
    [Range(200, 1_000_000)]
    public int MostCustomers { get; set; } = 20_000;

    /// <summary>Days after which it is learned anew; 0: when somebody asks for it alone.</summary>
    [Range(0, 365)]
    public int RetrainDays { get; set; } = 30;

    /// <summary>What a customer is worth who leaves although something could have been done, in any unit.</summary>
    [Range(0, 1_000_000_000)]
    public double CostOfLosing { get; set; } = 10;

    /// <summary>What it costs to care for a customer who would have stayed, in the same unit.</summary>
    [Range(0, 1_000_000_000)]
    public double CostOfCaring { get; set; } = 1;

    /// <summary>Makes chance repeatable.</summary>
    public int Seed { get; set; } = 1;
}
