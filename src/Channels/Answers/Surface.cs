using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.Answers;

/// <summary>What a place that shows messages can do. An <see cref="Answer"/> is dressed for it in <see cref="AnswerRenderer"/>, and nowhere else.</summary>
public sealed record Surface
{
    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>How much Markdown it shows.</summary>
    public required MarkdownDialect Markdown { get; init; }

    /// <summary>Whether it offers buttons under a message that send their title.</summary>
    public bool SuggestedActions { get; init; }

    /// <summary>The newest version of Adaptive Cards it shows; null: none.</summary>
    public string? AdaptiveCards { get; init; }

    /// <summary>What a card's button does there.</summary>
    public CardButtons CardButtons { get; init; }

    /// <summary>Whether the words belong into the card, because a message that holds both is torn in two.</summary>
    public bool WordsInCard { get; init; }

    /// <summary>How thumbs are offered under an answer.</summary>
    public FeedbackOffer Feedback { get; init; }

    /// <summary>Whether a message can be replaced in place.</summary>
    public bool Updates { get; init; }

    /// <summary>Whether an answer can grow while it is written.</summary>
    public bool Livestream { get; init; }

    /// <summary>The longest text, in UTF-16 code units; what is longer is cut at a word.</summary>
    public required int LongestText { get; init; }

    /// <summary>The largest card, in bytes of UTF-8 JSON; a larger one becomes text.</summary>
    public int LargestCard { get; init; }
}

/// <summary>How much Markdown a surface shows.</summary>
public enum MarkdownDialect
{
    /// <summary>None: words, with the addresses of links behind them.</summary>
    None,

    /// <summary>Emphasis, lists, links and code; headings become bold lines, tables become lists.</summary>
    Simple,

    /// <summary>All of CommonMark, and tables.</summary>
    Full,
}

/// <summary>What the button of a card does.</summary>
public enum CardButtons
{
    /// <summary>There are no cards.</summary>
    None,

    /// <summary><c>Action.Submit</c> with the words as data: the customer says them.</summary>
    Submit,

    /// <summary><c>Action.Execute</c>, which replaces the card, and <c>Action.Submit</c> where that is not known.</summary>
    Execute,
}

/// <summary>How thumbs are offered under an answer.</summary>
public enum FeedbackOffer
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By a schema.org entity with a like and a dislike action, as Web Chat reads it.</summary>
    Entity,

    /// <summary>By <c>channelData.feedbackLoop</c>, as Teams reads it.</summary>
    FeedbackLoop,
}

/// <summary>The surfaces there are: the table of <c>docs/channels.md</c>.</summary>
public static class Surfaces
{
    private const int LargestCardEverywhere = 28 * 1024;     // Teams takes 100 KB one way and 28 KB another

    /// <summary>Microsoft's Web Chat: on the product's own pages, in the Emulator, and in Azure's.</summary>
    public static Surface WebChat { get; } = new()
    {
        Name = "Web Chat",
        Markdown = MarkdownDialect.Full,
        SuggestedActions = true,
        AdaptiveCards = "1.5",
        CardButtons = CardButtons.Submit,
        Feedback = FeedbackOffer.Entity,
        Updates = true,
        Livestream = true,
        LongestText = 100_000,
        LargestCard = LargestCardEverywhere,
    };

    /// <summary>A personal chat in Teams.</summary>
    public static Surface TeamsPersonal { get; } = new()
    {
        Name = "Teams, personal chat",
        Markdown = MarkdownDialect.Simple,
        SuggestedActions = true,
        AdaptiveCards = "1.5",
        CardButtons = CardButtons.Execute,
        WordsInCard = true,
        Feedback = FeedbackOffer.FeedbackLoop,
        Updates = true,
        Livestream = true,
        LongestText = 28_000,
        LargestCard = LargestCardEverywhere,
    };

    /// <summary>A group chat or a channel's thread in Teams.</summary>
    public static Surface TeamsThread { get; } = TeamsPersonal with { Name = "Teams, group or channel", SuggestedActions = false, Livestream = false };

    /// <summary>A Direct Line client of one's own, and channels that are not known: words and buttons.</summary>
    public static Surface Plain { get; } = new()
    {
        Name = "Direct Line client, other channels",
        Markdown = MarkdownDialect.Full,
        SuggestedActions = true,
        Updates = true,
        LongestText = 100_000,
    };

    /// <summary>E-mail, text messages and the like.</summary>
    public static Surface Text { get; } = new() { Name = "E-mail and text messages", Markdown = MarkdownDialect.None, LongestText = 100_000 };

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Surface> All { get; } = [WebChat, TeamsPersonal, TeamsThread, Plain, Text];

    /// <summary>The surface that a conversation is shown on.</summary>
    public static Surface Of(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.ChannelId switch
        {
            ChannelIds.DirectLine => conversation.WayBack.Client == ChannelIds.WebChat ? WebChat : Plain,
            ChannelIds.WebChat or ChannelIds.Emulator => WebChat,
            ChannelIds.Teams => conversation.WayBack.Conversation?.ConversationType is null or "personal" ? TeamsPersonal : TeamsThread,
            ChannelIds.Email or ChannelIds.Sms => Text,
            _ => Plain,
        };
    }
}
