namespace ServiceBot.Outreach.Running;

/// <summary>Why somebody takes part in a campaign no longer.</summary>
public static class LeftBecause
{
    /// <summary>Nothing is done to them, to see what it changes for the others.</summary>
    public const string Compared = "compared";

    /// <summary>All steps are done.</summary>
    public const string Done = "done";

    /// <summary>They did what the campaign is for.</summary>
    public const string Goal = "goal";

    /// <summary>They do not want to hear any more.</summary>
    public const string Stopped = "stopped";

    /// <summary>The campaign ended.</summary>
    public const string Ended = "ended";
}

/// <summary>Why something was not sent.</summary>
public static class RefusedBecause
{
    /// <summary>Their data are kept and used for nothing else.</summary>
    public const string Restricted = "restricted";

    /// <summary>They refused, or took their consent back.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>It needs a consent, and there is none.</summary>
    public const string NotGranted = "not_granted";

    /// <summary>They are in the segment that is never written to.</summary>
    public const string Excepted = "excepted";

    /// <summary>They are held out of everything that is done with the segment.</summary>
    public const string HeldOut = "held_out";

    /// <summary>No channel of the campaign leads to them.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>They were written to too often, for too long.</summary>
    public const string Cap = "cap";

    /// <summary>A person talked with them, for too long.</summary>
    public const string Busy = "busy";

    /// <summary>The campaign's money is spent.</summary>
    public const string Budget = "budget";

    /// <summary>They are in the books no longer.</summary>
    public const string Gone = "gone";

    /// <summary>The template is gone.</summary>
    public const string NoTemplate = "no_template";
}

/// <summary>Somebody who takes part in a campaign, or might have.</summary>
public sealed record Participant
{
    /// <summary>Nobody may write to them: they are no part of the comparison.</summary>
    public const int Refused = -1;

    /// <summary>Nothing is done to them, to compare with.</summary>
    public const int Compared = 0;

    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The campaign.</summary>
    public required Guid CampaignId { get; init; }

    /// <summary>The record whose page was theirs when they entered.</summary>
    public required Guid CustomerId { get; init; }

    /// <summary>Which time it is that they take part, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>The version of the plan that they go by.</summary>
    public required int Version { get; init; }

    /// <summary>When they entered.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary><see cref="Refused"/>, <see cref="Compared"/>, or which variant they get, from 1.</summary>
    public required int Arm { get; init; }

    /// <summary>Why they were chosen, in the words of <see cref="CareReason"/> as JSON; null: they are on the list.</summary>
    public string? Why { get; init; }

    /// <summary>The step that is next; null: there is none.</summary>
    public string? Step { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When they left.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Why: of <see cref="LeftBecause"/>, or of <see cref="RefusedBecause"/> where they were never in.</summary>
    public string? LeftReason { get; init; }

    /// <summary>How often they were written to.</summary>
    public required int Contacts { get; init; }

    /// <summary>When they first answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When they did what the campaign is for.</summary>
    public DateTimeOffset? GoalAt { get; init; }

    /// <summary>What that was worth, in the company's currency; of goals that have a value.</summary>
    public decimal? GoalValue { get; init; }
}

/// <summary>Something that was done with a participant, or refused.</summary>
public sealed record OutreachEvent
{
    /// <summary>It was sent.</summary>
    public const string Sent = "sent";

    /// <summary>It was not.</summary>
    public const string Refused = "refused";

    /// <summary>It was put off.</summary>
    public const string Waited = "waited";

    /// <summary>The branch went this way.</summary>
    public const string Yes = "yes";

    /// <summary>The branch went the other way.</summary>
    public const string No = "no";

    /// <summary>A request was opened.</summary>
    public const string Asked = "asked";

    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>Who.</summary>
    public required long ParticipantId { get; init; }

    /// <summary>The campaign.</summary>
    public required Guid CampaignId { get; init; }

    /// <summary>The customer.</summary>
    public required Guid CustomerId { get; init; }

    /// <summary>The step.</summary>
    public required string Step { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What: a word of this type.</summary>
    public required string What { get; init; }

    /// <summary>Of what was refused or put off: why.</summary>
    public string? Reason { get; init; }

    /// <summary>By which channel it was sent.</summary>
    public string? Channel { get; init; }

    /// <summary>What was sent.</summary>
    public Guid? TemplateId { get; init; }

    /// <summary>Which version of that.</summary>
    public int? TemplateVersion { get; init; }

    /// <summary>The conversation that it stands in.</summary>
    public long? Conversation { get; init; }

    /// <summary>Its number there.</summary>
    public long? Seq { get; init; }

    /// <summary>What it cost.</summary>
    public decimal? Cost { get; init; }
}
