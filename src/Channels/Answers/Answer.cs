namespace ServiceBot.Channels.Answers;

/// <summary>Something the bot says, as it is meant; how it looks is the matter of the <see cref="Surface"/>.</summary>
public sealed record Answer
{
    /// <summary>The words, empty for none but the question: Markdown, from whoever wrote it. HTML in it is shown as text, and links lead to the web, to mail and to telephones only.</summary>
    public required string Text { get; init; }

    /// <summary>BCP 47 tag of the words.</summary>
    public required string Locale { get; init; }

    /// <summary>Words that belong together with <see cref="Facts"/> and <see cref="Choices"/>: Markdown. The three stand on a card where there are cards. Null: none.</summary>
    public string? Question { get; init; }

    /// <summary>Names and values to look over, as plain text.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>What the customer may choose from: shown, and said when it is chosen; empty for nothing.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Something to fill in; null: nothing.</summary>
    public AnswerForm? Form { get; init; }

    /// <summary>The tag of one of the product's languages.</summary>
    /// <param name="language"><c>en</c> or <c>zh</c>; anything else counts as <c>en</c>.</param>
    public static string LocaleOf(string? language) => language == "zh" ? "zh-CN" : "en-US";

    /// <summary>Whether the customer is asked for something.</summary>
    public bool ExpectsInput { get; init; }

    /// <summary>Whether it can be liked or disliked.</summary>
    public bool CanBeRated { get; init; }
}

/// <summary>A line of a summary.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Value">The value, plain text.</param>
public sealed record Fact(string Title, string Value)
{
    /// <summary>Words with facts as a list below them, as they read where there are no cards.</summary>
    /// <param name="words">Markdown.</param>
    /// <param name="facts">The facts.</param>
    public static string List(string words, IReadOnlyList<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(facts);
        var list = string.Join('\n', facts.Select(fact => $"- **{SafeMarkdown.Escape(fact.Title)}**: {SafeMarkdown.Escape(fact.Value)}"));
        return words.Length == 0 ? list : list.Length == 0 ? words : $"{words}\n\n{list}";
    }
}
