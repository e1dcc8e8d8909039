using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>Whom the desk asks how it was, and how often. Section <c>Desk:Satisfaction</c>.</summary>
public sealed class SatisfactionOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk:Satisfaction";

    /// <summary>The share of resolved requests that are asked about, in percent, 0 to 100. Default: 100.</summary>
    [Range(0, 100)]
    public int RequestPercent { get; set; } = 100;

    /// <summary>The share of agents' legs of a conversation that are asked about, in percent, 0 to 100. Default: 100.</summary>
    [Range(0, 100)]
    public int AgentPercent { get; set; } = 100;

    /// <summary>The share of conversations with the bot alone that are asked about, in percent, 0 to 100. Default: 20.</summary>
    [Range(0, 100)]
    public int BotPercent { get; set; } = 20;

    /// <summary>Minutes between the end of a matter and the question, 0 to 10,080. A request that is opened again meanwhile is not asked about. Default: 10.</summary>
    [Range(0, 10_080)]
    public int DelayMinutes { get; set; } = 10;

    /// <summary>Minutes of silence after which a conversation with the bot counts as over, 1 to 1,440. Default: 15.</summary>
    [Range(1, 1_440)]
    public int QuietMinutes { get; set; } = 15;

    /// <summary>Days in which a customer is asked once at the most, 0 to 365. Default: 14.</summary>
    [Range(0, 365)]
    public int RestDays { get; set; } = 14;

    /// <summary>Days in which a customer is asked once at the most whether they would recommend the company, 90 to 3,650. Default: 90, a quarter.</summary>
    [Range(90, 3_650)]
    public int NpsDays { get; set; } = 90;

    /// <summary>Days in which a question may be answered, 1 to 365. Default: 14.</summary>
    [Range(1, 365)]
    public int AnswerDays { get; set; } = 14;

    /// <summary>Hours in which an answer may be changed, 0 to 720. Default: 24.</summary>
    [Range(0, 720)]
    public int ChangeHours { get; set; } = 24;

    /// <summary>The highest score that counts as low, 0 to 4; 0: none does. Default: 2.</summary>
    [Range(0, 4)]
    public int LowScore { get; set; } = 2;

    internal bool AsksAnybody => RequestPercent + AgentPercent + BotPercent > 0;

    internal int PercentOf(string kind) => kind switch
    {
        SurveyKinds.Request => RequestPercent,
        SurveyKinds.Agent => AgentPercent,
        _ => BotPercent,
    };
}
