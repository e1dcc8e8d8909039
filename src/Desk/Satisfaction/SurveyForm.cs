using System.Globalization;
using ServiceBot.Channels.Answers;
using ServiceBot.Crm;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>What a customer answered.</summary>
/// <param name="Csat">1 to 5.</param>
/// <param name="Nps">0 to 10; null: not said.</param>
/// <param name="Ces">1 to 7; null: not said.</param>
/// <param name="Reason">One of <see cref="SurveyForm.Reasons"/>; null: not said.</param>
/// <param name="Comment">Their words; null: none.</param>
public sealed record SurveyAnswer(int Csat, int? Nps, int? Ces, string? Reason, string? Comment);

/// <summary>The one form of surveys: on cards, on the page, and as it is read.</summary>
public static class SurveyForm
{
    /// <summary>The form's name on cards.</summary>
    public const string Name = "survey";

    /// <summary>What may have mattered most.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["solution", "speed", "friendliness", "clarity", "effort", "other"];

    private const int LongestComment = 2_000;

    /// <summary>The fields of a survey, in its language.</summary>
    /// <param name="survey">Which one.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    public static IReadOnlyList<FormField> FieldsOf(Survey survey, string language)
    {
        ArgumentNullException.ThrowIfNull(survey);
        var words = new SurveyWords(language);
        List<FormField> fields = [new("csat", words.Csat, Scale(5, 1, words.CsatTitle), words.CsatMissing, Open: true)];
        if (survey.Extra == SurveyExtras.Ces)
        {
            fields.Add(new("ces", words.Ces, Scale(7, 1, words.CesTitle)));
        }

        if (survey.Extra == SurveyExtras.Nps)
        {
            fields.Add(new("nps", words.Nps, Scale(10, 0, words.NpsTitle)));
        }

        fields.Add(new("reason", words.Reason, [.. Reasons.Select(reason => new FormChoice(reason, words.ReasonTitle(reason)))]));
        fields.Add(new("comment", words.Comment, []));
        return fields;
    }

    /// <summary>Reads what was filled in; customers can send anything.</summary>
    /// <param name="survey">Which survey.</param>
    /// <param name="value">The value of a field; null or empty: nothing.</param>
    /// <returns>Null: there is no score, or something that is none of the choices.</returns>
    public static SurveyAnswer? Read(Survey survey, Func<string, string?> value)
    {
        ArgumentNullException.ThrowIfNull(survey);
        ArgumentNullException.ThrowIfNull(value);
        var isSound = true;
        int? NumberOf(string field, int from, int to)
        {
            if (value(field) is not { Length: > 0 } text)
            {
                return null;
            }

            isSound &= int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to;
            return number;
        }

        var csat = NumberOf("csat", 1, 5);
        var nps = survey.Extra == SurveyExtras.Nps ? NumberOf("nps", 0, 10) : null;
        var ces = survey.Extra == SurveyExtras.Ces ? NumberOf("ces", 1, 7) : null;
        var reason = value("reason") is { Length: > 0 } chosen ? chosen : null;
        isSound &= reason is null || Reasons.Contains(reason);
        return isSound && csat is { } score
            ? new(score, nps, ces, reason, StoredText.Clean(value("comment"), LongestComment) is { Length: > 0 } comment ? comment : null)
            : null;
    }

    private static List<FormChoice> Scale(int from, int to, Func<int, string> title)
    {
        var choices = new List<FormChoice>();
        for (var value = from; value >= to; value--)
        {
            choices.Add(new(value.ToString(CultureInfo.InvariantCulture), title(value)));
        }

        return choices;
    }
}
