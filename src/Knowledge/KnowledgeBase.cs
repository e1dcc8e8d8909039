using Microsoft.Extensions.Options;
using ServiceBot.Language;

namespace ServiceBot.Knowledge;

/// <summary>Answers from the articles that are live at the moment of the question.</summary>
/// <param name="current">Gives the present state of the articles; called once a question.</param>
/// <param name="threshold">Confidence in [0, 1] from which a question counts as answered.</param>
public sealed class KnowledgeBase(Func<KnowledgeSnapshot> current, double threshold) : IKnowledge
{
    private const int Passages = 5;

    /// <summary>How much more probable an English article must be before it is given to someone who writes both languages.</summary>
    private const double ChineseLead = 0.15;

    /// <summary>Answers from live articles.</summary>
    /// <param name="articles">The live articles.</param>
    /// <param name="options">The threshold.</param>
    public KnowledgeBase(LiveArticles articles, IOptions<KnowledgeOptions> options)
        : this(() => articles.Current, options.Value.Threshold)
    {
    }

    /// <inheritdoc/>
    public KnowledgeAnswer Answer(string question, TextLanguage language, IReadOnlyCollection<string> preferTags)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(preferTags);

        var snapshot = current();
        if (language == TextLanguage.English)
        {
            return InEnglish();
        }

        var chinese = InChinese();
        if (language == TextLanguage.Chinese)
        {
            return chinese;
        }

        var english = InEnglish();
        var lead = language == TextLanguage.Mixed ? ChineseLead : 0;
        return english.Passages.Count > 0 && (chinese.Passages.Count == 0 || english.Confidence > chinese.Confidence + lead) ? english : chinese;

        KnowledgeAnswer InEnglish()
        {
            var (passages, evidence) = snapshot.English.Find(question, preferTags, Passages);
            return Decide(passages, Confidence.English(evidence));
        }

        KnowledgeAnswer InChinese()
        {
            var (passages, evidence) = snapshot.Chinese.Find(question, preferTags, Passages);
            return Decide(passages, Confidence.Chinese(evidence));
        }
    }

    private KnowledgeAnswer Decide(IReadOnlyList<FoundPassage> passages, double confidence) =>
        passages.Count == 0 ? new([], 0, false) : new(passages, confidence, confidence >= threshold);
}
