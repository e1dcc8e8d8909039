using ServiceBot.Language;

namespace ServiceBot.Knowledge;

/// <summary>A passage of an article that was found for a question.</summary>
/// <param name="ArticleId">The article's id; the same in every language.</param>
/// <param name="Version">First 12 hex digits of the SHA-256 of the article's file: what exactly was quoted.</param>
/// <param name="Language"><c>en</c> or <c>zh</c>.</param>
/// <param name="Title">The article's title.</param>
/// <param name="Heading">The passage's heading, or null for the article's opening.</param>
/// <param name="Anchor">Fragment of the passage on the article's page, or null for the opening.</param>
/// <param name="Text">The passage as Markdown; short enough for a chat bubble.</param>
/// <param name="Score">BM25 score, higher is better; comparable within one question only.</param>
public sealed record FoundPassage(
    string ArticleId, string Version, string Language, string Title, string? Heading, string? Anchor, string Text, double Score);

/// <summary>What the knowledge base has to say to a question.</summary>
/// <param name="Passages">The best passages, best first; empty when nothing matched at all.</param>
/// <param name="Confidence">Calibrated probability in [0, 1] that the first passage answers the question.</param>
/// <param name="Answered">True when <paramref name="Confidence"/> reaches the threshold. False: say that nothing was found.</param>
public sealed record KnowledgeAnswer(IReadOnlyList<FoundPassage> Passages, double Confidence, bool Answered);

/// <summary>Finds answers in the knowledge base. Thread-safe; always sees the last good version of the articles.</summary>
public interface IKnowledge
{
    /// <summary>Searches the articles of one language for a question.</summary>
    /// <param name="question">The customer's words.</param>
    /// <param name="language">English or Chinese; mixed and other languages are searched in both.</param>
    /// <param name="preferTags">Articles with one of these tags are ranked up a little, and count as likelier to answer; empty: no preference.</param>
    KnowledgeAnswer Answer(string question, TextLanguage language, IReadOnlyCollection<string> preferTags);
}
