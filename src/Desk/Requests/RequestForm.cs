using System.Globalization;

namespace ServiceBot.Desk.Requests;

/// <summary>A few words in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Zh">Chinese.</param>
public sealed record FormWords(string En, string Zh)
{
    /// <summary>The words in a language.</summary>
    public string In(string language) => language == "zh" ? Zh : En;
}

/// <summary>A value that may be chosen.</summary>
/// <param name="Value">As it is kept.</param>
/// <param name="Title">As people read it.</param>
public sealed record FormChoice(string Value, FormWords Title);

/// <summary>A field of a form.</summary>
public sealed record RequestField
{
    /// <summary>Its name, under which the value is kept.</summary>
    public required string Name { get; init; }

    /// <summary><c>text</c>, <c>line</c>, <c>choice</c>, <c>yes_no</c>, <c>date</c> (as 2026-12-24), <c>number</c>, or what else a dialog's slot may be: <c>email</c>, <c>phone</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>What it is called.</summary>
    public required FormWords Title { get; init; }

    /// <summary>The question.</summary>
    public required FormWords Prompt { get; init; }

    /// <summary>Whether it must be there.</summary>
    public required bool Required { get; init; }

    /// <summary>The least length of a text, or the least number.</summary>
    public decimal? Min { get; init; }

    /// <summary>The greatest length of a text, or the greatest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>For dates: <c>past</c> or <c>future</c>, with today on both sides; null: any.</summary>
    public string? When { get; init; }

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<FormChoice> Choices { get; init; } = [];
}

/// <summary>A type of request with the fields that it has.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Category">The category of its requests.</param>
/// <param name="Fields">The fields, in their order.</param>
public sealed record RequestForm(string Type, FormWords Title, string Category, IReadOnlyList<RequestField> Fields);

/// <summary>The types of requests, each with its form: the same in the chat, on pages and in the API.</summary>
public interface IRequestForms
{
    /// <summary>Every type, by name.</summary>
    IReadOnlyList<RequestForm> All { get; }

    /// <summary>Reads a field's value as somebody wrote it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="field">The field.</param>
    /// <param name="text">What they wrote; not empty.</param>
    /// <param name="now">The present.</param>
    /// <returns>As it is kept; null: it does not fit.</returns>
    string? Read(string type, string field, string text, DateTimeOffset now);
}

/// <summary>No types: what there is without the dialogs that define them.</summary>
internal sealed class NoRequestForms : IRequestForms
{
    public IReadOnlyList<RequestForm> All => [];

    public string? Read(string type, string field, string text, DateTimeOffset now) => null;
}

/// <summary>Checks a filled form.</summary>
public static class RequestForms
{
    /// <summary>The type of a name, or null.</summary>
    public static RequestForm? Find(this IRequestForms forms, string? type)
    {
        ArgumentNullException.ThrowIfNull(forms);
        return forms.All.FirstOrDefault(form => form.Type == type);
    }

    /// <summary>Reads what somebody filled in.</summary>
    /// <param name="forms">The types.</param>
    /// <param name="form">The form.</param>
    /// <param name="given">What they wrote, by field; what is empty counts as left out.</param>
    /// <param name="errors">Gets what is wrong, under <c>fields.NAME</c>.</param>
    /// <param name="now">The present.</param>
    /// <returns>The values as they are kept.</returns>
    public static IReadOnlyDictionary<string, string> Read(
        this IRequestForms forms, RequestForm form, IReadOnlyDictionary<string, string?> given, Dictionary<string, string[]> errors, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(forms);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var name in given.Keys.Where(name => form.Fields.All(field => field.Name != name)))
        {
            errors[$"fields.{name}"] = [$"The type {form.Type} has no such field. It has {string.Join(", ", form.Fields.Select(field => field.Name))}."];
        }

        var values = new Dictionary<string, string>();
        foreach (var field in form.Fields)
        {
            var text = given.GetValueOrDefault(field.Name)?.Trim();
            if (string.IsNullOrEmpty(text))
            {
                if (field.Required)
                {
                    errors[$"fields.{field.Name}"] = [$"It is missing: {field.Title.En}."];
                }
            }
            else if (forms.Read(form.Type, field.Name, text, now) is { } value)
            {
                values[field.Name] = value;
            }
            else
            {
                errors[$"fields.{field.Name}"] = [WantedOf(field)];
            }
        }

        return values;
    }

    /// <summary>What would fit a field.</summary>
    private static string WantedOf(RequestField field) => field switch
    {
        { Choices.Count: > 0 } => $"It must be one of {string.Join(", ", field.Choices.Select(choice => choice.Value))}.",
        { Kind: "yes_no" } => "It must be yes or no.",
        { Kind: "date", When: "past" } => "It must be a day as 2026-12-24, today or earlier.",
        { Kind: "date", When: "future" } => "It must be a day as 2026-12-24, today or later.",
        { Kind: "date" } => "It must be a day as 2026-12-24.",
        { Kind: "number" or "money" } => $"It must be a number{Between(field, "")}.",
        { Kind: "text" or "line" } => $"It must be a text{Between(field, " characters")}.",
        _ => $"It must be of the kind {field.Kind}.",
    };

    private static string Between(RequestField field, string unit) => (field.Min, field.Max) switch
    {
        (null, null) => "",
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $" of {min}{unit} or more"),
        (null, { } max) => string.Create(CultureInfo.InvariantCulture, $" of at most {max}{unit}"),
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $" of {min} to {max}{unit}"),
    };
}
