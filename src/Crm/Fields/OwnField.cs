using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ServiceBot.Crm.Fields;

/// <summary>What values an own field has.</summary>
public enum FieldKind
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A number, with or without decimals.</summary>
    Number,

    /// <summary>A day: <c>2026-11-21</c>.</summary>
    Day,

    /// <summary>One of some words.</summary>
    Choice,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    YesNo,
}

/// <summary>A field of customers that the company has declared itself. What is said of it are facts, as of every other field.</summary>
public sealed partial record OwnField
{
    /// <summary>What every key begins with, so that no later field of the product is called the same.</summary>
    public const string Prefix = "x_";

    /// <summary>The most fields that there may be.</summary>
    public const int Most = 100;

    private const int LongestName = 60;
    private const int MostChoices = 100;
    private const int LongestChoice = 100;

    // 15 digits before the point and 6 after it are what a double, and so everybody who reads the API, holds exactly enough.
    private const decimal Largest = 999_999_999_999_999m;

    /// <summary>Its name for programs, which never changes: <c>x_plan</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What values it has; it never changes.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>Its English name.</summary>
    public required string En { get; init; }

    /// <summary>Its Chinese name.</summary>
    public required string Zh { get; init; }

    /// <summary>The words that may be chosen, in their order; of other kinds none.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Where it stands among the others; the smallest first.</summary>
    public int Position { get; init; }

    /// <summary>Whether it is asked and shown; what was said of one that is not stays.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether its values lie encrypted; then no list is filtered by it. It stays so.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>What is wrong with it, by field; empty: nothing.</summary>
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (!KeyForm().IsMatch(Key))
        {
            errors["key"] = [$"It begins with {Prefix} and has up to 30 small letters, digits and underscores: x_plan."];
        }

        foreach (var (field, name) in new[] { ("en", En), ("zh", Zh) }.Where(pair => pair.Item2.Length is 0 or > LongestName))
        {
            errors[field] = [$"It has 1 to {LongestName} characters."];
        }

        if (Kind == FieldKind.Choice ? Choices.Count is 0 or > MostChoices : Choices.Count > 0)
        {
            errors["choices"] = [Kind == FieldKind.Choice ? $"There are 1 to {MostChoices} of them." : "Only a choice has them."];
        }
        else if (Choices.Any(choice => choice.Length is 0 or > LongestChoice) || Choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < Choices.Count)
        {
            errors["choices"] = [$"Each has 1 to {LongestChoice} characters, and none is there twice."];
        }

        return errors;
    }

    /// <summary>A value as it is kept; null and why, when it is none.</summary>
    /// <param name="text">What was given; it is one line and not empty.</param>
    public (string? Value, string? Fault) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Kind switch
        {
            FieldKind.Number => decimal.TryParse(StoredText.FoldWidth(text).Replace(" ", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && Math.Abs(number) <= Largest && decimal.Round(number, 6) == number
                    ? (Plain(number), null)
                    : (null, "A number looks like 1200 or 12.5, with at most 15 digits before the point and 6 after it."),
            FieldKind.Day => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? (text, null) : (null, "A day looks like 2026-11-21."),
            FieldKind.Choice => Choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase)) is { } known ? (known, null) : (null, $"It is one of {string.Join(", ", Choices)}."),
            FieldKind.YesNo => text.ToLowerInvariant() switch
            {
                "yes" or "true" or "y" or "1" or "是" => ("yes", null),
                "no" or "false" or "n" or "0" or "否" => ("no", null),
                _ => (null, "It is yes or no."),
            },
            _ => (text, null),
        };
    }

    internal static string Plain(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    internal string ChoicesJson() => JsonSerializer.Serialize(Choices);

    [GeneratedRegex("^x_[a-z0-9][a-z0-9_]{0,29}$")]
    private static partial Regex KeyForm();
}
