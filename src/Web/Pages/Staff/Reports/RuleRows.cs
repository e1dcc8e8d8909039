using System.Globalization;
using ServiceBot.Insight.Segments.Rules;

namespace ServiceBot.Web.Pages.Staff.Reports;

/// <summary>A part of a rule as a form shows it.</summary>
public abstract class RulePart
{
    /// <summary>Its number among its kind, in the order of the form.</summary>
    public required int Index { get; init; }
}

/// <summary>A condition: a row of fields.</summary>
public sealed class RuleRow : RulePart
{
    /// <summary>The condition.</summary>
    public required Rule.Condition Condition { get; set; }

    /// <summary>What was written, if it is no value; null: it is one.</summary>
    public string? Wrong { get; set; }
}

/// <summary>Several parts: a box around them.</summary>
public sealed class RuleBox : RulePart
{
    /// <summary>Which of them must hold: <c>all</c>, <c>any</c>, <c>none</c> or <c>notall</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>The parts.</summary>
    public required List<RulePart> Parts { get; init; }
}

/// <summary>A rule as rows and boxes of a form that works without script: each button sends all of it, and it comes back as it is then.</summary>
public sealed class RuleRows
{
    private readonly RuleFields _fields;
    private readonly DateOnly _today;
    private readonly List<RuleRow> _rows = [];
    private readonly List<RuleBox> _boxes = [];

    /// <summary>The form of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="fields">All that can be asked about.</param>
    /// <param name="today">The day that is offered first.</param>
    public RuleRows(Rule rule, RuleFields fields, DateOnly today)
    {
        (_fields, _today) = (fields, today);
        Root = BoxOf(rule) ?? Box("all", [rule]);
    }

    /// <summary>The outermost box.</summary>
    public RuleBox Root { get; }

    /// <summary>The rows with something that is no value.</summary>
    public IReadOnlyList<RuleRow> Wrong => [.. _rows.Where(row => row.Wrong is not null)];

    /// <summary>The rule that it shows.</summary>
    public Rule Rule => RuleOf(Root);

    /// <summary>Takes what was sent of each row and box.</summary>
    public void Read(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        foreach (var box in _boxes)
        {
            box.Kind = form[$"g{box.Index}"] is [("all" or "any" or "none" or "notall") and { } kind] ? kind : box.Kind;
        }

        foreach (var row in _rows)
        {
            Read(row, form);
        }
    }

    /// <summary>Does what a button says: <c>row-2</c> adds a condition to a box, <c>box-2</c> a box, <c>out-2</c> takes a box out, <c>off-3</c> a condition.</summary>
    public void Act(string? button)
    {
        if (button?.Split('-') is not [var act, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            return;
        }

        switch (act)
        {
            case "row" when at < _boxes.Count:
                _boxes[at].Parts.Add(Row(Fresh("frequency")));
                break;
            case "box" when at < _boxes.Count:
                _boxes[at].Parts.Add(Box(_boxes[at].Kind is "all" or "notall" ? "any" : "all", [Fresh("frequency"), Fresh("monetary")]));
                break;
            case "out" when at < _boxes.Count:
                _boxes.ForEach(box => box.Parts.RemoveAll(part => part is RuleBox && part.Index == at));
                break;
            case "off" when at < _rows.Count:
                _boxes.ForEach(box => box.Parts.RemoveAll(part => part is RuleRow && part.Index == at));
                break;
            default:
                break;
        }
    }

    private Rule.Condition Fresh(string field) => Fresh(_fields.Find(field)!);

    /// <summary>What a field is asked first.</summary>
    private Rule.Condition Fresh(RuleField field) => field.Kind switch
    {
        RuleFieldKind.Number => new(field, RuleOp.AtLeast, ["1"]),
        RuleFieldKind.Day => new(field, RuleOp.AtLeast, [_today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]),
        RuleFieldKind.Text => new(field, RuleOp.Known, []),
        _ when field.Words.Count == 0 => new(field, RuleOp.Known, []),
        _ => new(field, RuleOp.Is, [field.Words[0]]),
    };

    private void Read(RuleRow row, IFormCollection form)
    {
        string? One(string name) => form[$"{name}{row.Index}"] is [{ } value] ? value : null;
        var was = row.Condition;
        var field = _fields.Find(One("f") ?? "") ?? was.Field;
        if (field.Name != was.Field.Name)
        {
            row.Condition = Fresh(field);
            return;
        }

        var op = Enum.TryParse<RuleOp>(One("o"), out var read) && field.Ops.Contains(read) ? read : was.Op;
        var given = One("v") ?? "";
        string[] texts = op is RuleOp.Known or RuleOp.Missing ? []
            : field.Kind is RuleFieldKind.Word ? [.. form[$"w{row.Index}"].OfType<string>()]
            : op is RuleOp.Between ? [given, One("u") is { Length: > 0 } most ? most : given]
            : op is RuleOp.Is or RuleOp.IsNot && field.Kind is not (RuleFieldKind.Segment or RuleFieldKind.Cluster) ? given.Split([',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [given];
        string?[] values = [.. texts.Select(field.Read)];
        if (values.Contains(null) || (values.Length == 0 && op is not (RuleOp.Known or RuleOp.Missing)))
        {
            row.Wrong = given;
            return;
        }

        row.Condition = new(field, op, op == RuleOp.Between ? [.. values.OfType<string>()] : [.. values.OfType<string>().Distinct()]);
    }

    private RuleBox? BoxOf(Rule rule) => rule switch
    {
        Rule.Group group => Box(group.IsAll ? "all" : "any", group.Parts),
        Rule.Opposite { Of: Rule.Group group } => Box(group.IsAll ? "notall" : "none", group.Parts),
        Rule.Opposite opposite => Box("none", [opposite.Of]),
        _ => null,
    };

    private RuleBox Box(string kind, IReadOnlyList<Rule> parts)
    {
        var box = new RuleBox { Index = _boxes.Count, Kind = kind, Parts = [] };
        _boxes.Add(box);
        box.Parts.AddRange(parts.Select(part => part is Rule.Condition condition ? Row(condition) : (RulePart)BoxOf(part)!));
        return box;
    }

    private RuleRow Row(Rule.Condition condition)
    {
        var row = new RuleRow { Index = _rows.Count, Condition = condition };
        _rows.Add(row);
        return row;
    }

    private static Rule RuleOf(RulePart part)
    {
        if (part is RuleRow row)
        {
            return row.Condition;
        }

        var box = (RuleBox)part;
        List<Rule> parts = [.. box.Parts.Where(inner => inner is RuleRow or RuleBox { Parts.Count: > 0 }).Select(RuleOf)];
        var rule = box.Kind is "all" or "notall" ? Rule.All(parts) : Rule.Any(parts);
        return parts.Count > 0 && box.Kind is ("none" or "notall") ? Rule.Not(rule) : rule;
    }
}
