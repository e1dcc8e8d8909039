using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Desk.HandOver;

/// <summary>What becomes of who waits for a person when people are away.</summary>
public enum AfterHours
{
    /// <summary>They keep their place, and are told when people are back.</summary>
    Wait,

    /// <summary>They are told when people are back, and go on with the bot.</summary>
    Bot,
}

/// <summary>What customers are promised who wait for a person, in time. Section <c>Desk:HandOver</c>.</summary>
public sealed class HandOverOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk:HandOver";

    /// <summary>How long a conversation that was passed to an agent is kept for them, in seconds, 5 to 3,600. Default: 60.</summary>
    [Range(5, 3_600)]
    public int OfferSeconds { get; set; } = 60;

    /// <summary>How long an agent may leave a customer without a word before the conversation goes back into the queue, in minutes, 1 to 1,440. Default: 5.</summary>
    [Range(1, 1_440)]
    public int SilenceMinutes { get; set; } = 5;

    /// <summary>How often somebody in the queue hears of their place, in minutes, 1 to 1,440. Default: 5.</summary>
    [Range(1, 1_440)]
    public int NewsMinutes { get; set; } = 5;

    /// <summary>What becomes of who waits when people are away (<see cref="Queue.OpeningHoursOptions"/>). Default: <see cref="AfterHours.Wait"/>.</summary>
    [EnumDataType(typeof(AfterHours))]
    public AfterHours AfterHours { get; set; } = AfterHours.Wait;
}
