using System.Text.Json;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.Answers;

/// <summary>Something to fill in with an <see cref="Answer"/>: fields on a card where there are cards, a link elsewhere.</summary>
/// <param name="Name">What the form is, for who reads it: see <see cref="FilledForm"/>.</param>
/// <param name="Id">Which one it is.</param>
/// <param name="Fields">What is asked, in order.</param>
/// <param name="Submit">The words of the button.</param>
/// <param name="Link">The page with the same form, where there are no cards.</param>
/// <param name="LinkWords">The words of the link.</param>
public sealed record AnswerForm(string Name, string Id, IReadOnlyList<FormField> Fields, string Submit, string Link, string LinkWords);

/// <summary>A field of a form.</summary>
/// <param name="Id">Its name among the values.</param>
/// <param name="Label">What is asked, plain text.</param>
/// <param name="Choices">Values and how they read, in order; none: free text.</param>
/// <param name="Required">What is said when it is left empty; null: it may be.</param>
/// <param name="Open">Whether all choices are seen at once.</param>
public sealed record FormField(string Id, string Label, IReadOnlyList<FormChoice> Choices, string? Required = null, bool Open = false);

/// <summary>A choice of a field.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Title">How it reads, plain text.</param>
public sealed record FormChoice(string Value, string Title);

/// <summary>A form as a customer filled it in on a card.</summary>
/// <param name="Name">The form's name.</param>
/// <param name="Id">Which one it is.</param>
/// <param name="Values">What was filled in, by field; customers can send anything.</param>
public sealed record FilledForm(string Name, string Id, IReadOnlyDictionary<string, string> Values)
{
    internal const string NameField = "form";
    internal const string IdField = "id";

    /// <summary>The form in an activity: the value of a message without words, or the data of a pressed button. Null: there is none.</summary>
    public static FilledForm? Of(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var data = CardActions.IsInvoke(activity) ? CardActions.DataOf(activity) : string.IsNullOrEmpty(activity.Text) ? activity.Value : null;
        return data is { ValueKind: JsonValueKind.Object } json && json.TextOf(NameField) is { Length: > 0 } name && json.TextOf(IdField) is { Length: > 0 } id
            ? new(name, id, json.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String)
                .GroupBy(field => field.Name).ToDictionary(field => field.Key, field => field.Last().Value.GetString()!))
            : null;
    }

    /// <summary>What takes the place of the card, where the press of a button waits for its result.</summary>
    /// <param name="activity">The press.</param>
    /// <param name="words">What stands there from now on: Markdown.</param>
    /// <param name="locale">BCP 47 tag of the words.</param>
    public static InvokeResult? ResultOf(Activity activity, string words, string locale) =>
        CardActions.IsInvoke(activity) ? CardActions.Replaced(AdaptiveCard.Words(words, locale)) : null;
}
