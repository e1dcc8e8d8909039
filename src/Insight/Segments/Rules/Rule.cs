namespace ServiceBot.Insight.Segments.Rules;

/// <summary>What is asked of a field.</summary>
public enum RuleOp
{
    /// <summary>It has one of the values.</summary>
    Is,

    /// <summary>It has none of the values; also, that there is nothing.</summary>
    IsNot,

    /// <summary>It is more.</summary>
    Above,

    /// <summary>It is as much, or more.</summary>
    AtLeast,

    /// <summary>It is less.</summary>
    Below,

    /// <summary>It is as much, or less.</summary>
    AtMost,

    /// <summary>It is from the first value to the second, both with it.</summary>
    Between,

    /// <summary>There is something.</summary>
    Known,

    /// <summary>There is nothing.</summary>
    Missing,
}

/// <summary>
/// Who is in a segment: a tree that an expression is parsed into, that is edited by clicking, and printed as an expression again. It is in one form: a group has two parts or more, none of which is a group of
/// its kind, and only what can't be said otherwise is an opposite.
/// </summary>
public abstract record Rule
{
    private Rule()
    {
    }

    /// <summary>Everybody.</summary>
    public static Rule Everybody { get; } = new Group(IsAll: true, []);

    /// <summary>All parts hold; of none, everybody.</summary>
    public static Rule All(params IEnumerable<Rule> parts) => Grouped(isAll: true, parts);

    /// <summary>One of the parts holds, or several.</summary>
    public static Rule Any(params IEnumerable<Rule> parts) => Grouped(isAll: false, parts) is var any && any is Group { IsAll: false } group && group.Parts.Any(part => part is Group { Parts.Count: 0 }) ? Everybody : any;

    /// <summary>Something does not hold.</summary>
    public static Rule Not(Rule of) => of switch
    {
        Opposite twice => twice.Of,
        Condition { Op: RuleOp.Is } one => one with { Op = RuleOp.IsNot },
        Condition { Op: RuleOp.IsNot } one => one with { Op = RuleOp.Is },
        Condition { Op: RuleOp.Known } one => one with { Op = RuleOp.Missing },
        Condition { Op: RuleOp.Missing } one => one with { Op = RuleOp.Known },
        _ => new Opposite(of),
    };

    /// <summary>The conditions in it, in order.</summary>
    public IEnumerable<Condition> Conditions => this switch
    {
        Condition one => [one],
        Opposite opposite => opposite.Of.Conditions,
        _ => ((Group)this).Parts.SelectMany(part => part.Conditions),
    };

    private static Rule Grouped(bool isAll, IEnumerable<Rule> parts)
    {
        List<Rule> flat = [.. parts.SelectMany(part => part is Group group && group.IsAll == isAll ? group.Parts : [part])];
        return flat switch { [] => Everybody, [var one] => one, _ => new Group(isAll, flat) };
    }

    /// <summary>Several.</summary>
    /// <param name="IsAll">Whether all of them must hold; otherwise one.</param>
    /// <param name="Parts">They; none at all: everybody.</param>
    public sealed record Group(bool IsAll, IReadOnlyList<Rule> Parts) : Rule;

    /// <summary>That something does not hold.</summary>
    /// <param name="Of">What.</param>
    public sealed record Opposite(Rule Of) : Rule;

    /// <summary>Something that is asked of a field.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Op">What is asked.</param>
    /// <param name="Values">The values, as they are kept.</param>
    public sealed record Condition(RuleField Field, RuleOp Op, IReadOnlyList<string> Values) : Rule;
}
