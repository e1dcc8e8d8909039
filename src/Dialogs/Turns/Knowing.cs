using System.Globalization;
using ServiceBot.Channels.Answers;
using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;
using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>Answers from the knowledge base: a passage with its source, or the plain word that there is none.</summary>
internal static class Knowing
{
    private const char FirstIdeograph = '\u2E80';

    /// <summary>Confidence from which a question in between speaks for itself.</summary>
    private const double ClearByItself = 0.75;

    /// <summary>Runs an <c>answer</c> step. Null: it waits for «did that help?»; otherwise the outcome to go on with.</summary>
    public static string? AnswerStep(Turn turn, AnswerStep step)
    {
        var question = turn.Top!.Utterance ?? turn.Text;
        if (Find(turn, question, step.Tags) is not { } answer)
        {
            turn.Fact("answer_not_found", ("dialog", turn.Top.Dialog));
            return Dialogs.AnswerStep.NothingFound;
        }

        Quote(turn, answer);
        if ((turn.Frames.Count > 1 && !turn.Top.Called) || (turn.Later.Count > 0 && SeveralMatters.IsAnswer(turn.Plan!)))
        {
            // An interruption gets its answer and no further question: the customer wants to get back, or on to what else was asked.
            StepRunner.End(turn, Dialogs.AnswerStep.Helped);
            return null;
        }

        turn.Top = turn.Top with { Pending = new(PendingKind.Helped) };
        turn.AskAgain();
        return null;
    }

    /// <summary>Another question instead of «yes» or «no»: answers that one, and asks whether it helped. False: there is no other answer.</summary>
    public static bool AnswerAgain(Turn turn, AnswerStep step)
    {
        if (!Questions.IsQuestion(turn.Text) || Find(turn, turn.Text, step.Tags) is not { } answer)
        {
            return false;
        }

        turn.Rule = "knowledge";
        turn.Top = turn.Top! with { Utterance = Turn.Short(turn.Text) };
        Quote(turn, answer);
        turn.AskAgain();
        return true;
    }

    /// <summary>The answer to a question when there is one worth quoting.</summary>
    public static KnowledgeAnswer? Find(Turn turn, string question, IReadOnlyList<string> tags)
    {
        if (string.IsNullOrWhiteSpace(question))
        {
            return null;
        }

        var answer = turn.Knowledge.Answer(question, turn.Language == "zh" ? TextLanguage.Chinese : TextLanguage.English, tags);
        return answer.Answered && answer.Passages.Count > 0 ? answer : null;
    }

    /// <summary>
    /// The answer to a question amid the questions of a dialog. «What does it cost?» is about what the dialog is about: a question that is not clear
    /// by itself is asked again together with the dialog's title, and then only an article on that subject will do.
    /// </summary>
    public static KnowledgeAnswer? FindAside(Turn turn)
    {
        var tags = turn.Plan!.Steps.OfType<AnswerStep>().SelectMany(step => step.Tags).Distinct().ToList();
        var alone = Find(turn, turn.Text, []);
        if (tags.Count == 0 || (alone?.Confidence >= ClearByItself && !Questions.PointsBack(turn.Text)))
        {
            return alone;
        }

        var subject = turn.Plan.Title.In(turn.Language);
        var about = Find(turn, subject, tags)?.Passages[0].ArticleId;
        return about is not null && Find(turn, $"{turn.Text} {subject}", tags) is { } together && together.Passages[0].ArticleId == about ? together : alone;
    }

    public static void Quote(Turn turn, KnowledgeAnswer answer)
    {
        var passage = answer.Passages[0];
        var fragment = passage.Anchor is null ? "" : $"#{passage.Anchor}";
        var url = $"/articles/{passage.Language}/{passage.ArticleId}{fragment}";
        turn.Add(new($"{ChatMarkdown.WithFullLinks(passage, "")}\n\n[{SafeMarkdown.Escape(passage.Title)}]({url})", turn.Language, ReplyKind.Answer, [],
            new(passage.ArticleId, passage.Version, passage.Title, url)));
        turn.LastArticle = (passage.ArticleId, passage.Version);
        turn.Article = new(passage.ArticleId, passage.Version, passage.Score, answer.Confidence);
        turn.Fact("question_answered", ("article", passage.ArticleId), ("version", passage.Version), ("language", passage.Language),
            ("score", passage.Score.ToString("0.###", CultureInfo.InvariantCulture)), ("confidence", answer.Confidence.ToString("0.###", CultureInfo.InvariantCulture)));
    }

    /// <summary>Says that there is no answer, notes the gap, and after the second time in a row offers a person.</summary>
    public static async Task NothingFoundAsync(Turn turn)
    {
        turn.Missed = true;
        turn.Rule = "nothing_found";
        var readable = IsReadable(turn.Text);
        if (readable)
        {
            await turn.DoAsync("record_gap", ("question", Turn.Short(turn.Text)));
            turn.Fact("knowledge_gap", ("language", turn.Language));
        }

        turn.Fact("not_understood", ("language", turn.Language));
        if (turn.MissedBefore + 1 >= turn.Options.NotUnderstoodLimit)
        {
            turn.OfferPerson("bot_offer_person");
        }
        else
        {
            turn.Say(readable ? "bot_nothing_found" : "bot_not_understood");
        }
    }

    /// <summary>Whether a text could be a question at all: «hm» and 「滚」 are none that somebody should write an article for.</summary>
    private static bool IsReadable(string text) => text.Count(char.IsLetter) >= (text.Any(c => c >= FirstIdeograph) ? 2 : 3);

    /// <summary>Takes the answer to «did that help?» and tells the knowledge base.</summary>
    public static async Task RateAsync(Turn turn, bool helped)
    {
        if (turn.LastArticle is ({ } id, { } version))
        {
            await turn.DoAsync("rate_answer", ("article", id), ("helped", helped ? "true" : "false"));
            turn.Fact(helped ? "answer_helped" : "answer_not_helped", ("article", id), ("version", version));
        }
    }
}
