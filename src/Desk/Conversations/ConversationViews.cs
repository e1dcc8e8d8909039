using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Conversations;

/// <summary>A conversation as the API shows it.</summary>
/// <param name="Key">Its number.</param>
/// <param name="Channel">The channel: <c>directline</c>, <c>msteams</c> …</param>
/// <param name="Id">Its id on the channel.</param>
/// <param name="User">The customer's id on the channel; in a group, of who spoke first.</param>
/// <param name="Owner">Who answers: <c>bot</c>, <c>queue</c> or <c>agent</c>.</param>
/// <param name="OpenedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="UnreachableSince">Since when the channel takes nothing for it; null: it does.</param>
internal sealed record ConversationView(
    long Key, string Channel, string Id, string User, string Owner, DateTimeOffset OpenedAt, DateTimeOffset? EndedAt, DateTimeOffset? UnreachableSince)
{
    public static ConversationView From(Conversation conversation) => new(
        conversation.Key, conversation.ChannelId, conversation.ConversationId, conversation.UserId, conversation.Owner, conversation.OpenedAt,
        conversation.EndedAt, conversation.UnreachableSince);
}

/// <summary>Something to be said.</summary>
/// <param name="Text">The words: Markdown, at most 10,000 characters.</param>
/// <param name="Language"><c>en</c> or <c>zh</c>; null: <c>en</c>.</param>
/// <param name="Choices">Buttons under it that say their title: at most 6, of at most 80 characters.</param>
internal sealed record MessageBody(string? Text, string? Language, IReadOnlyList<string>? Choices)
{
    private const int MaxText = 10_000;
    private const int MostChoices = 6;
    private const int MaxChoice = 80;

    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        Check.Text(errors, "text", Text, MaxText);
        if (Language is not (null or "en" or "zh"))
        {
            errors["language"] = ["It must be en or zh."];
        }

        if (Choices is { Count: > MostChoices } || Choices?.Any(choice => string.IsNullOrWhiteSpace(choice) || choice.Length > MaxChoice) == true)
        {
            errors["choices"] = [$"There may be {MostChoices} at the most, of 1 to {MaxChoice} characters."];
        }

        return errors;
    }

    public Answer ToAnswer() => new() { Text = Text!, Locale = Answer.LocaleOf(Language), Choices = Choices ?? [] };
}

/// <summary>A conversation to be opened on Teams: with a member, or in a channel.</summary>
/// <param name="Beside">Number of a known conversation of the same tenant.</param>
/// <param name="Member">The user's id, for a personal chat.</param>
/// <param name="Channel">The channel's id, for a new thread.</param>
/// <param name="Message">What is said first.</param>
internal sealed record OpenConversationBody(long? Beside, string? Member, string? Channel, MessageBody? Message)
{
    private const int MaxId = 1_024;

    public Dictionary<string, string[]> Errors()
    {
        var errors = (Message?.Errors() ?? []).ToDictionary(error => $"message.{error.Key}", error => error.Value);
        if (Message is null)
        {
            errors["message"] = ["It is missing."];
        }

        if (Beside is null)
        {
            errors["beside"] = ["It is missing: the number of a conversation of the same tenant."];
        }

        if (string.IsNullOrEmpty(Member) == string.IsNullOrEmpty(Channel) || Member?.Length > MaxId || Channel?.Length > MaxId)
        {
            errors["member"] = [$"Either member or channel must be there, with at most {MaxId} characters."];
        }

        return errors;
    }
}

/// <summary>Something said.</summary>
/// <param name="Conversation">Number of the conversation.</param>
/// <param name="Seq">Its number there.</param>
internal sealed record SaidView(long Conversation, long Seq);
