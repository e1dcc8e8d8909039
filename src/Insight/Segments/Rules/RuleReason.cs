namespace ServiceBot.Insight.Segments.Rules;

/// <summary>Why somebody is in a segment, or is not: a part of its rule with what it says of them.</summary>
/// <param name="Rule">The part.</param>
/// <param name="Text">Its expression.</param>
/// <param name="Holds">Whether it holds of them.</param>
/// <param name="Value">Of a condition, what they have; empty: nothing. Of a group, null.</param>
/// <param name="Parts">The parts of a group; of a condition that asks about another segment, that one's rule.</param>
public sealed record RuleReason(Rule Rule, string Text, bool Holds, string? Value, IReadOnlyList<RuleReason> Parts)
{
    internal static RuleReason Of(Rule rule, RuleBook book, RuleSubject subject)
    {
        var condition = rule as Rule.Condition;
        IEnumerable<Rule> parts = rule switch
        {
            Rule.Group group => group.Parts,
            Rule.Opposite opposite => [opposite.Of],
            _ when condition!.Field.Name == RuleField.Segment => condition.Values.Select(name => book.RuleOf(book.Named(name).Id)).OfType<Rule>(),
            _ => [],
        };
        return new(rule, RuleText.Of(rule), book.Compile(rule)(subject), condition is null ? null : book.ValueOf(condition, subject), [.. parts.Select(part => Of(part, book, subject))]);
    }
}
