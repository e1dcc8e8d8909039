using ServiceBot.Channels.Answers;
using ServiceBot.Language;
using ServiceBot.Language.Sentiments;

namespace ServiceBot.Dialogs;

/// <summary>What a reply is for, so that a channel can dress it.</summary>
public enum ReplyKind
{
    /// <summary>Something said.</summary>
    Text,

    /// <summary>A passage of the knowledge base, with its citation.</summary>
    Answer,

    /// <summary>A summary to confirm.</summary>
    Confirm,

    /// <summary>Several meanings to choose from.</summary>
    DidYouMean,

    /// <summary>A question for a slot.</summary>
    Question,

    /// <summary>Whether an answer helped.</summary>
    Rating,
}

/// <summary>A button under a reply.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Value">What to send as <see cref="DialogInput.Value"/> when pressed; null: the title as text.</param>
public sealed record Suggestion(string Title, string? Value = null);

/// <summary>Where a quoted passage comes from.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Url">Path of the article's page, with the passage's fragment.</param>
public sealed record Citation(string ArticleId, string Version, string Title, string Url);

/// <summary>One message of the bot.</summary>
/// <param name="Text">Markdown; customers' values in it are escaped.</param>
/// <param name="Language"><c>en</c> or <c>zh</c>.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Suggestions">Buttons; empty for none.</param>
/// <param name="Citation">The source of an answer, or null.</param>
/// <param name="Response">The name of the response in the dialog files, or null for one without a name.</param>
public sealed record DialogReply(
    string Text, string Language, ReplyKind Kind, IReadOnlyList<Suggestion> Suggestions, Citation? Citation = null, string? Response = null)
{
    /// <summary>Names and values to confirm, as plain text.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>Text and facts, as they read where there are no cards.</summary>
    public string Words => Fact.List(Text, Facts);
}

/// <summary>Something that happened and is worth recording.</summary>
/// <param name="Name">For example <c>question_answered</c>, <c>knowledge_gap</c>, <c>dialog_completed</c>.</param>
/// <param name="Values">Its details by name.</param>
public sealed record DialogFact(string Name, IReadOnlyDictionary<string, string> Values);

/// <summary>The article behind an answer.</summary>
/// <param name="Id">The article.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="Score">BM25 score of the passage.</param>
/// <param name="Confidence">Calibrated probability that it answers.</param>
public sealed record ReceiptArticle(string Id, string Version, double Score, double Confidence);

/// <summary>Why the bot said what it said.</summary>
public sealed record Receipt
{
    /// <summary>The most likely intent, or null when nothing was read.</summary>
    public string? Intent { get; init; }

    /// <summary>Its probability in [0, 1].</summary>
    public double Probability { get; init; }

    /// <summary>Its lead over the second in [0, 1].</summary>
    public double Margin { get; init; }

    /// <summary>Probability in [0, 1] that the message means any known intent.</summary>
    public double InScope { get; init; }

    /// <summary>The language of the message.</summary>
    public TextLanguage Language { get; init; }

    /// <summary>The message's language by name (BCP 47).</summary>
    public string Tag { get; init; } = "und";

    /// <summary>How the message sounds as a whole.</summary>
    public Sentiment Sentiment { get; init; }

    /// <summary>How strongly: from -1 to 1.</summary>
    public double Strength { get; init; }

    /// <summary>What else is heard in it.</summary>
    public ToneMarks Marks { get; init; }

    /// <summary>The mood of the conversation with it: from -1 to 1.</summary>
    public double Mood { get; init; }

    /// <summary>The rule that decided, for example <c>dialog</c>, <c>slot</c>, <c>correction</c>, <c>interruption</c>, <c>knowledge</c>, <c>did_you_mean</c>.</summary>
    public string Rule { get; init; } = "";

    /// <summary>The dialog after the turn, or null.</summary>
    public string? Dialog { get; init; }

    /// <summary>The step that waits, or null.</summary>
    public string? Step { get; init; }

    /// <summary>The article quoted, or null.</summary>
    public ReceiptArticle? Article { get; init; }

    /// <summary>The version of the dialogs.</summary>
    public string Version { get; init; } = "";

    /// <summary>The version of the language model that read the message; empty where it has none.</summary>
    public string Model { get; init; } = "";
}

/// <summary>What a turn gives.</summary>
/// <param name="State">The new state.</param>
/// <param name="Replies">What to say, in order.</param>
/// <param name="Facts">What to record.</param>
/// <param name="Receipt">Why.</param>
/// <param name="Sensitive">True when the message held the value of a sensitive slot; its text must not be kept or logged.</param>
public sealed record DialogResult(
    DialogState State, IReadOnlyList<DialogReply> Replies, IReadOnlyList<DialogFact> Facts, Receipt Receipt, bool Sensitive);
