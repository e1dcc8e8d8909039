using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>What a customer is asked about.</summary>
public static class SurveyKinds
{
    /// <summary>A request that was resolved.</summary>
    public const string Request = "request";

    /// <summary>The time in which one agent held a conversation.</summary>
    public const string Agent = "agent";

    /// <summary>A conversation with the bot alone.</summary>
    public const string Bot = "bot";
}

/// <summary>What is asked besides the score and its reason.</summary>
public static class SurveyExtras
{
    /// <summary>Whether they would recommend the company, 0 to 10.</summary>
    public const string Nps = "nps";

    /// <summary>How easy it was, 1 to 7.</summary>
    public const string Ces = "ces";
}

/// <summary>A question to a customer how it was, and the answer.</summary>
public sealed record Survey
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is about, unique: <c>request:12</c>, <c>agent:7:3</c> (conversation and epoch), <c>bot:7</c>.</summary>
    public required string About { get; init; }

    /// <summary>See <see cref="SurveyKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The request's number; null: it is about none.</summary>
    public long? Request { get; init; }

    /// <summary>The conversation; null: there was none.</summary>
    public long? Conversation { get; init; }

    /// <summary>The customer, if known.</summary>
    public Guid? Customer { get; init; }

    /// <summary>The agent that it is about; null: none.</summary>
    public Guid? Agent { get; init; }

    /// <summary>The team that it is about; null: none.</summary>
    public string? Team { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>When it is to be asked.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was asked; null: not yet, or never.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Where it was asked: <c>chat</c> or <c>letter</c>.</summary>
    public string? AskedBy { get; init; }

    /// <summary>See <see cref="SurveyExtras"/>; null: nothing.</summary>
    public string? Extra { get; init; }

    /// <summary>Why it is never asked: <c>rested</c>, <c>unreachable</c>, <c>busy</c>; null: it is, or may be.</summary>
    public string? DroppedBecause { get; init; }

    /// <summary>When it was answered; null: not yet.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>1, very unsatisfied, to 5, very satisfied.</summary>
    public int? Csat { get; init; }

    /// <summary>0, not at all likely to recommend the company, to 10, very likely.</summary>
    public int? Nps { get; init; }

    /// <summary>1, very hard, to 7, very easy.</summary>
    public int? Ces { get; init; }

    /// <summary>What mattered most: see <see cref="SurveyForm.Reasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>In the customer's own words.</summary>
    public string? Comment { get; init; }

    /// <summary>The number of the request to call back; null: none was opened.</summary>
    public long? FollowUp { get; init; }

    /// <summary>Whether something is among those that are asked about: the same at every look, on every node.</summary>
    /// <param name="about">See <see cref="About"/>.</param>
    /// <param name="percent">The share that is asked, 0 to 100.</param>
    internal static bool IsInSample(string about, int percent) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(about))) % 100 < percent;

    /// <summary>Until when it may be answered, or the answer be changed; null: it was never asked.</summary>
    internal DateTimeOffset? OpenUntil(SatisfactionOptions options) =>
        AnsweredAt is { } answered ? answered.AddHours(options.ChangeHours) : AskedAt?.AddDays(options.AnswerDays);
}
