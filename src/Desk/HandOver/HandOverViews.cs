using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.HandOver;

/// <summary>A change of who answers.</summary>
/// <param name="Epoch">The epoch that the caller has seen; null: any.</param>
internal sealed record TakeBody(long? Epoch);

/// <summary>Not taking what is kept for the caller.</summary>
/// <param name="Reason">Why, for those who look after routing, at most 200 characters; null: they don't say.</param>
/// <param name="Epoch">The epoch that the caller has seen; null: any.</param>
internal sealed record DeclineBody(string? Reason, long? Epoch)
{
    public const int MaxReason = 200;

    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Reason is not null)
        {
            Check.Text(errors, "reason", Reason, MaxReason);
        }

        return errors;
    }
}

/// <summary>Back to the bot.</summary>
/// <param name="Summary">What came of it, for the customer to read, at most 2,000 characters; null: nothing.</param>
/// <param name="Fresh">Whether the bot begins afresh (the default), or goes on where it stopped.</param>
/// <param name="Epoch">The epoch that the caller has seen; null: any.</param>
internal sealed record HandBackBody(string? Summary, bool? Fresh, long? Epoch)
{
    private const int MaxSummary = 2_000;

    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Summary is not null)
        {
            Check.Text(errors, "summary", Summary, MaxSummary);
        }

        return errors;
    }
}

/// <summary>To a colleague, or to a team.</summary>
/// <param name="Agent">The colleague's id.</param>
/// <param name="Team">The team: a word as in the routing rules.</param>
/// <param name="Note">A word that only staff sees, at most 10,000 characters; null: none.</param>
/// <param name="Epoch">The epoch that the caller has seen; null: any.</param>
internal sealed record TransferBody(Guid? Agent, string? Team, string? Note, long? Epoch)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Agent is null == Team is null)
        {
            errors["agent"] = ["Either agent or team must be there."];
        }

        if (Team is not null && !RequestLimits.IsWord(Team))
        {
            errors["team"] = ["It must be a short word in lower case, such as billing."];
        }

        if (Note is not null)
        {
            Check.Text(errors, "note", Note, ActOnConversation.MaxNote);
        }

        return errors;
    }
}

/// <summary>A word to colleagues.</summary>
/// <param name="Text">The words, at most 10,000 characters.</param>
internal sealed record NoteBody(string? Text)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        Check.Text(errors, "text", Text, ActOnConversation.MaxNote);
        return errors;
    }
}

/// <summary>An agent's answer.</summary>
/// <param name="Text">The words: Markdown, at most 10,000 characters.</param>
/// <param name="Language"><c>en</c> or <c>zh</c>; null: <c>en</c>.</param>
/// <param name="Choices">Buttons under it that say their title: at most 6, of at most 80 characters.</param>
/// <param name="Epoch">The epoch under which the agent wrote it.</param>
/// <param name="LastSeq">Number of the last message that the agent saw: what was answered after it holds this back; null: nothing does.</param>
internal sealed record ReplyBody(string? Text, string? Language, IReadOnlyList<string>? Choices, long? Epoch, long? LastSeq = null)
{
    public Conversations.MessageBody Message => new(Text, Language, Choices);

    public Dictionary<string, string[]> Errors()
    {
        var errors = Message.Errors();
        if (Epoch is null)
        {
            errors["epoch"] = ["It is missing: the epoch of the conversation as the agent saw it."];
        }

        return errors;
    }
}

/// <summary>A note that is kept.</summary>
/// <param name="Conversation">Number of the conversation.</param>
/// <param name="Note">Its own number.</param>
internal sealed record NoteView(long Conversation, long Note);
