using System.Text.RegularExpressions;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>Prints rules as expressions; what is printed is parsed into the same rule.</summary>
public static partial class RuleText
{
    /// <summary>The expression of a rule.</summary>
    public static string Of(Rule rule) => rule switch
    {
        Rule.Group { Parts.Count: 0 } => "everybody",
        Rule.Group group => string.Join(group.IsAll ? " and " : " or ", group.Parts.Select(part => part is Rule.Group { Parts.Count: > 0 } ? $"({Of(part)})" : Of(part))),
        Rule.Opposite { Of: Rule.Group { Parts.Count: > 0 } } opposite => $"not ({Of(opposite.Of)})",
        Rule.Opposite opposite => $"not {Of(opposite.Of)}",
        _ => Of((Rule.Condition)rule),
    };

    private static string Of(Rule.Condition condition)
    {
        var (field, values) = (condition.Field, condition.Values);
        return (condition.Op, field.Kind, values.Count) switch
        {
            (RuleOp.Is, RuleFieldKind.Segment or RuleFieldKind.Cluster, 1) => $"in {field.Name} {Value(field, values[0])}",
            (RuleOp.IsNot, RuleFieldKind.Segment or RuleFieldKind.Cluster, 1) => $"not in {field.Name} {Value(field, values[0])}",
            (RuleOp.Is, _, 1) => $"{field.Name} = {Value(field, values[0])}",
            (RuleOp.IsNot, _, 1) => $"{field.Name} != {Value(field, values[0])}",
            (RuleOp.Is, _, _) => $"{field.Name} in ({List(field, values)})",
            (RuleOp.IsNot, _, _) => $"{field.Name} not in ({List(field, values)})",
            (RuleOp.Between, _, _) => $"{field.Name} between {values[0]} and {values[1]}",
            (RuleOp.Known, _, _) => $"{field.Name} is known",
            (RuleOp.Missing, _, _) => $"{field.Name} is missing",
            _ => $"{field.Name} {Sign(condition.Op)} {values[0]}",
        };
    }

    /// <summary>The sign of a comparison.</summary>
    internal static string Sign(RuleOp op) => op switch
    {
        RuleOp.Above => ">",
        RuleOp.AtLeast => ">=",
        RuleOp.Below => "<",
        RuleOp.AtMost => "<=",
        RuleOp.IsNot => "!=",
        _ => "=",
    };

    private static string List(RuleField field, IReadOnlyList<string> values) => string.Join(", ", values.Select(value => Value(field, value)));

    private static string Value(RuleField field, string value) =>
        field.Kind is RuleFieldKind.Number or RuleFieldKind.Day or RuleFieldKind.Cluster || (field.Kind == RuleFieldKind.Word && Plain().IsMatch(value) && !RuleParser.IsWordOfTheLanguage(value)) ? value : Quoted(value);

    private static string Quoted(string value) => $"\"{value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Plain();
}
