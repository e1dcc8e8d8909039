using ServiceBot.Dialogs;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>Parses expressions into rules: <c>recency_days > 60 and (cell in (Champions, Loyal) or monetary >= 500) and not in segment "Staff"</c>.</summary>
public sealed class RuleParser
{
    /// <summary>The longest expression.</summary>
    public const int Longest = 4_000;

    private const int Deepest = 20;
    private static readonly string[] Reserved = ["and", "or", "not", "in", "is", "between", "known", "missing", "everybody"];

    private readonly RuleFields _fields;
    private readonly IReadOnlyList<RuleToken> _tokens;
    private int _next;
    private int _depth;

    private RuleParser(RuleFields fields, IReadOnlyList<RuleToken> tokens) => (_fields, _tokens) = (fields, tokens);

    private RuleToken Next => _tokens[_next];

    /// <summary>Parses an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="fields">All that it can be about.</param>
    /// <returns>The rule; or what is wrong.</returns>
    public static (Rule? Rule, RuleFault? Fault) Parse(string expression, RuleFields fields)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(fields);
        if (expression.Length > Longest)
        {
            return (null, new(Longest, expression.Length - Longest, $"it has more than {Longest} characters.", $"超过 {Longest} 个字符。"));
        }

        var (tokens, unreadable) = RuleLexer.Read(expression);
        if (unreadable is not null)
        {
            return (null, unreadable);
        }

