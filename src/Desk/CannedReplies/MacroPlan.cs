using System.Text.Json.Serialization;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.CannedReplies;

/// <summary>A step of a canned reply.</summary>
[JsonConverter(typeof(WordConverter<MacroStepKind>))]
public enum MacroStepKind
{
    /// <summary>The customer is told something.</summary>
    Reply,

    /// <summary>Colleagues are told something.</summary>
    Note,

    /// <summary>A request gets tags.</summary>
    Tags,

    /// <summary>A request or a conversation goes to another team.</summary>
    PassOn,

    /// <summary>A request gets another status.</summary>
    Status,

    /// <summary>The bot has the conversation again.</summary>
    HandBack,

    /// <summary>The conversation ends.</summary>
    End,

    /// <summary>The request or the conversation is put aside until a time.</summary>
    Snooze,
}

/// <summary>Why a step is not done.</summary>
[JsonConverter(typeof(WordConverter<MacroBar>))]
public enum MacroBar
{
    /// <summary>It is nothing that can be done here; the others are done without it.</summary>
    NotHere,

    /// <summary>A placeholder has no value here; nothing is done.</summary>
    Missing,

    /// <summary>Who wants it does not hold the conversation; nothing is done.</summary>
    NotYours,

    /// <summary>That status can't follow the present one, or it is over; nothing is done.</summary>
    NotAllowed,
}

/// <summary>What a step does.</summary>
/// <param name="Kind">What.</param>
/// <param name="Words">The words as they are said, or the tags, the status, the team, until when.</param>
/// <param name="Language">The language of the words; null: they are in none.</param>
/// <param name="Missing">Placeholders that have no value here.</param>
/// <param name="Bar">Why it is not done; null: it is.</param>
public sealed record MacroStep(MacroStepKind Kind, string? Words, string? Language, IReadOnlyList<string> Missing, MacroBar? Bar);

/// <summary>Exactly what a canned reply would do, in order.</summary>
/// <param name="Language">The customer's language.</param>
/// <param name="IsOtherLanguage">Whether there is no text in it, and that of the other language is said.</param>
/// <param name="Steps">The steps.</param>
public sealed record MacroPlan(string Language, bool IsOtherLanguage, IReadOnlyList<MacroStep> Steps)
{
    /// <summary>Whether it can be done.</summary>
    public bool MayRun => Steps.All(step => step.Bar is null or MacroBar.NotHere) && Steps.Any(step => step.Bar is null);

    /// <summary>What a canned reply would do.</summary>
    /// <param name="reply">The canned reply.</param>
    /// <param name="target">Where.</param>
    /// <param name="by">Who would do it.</param>
    /// <param name="company">What is known of the company.</param>
    /// <param name="mayBecome">The statuses that may follow the request's own.</param>
    public static MacroPlan Of(CannedReply reply, ReplyTarget target, StaffMember by, ICompanyFacts company, IReadOnlyList<RequestStatus> mayBecome)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(by);
        var (talk, request) = (target.Talk, target.Request);
        var isOver = talk is null ? request!.ClosedAt is not null : talk.EndedAt is not null;
        MacroBar? held = talk is null ? (isOver ? MacroBar.NotAllowed : null) : isOver || talk.Agent?.Id != by.Id ? MacroBar.NotYours : null;
        var steps = new List<MacroStep>();
        var text = reply.TextFor(target.Language);
        if (text is var (words, language))
        {
            var filled = target.Fill(words, language, by, company, isMarkdown: true);
            steps.Add(new(MacroStepKind.Reply, filled.Text, language, filled.Missing, filled.Missing.Count > 0 ? MacroBar.Missing : held));
        }

        if (reply.Note is { } note)
        {
            var filled = target.Fill(note, by.Language, by, company, isMarkdown: false);
            steps.Add(new(MacroStepKind.Note, filled.Text, null, filled.Missing, filled.Missing.Count > 0 ? MacroBar.Missing : talk is null && isOver ? MacroBar.NotAllowed : null));
        }

        void Add(MacroStepKind kind, bool isThere, string? what, MacroBar? bar)
        {
            if (isThere)
            {
                steps.Add(new(kind, what, null, [], bar));
            }
        }

        Add(MacroStepKind.Tags, reply.Tags.Length > 0, reply.Tags, talk is null ? null : MacroBar.NotHere);
        Add(MacroStepKind.PassOn, reply.PassTo is not null, reply.PassTo, talk is { Owner: "queue", EndedAt: null } ? null : held);
        if (reply.Status is { } status)
        {
            Add(MacroStepKind.Status, isThere: true, EnumWord.Of(status), talk is not null ? MacroBar.NotHere : status == request!.Status || mayBecome.Contains(status) ? null : MacroBar.NotAllowed);
        }

        Add(reply.Ending == "end" ? MacroStepKind.End : MacroStepKind.HandBack, reply.Ending is not null, null, talk is null ? MacroBar.NotHere : held);
        Add(MacroStepKind.Snooze, reply.Snooze is not null, reply.Snooze, talk is null ? (PutAside.MayBePutAside(request!) ? null : MacroBar.NotAllowed) : held);
        return new(target.Language, text is not null && text.Value.Language != target.Language, steps);
    }
}
