namespace ServiceBot.Knowledge.Articles;

/// <summary>One article of the knowledge base in one language.</summary>
public sealed record Article
{
    /// <summary>A slug such as <c>router-drops</c>; the same in every language.</summary>
    public required string Id { get; init; }

    /// <summary>The title as the customer reads it.</summary>
    public required string Title { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What the article is about; ranking can prefer some of them.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Who may read it: <see cref="CustomerAudience"/> or <see cref="AgentAudience"/>.</summary>
    public required string Audience { get; init; }

    /// <summary>The day of the last change in substance, or null when the article does not say.</summary>
    public DateOnly? Updated { get; init; }

    /// <summary>Everything below the front matter, Markdown with <c>\n</c> line ends.</summary>
    public required string Body { get; init; }

    /// <summary>First 12 hex digits of the SHA-256 of the file's bytes.</summary>
    public required string Version { get; init; }

    /// <summary>The opening and the sections in order, each short enough for a chat bubble; never empty.</summary>
    public required IReadOnlyList<Passage> Passages { get; init; }

    /// <summary>The article is for customers: the bot may quote it.</summary>
    public const string CustomerAudience = "customer";

    /// <summary>The article is for agents only: the bot never quotes it.</summary>
    public const string AgentAudience = "agent";
}

/// <summary>A piece of an article that can be quoted on its own.</summary>
/// <param name="Heading">The section's heading as plain text, or null for the opening.</param>
/// <param name="Anchor">The heading's fragment on the article's page, or null for the opening. Parts of a long section share it.</param>
/// <param name="Text">Markdown without the heading; about 700 characters at most, but a list, table or code block is never cut.</param>
public sealed record Passage(string? Heading, string? Anchor, string Text);