        try
        {
            var parser = new RuleParser(fields, tokens);
            var rule = parser.ReadAny();
            return parser.Next.Kind == RuleTokenKind.End ? (rule, null) : throw parser.Expected("and, or, or the end", "and、or 或结尾");
        }
        catch (FaultException wrong)
        {
            return (null, wrong.Fault);
        }
    }

    /// <summary>Whether a word means something where a value could stand.</summary>
    internal static bool IsWordOfTheLanguage(string word) => Reserved.Contains(word, StringComparer.OrdinalIgnoreCase);

    private Rule ReadAny() => ReadSeveral("or", parts => Rule.Any(parts), () => ReadSeveral("and", parts => Rule.All(parts), ReadOne));

    private Rule ReadSeveral(string word, Func<IEnumerable<Rule>, Rule> together, Func<Rule> read)
    {
        var parts = new List<Rule> { read() };
        while (Takes(word))
        {
            parts.Add(read());
        }

        return together(parts);
    }

    private Rule ReadOne()
    {
        if (++_depth > Deepest)
        {
            throw new FaultException(new(Next.At, Next.Length, $"it is nested more than {Deepest} deep.", $"嵌套超过 {Deepest} 层。"));
        }

        Rule rule;
        if (Takes("not"))
        {
            rule = Rule.Not(ReadOne());
        }
        else if (TakesSign("("))
        {
            rule = ReadAny();
            if (!TakesSign(")"))
            {
                throw Expected("and, or, or a closing parenthesis", "and、or 或右括号");
            }
        }
        else if (Takes("everybody"))
        {
            rule = Rule.Everybody;
        }
        else if (Takes("in"))
        {
            var field = _fields.Find(Takes(RuleField.Segment) ? RuleField.Segment : Takes(RuleField.Cluster) ? RuleField.Cluster : throw Expected("segment and a name, or cluster and a number", "segment 和名称，或 cluster 和编号"))!;
            rule = new Rule.Condition(field, RuleOp.Is, [ReadValue(field)]);
        }
        else
        {
            rule = ReadCondition();
        }

        _depth--;
        return rule;
    }

    private Rule.Condition ReadCondition()
    {
        var name = Next;
        if (name.Kind != RuleTokenKind.Word || IsWordOfTheLanguage(name.Value))
        {
            throw Expected("a field, not, in segment, or an opening parenthesis", "字段、not、in segment 或左括号");
        }

        if (_fields.Find(name.Value) is not { } field)
        {
            throw new FaultException(Unknown(name, "field", "字段", _fields.All.Select(one => one.Name)));
        }

        _next++;
        var asked = Next;
        if (Takes("is"))
        {
            return Takes("known") ? Of(RuleOp.Known) : Takes("missing") ? Of(RuleOp.Missing)
                : Takes("not") && Takes("known") ? Of(RuleOp.Missing) : throw Expected("known or missing", "known 或 missing");
        }

        if (Takes("between"))
        {
            var least = ReadValue(field);
            return Takes("and") ? Of(RuleOp.Between, least, ReadValue(field)) : throw Expected("and, and the most", "and 和上限");
        }

        if (Takes("not"))
        {
            return Takes("in") ? Of(RuleOp.IsNot, ReadList(field)) : throw Expected("in, and a list", "in 和列表");
        }

        if (Takes("in"))
        {
            return Of(RuleOp.Is, ReadList(field));
        }

        foreach (var op in (RuleOp[])[RuleOp.AtLeast, RuleOp.AtMost, RuleOp.IsNot, RuleOp.Above, RuleOp.Below, RuleOp.Is])
        {
            if (TakesSign(RuleText.Sign(op)))
            {
                return Of(op, ReadValue(field));
            }
        }

        throw Expected($"what is asked of {field.Name}: {Asked(field)}", $"对 {field.Name} 的判断：{Asked(field)}");

        Rule.Condition Of(RuleOp op, params string[] values) => field.Ops.Contains(op)
            ? new(field, op, op == RuleOp.Between ? values : [.. values.Distinct()])
            : throw new FaultException(new(asked.At, asked.Length, $"that can't be asked of {field.Name}. It takes {Asked(field)}.", $"{field.Name} 不支持此判断，可用：{Asked(field)}。"));
    }

    private static string Asked(RuleField field) => field.Kind switch
    {
        RuleFieldKind.Number or RuleFieldKind.Day => ">= > <= < = != in between is",
        RuleFieldKind.Segment or RuleFieldKind.Cluster => "= != in",
        _ => "= != in is",
    };

    private string[] ReadList(RuleField field)
    {
        if (!TakesSign("("))
        {
            return [ReadValue(field)];
        }

        var values = new List<string> { ReadValue(field) };
        while (TakesSign(","))
        {
            values.Add(ReadValue(field));
        }

        return TakesSign(")") ? [.. values] : throw Expected("a comma or a closing parenthesis", "逗号或右括号");
    }

    private string ReadValue(RuleField field)
    {
        var token = Next;
        var (en, zh) = field.Kind switch
        {
            RuleFieldKind.Number => ("a number such as 60 or 0.4", "数字，如 60 或 0.4"),
            RuleFieldKind.Day => ("a day such as 2026-11-22", "日期，如 2026-11-22"),
            RuleFieldKind.Cluster => ("the number of a cluster", "聚类编号"),
            RuleFieldKind.Segment => ("the name of a segment in quotation marks", "带引号的分群名称"),
            _ => ($"a value of {field.Name}, in quotation marks if it is more than a word", $"{field.Name} 的值，多个词请加引号"),
        };
        if (token.Kind is RuleTokenKind.End or RuleTokenKind.Sign || (token.Kind == RuleTokenKind.Word && IsWordOfTheLanguage(token.Value)))
        {
            throw Expected(en, zh);
        }

        if (field.Read(token.Value) is not { } value)
        {
            throw field.Kind is RuleFieldKind.Word or RuleFieldKind.Segment or RuleFieldKind.Cluster
                ? new FaultException(Unknown(token, field.Kind is RuleFieldKind.Segment or RuleFieldKind.Cluster ? field.Name : $"value of {field.Name}", field.Kind switch { RuleFieldKind.Segment => "分群", RuleFieldKind.Cluster => "聚类", _ => $"{field.Name} 的值" }, field.Words))
                : Expected(en, zh);
        }

        _next++;
        return value;
    }

    private static RuleFault Unknown(RuleToken token, string en, string zh, IEnumerable<string> known)
    {
        string[] all = [.. known.Distinct()];
        var hint = Spelling.Nearest(token.Value, all);
        var (few, many) = (string.Join(", ", all.Take(12)), all.Length > 12 ? ", …" : "");
        return new(
            token.At, token.Length,
            $"there is no {en} “{token.Value}”; {(hint is not null ? $"did you mean {hint}?" : all.Length == 0 ? "there is none yet." : $"there are {few}{many}.")}",
            $"没有{zh}“{token.Value}”，{(hint is not null ? $"是否指 {hint}？" : all.Length == 0 ? "目前一个也没有。" : $"可用：{few}{many}。")}");
    }

    private bool Takes(string word)
    {
        var isIt = Next.Kind == RuleTokenKind.Word && string.Equals(Next.Value, word, StringComparison.OrdinalIgnoreCase);
        _next += isIt ? 1 : 0;
        return isIt;
    }

    private bool TakesSign(string sign)
    {
        var isIt = Next.Kind == RuleTokenKind.Sign && Next.Value == sign;
        _next += isIt ? 1 : 0;
        return isIt;
    }

    private FaultException Expected(string en, string zh) => new(Next.Kind == RuleTokenKind.End
        ? new(Next.At, 0, $"{en} is expected, but the expression ends.", $"应为{zh}，但表达式已结束。")
        : new(Next.At, Next.Length, $"{en} is expected, but there is “{Next.Value}”.", $"应为{zh}，但这里是“{Next.Value}”。"));

    private sealed class FaultException(RuleFault fault) : Exception
    {
        public RuleFault Fault => fault;
    }
}
