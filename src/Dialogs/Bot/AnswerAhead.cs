using ServiceBot.Knowledge;
using ServiceBot.Language;

namespace ServiceBot.Dialogs.Bot;

/// <summary>
/// The knowledge base with the one answer that a message probably asks for found already. Turns are run where all writing waits in line, messages are read
/// beside each other: what is searched for while reading holds nobody up.
/// </summary>
internal sealed class AnswerAhead : IKnowledge
{
    private readonly IKnowledge _knowledge;
    private readonly Expected? _expected;

    /// <summary>Looks ahead: a message that surely begins a dialog which answers first will ask for that answer.</summary>
    public AnswerAhead(DialogCatalog catalog, DialogOptions options, string words, Understanding understanding, IKnowledge knowledge)
    {
        _knowledge = knowledge;
        if (understanding is { Best: { } best, Language: not (TextLanguage.Undetermined or TextLanguage.Other) }
            && understanding.InScope >= options.InScope && best.Probability >= options.Confident && understanding.Margin >= options.Margin
            && catalog.ByIntent.TryGetValue(best.Intent, out var plan) && plan.Steps[plan.First] is AnswerStep step)
        {
            var language = understanding.Language == TextLanguage.English ? TextLanguage.English : TextLanguage.Chinese;
            var question = Turn.Short(words);
            _expected = new(question, language, step.Tags, knowledge.Answer(question, language, step.Tags));
        }
    }

    public KnowledgeAnswer Answer(string question, TextLanguage language, IReadOnlyCollection<string> preferTags) =>
        _expected is { } expected && expected.Question == question && expected.Language == language && expected.Tags == preferTags
            ? expected.Answer
            : _knowledge.Answer(question, language, preferTags);

    private sealed record Expected(string Question, TextLanguage Language, IReadOnlyCollection<string> Tags, KnowledgeAnswer Answer);
}
