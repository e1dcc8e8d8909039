using System.Globalization;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lists;
using ServiceBot.Insight.Features;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>What values a field of rules has.</summary>
public enum RuleFieldKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A day: <c>2026-11-22</c>.</summary>
    Day,

    /// <summary>One of some words.</summary>
    Word,

    /// <summary>Any text, of which case and width do not count.</summary>
    Text,

    /// <summary>The name of a segment.</summary>
    Segment,

    /// <summary>The number of a cluster.</summary>
    Cluster,
}

/// <summary>Something of customers that a condition can be about.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="Kind">What values it has.</param>
/// <param name="En">What it is, in English.</param>
/// <param name="Zh">The same in Chinese.</param>
/// <param name="Words">The words that there are; of other kinds, and where every text may be, none.</param>
public sealed record RuleField(string Name, RuleFieldKind Kind, string En, string Zh, IReadOnlyList<string> Words)
{
    /// <summary>The probability of leaving.</summary>
    public const string Leaving = "leaving";

    /// <summary>The cell of recency and frequency.</summary>
    public const string Cell = "cell";

    /// <summary>Being in another segment.</summary>
    public const string Segment = "segment";

    /// <summary>Being in a cluster.</summary>
    public const string Cluster = "cluster";

    /// <summary>A value as it is kept; null: the field has no such value.</summary>
    public string? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = text.Trim();
        return Kind switch
        {
            RuleFieldKind.Number => decimal.TryParse(clean, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15m ? number.ToString("0.######", CultureInfo.InvariantCulture) : null,
            RuleFieldKind.Day => DateOnly.TryParseExact(clean, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1800 and < 9000 ? clean : null,
            RuleFieldKind.Word or RuleFieldKind.Segment or RuleFieldKind.Cluster => Words.FirstOrDefault(word => string.Equals(word, clean, StringComparison.OrdinalIgnoreCase)),
            _ => clean.Length is > 0 and <= 100 ? clean : null,
        };
    }

    /// <summary>What can be asked of it.</summary>
    public IReadOnlyList<RuleOp> Ops => Kind switch
    {
        RuleFieldKind.Number or RuleFieldKind.Day => [RuleOp.AtLeast, RuleOp.Above, RuleOp.AtMost, RuleOp.Below, RuleOp.Between, RuleOp.Is, RuleOp.IsNot, RuleOp.Known, RuleOp.Missing],
        RuleFieldKind.Segment or RuleFieldKind.Cluster => [RuleOp.Is, RuleOp.IsNot],
        _ => [RuleOp.Is, RuleOp.IsNot, RuleOp.Known, RuleOp.Missing],
    };
}

/// <summary>All that rules can be about: the figures, what is expected, what lists are filtered by, and other segments.</summary>
public sealed class RuleFields
{
    private readonly Dictionary<string, RuleField> _byName;

    /// <summary>Those of a company.</summary>
    /// <param name="own">The company's fields.</param>
    /// <param name="segments">The names of its segments, two each.</param>
    /// <param name="clusters">The numbers of clusters.</param>
    public RuleFields(CustomerFieldSet own, IEnumerable<string> segments, IEnumerable<string> clusters)
    {
        ArgumentNullException.ThrowIfNull(own);
        All =
        [
            .. Feature.All.Select(figure => new RuleField(figure.Name, RuleFieldKind.Number, figure.En, figure.Zh, [])),
            new(RuleField.Leaving, RuleFieldKind.Number, "Probability of leaving, from 0 to 1", "流失概率（0–1）", []),
            new(RuleField.Cell, RuleFieldKind.Word, "Cell of recency and frequency", "RFM 分群", Enum.GetNames<RfmCell>()),
            .. CustomerFacets.All(own).Select(facet => OfFacet(facet, own.Find(facet))),
            new(RuleField.Cluster, RuleFieldKind.Cluster, "In the cluster", "属于聚类", [.. clusters]),
            new(RuleField.Segment, RuleFieldKind.Segment, "In the segment", "属于分群", [.. segments]),
        ];
        _byName = All.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All of them, in the order in which they are offered.</summary>
    public IReadOnlyList<RuleField> All { get; }

    /// <summary>A field by its name; null: there is none.</summary>
    public RuleField? Find(string name) => _byName.GetValueOrDefault(name);

    private static RuleField OfFacet(string name, OwnField? own) => own is not null
        ? new(name, own.Kind switch { FieldKind.Number => RuleFieldKind.Number, FieldKind.Day => RuleFieldKind.Day, FieldKind.Choice or FieldKind.YesNo => RuleFieldKind.Word, _ => RuleFieldKind.Text }, own.En, own.Zh, own.Kind == FieldKind.YesNo ? ["yes", "no"] : own.Choices)
        : name switch
        {
            CustomerFacets.Stage => new(name, RuleFieldKind.Word, "Stage", "阶段", [.. Enum.GetNames<Crm.Lifecycle.LifecycleStage>().Select(stage => stage.ToLowerInvariant())]),
            CustomerFacets.Tag => new(name, RuleFieldKind.Text, "Tag", "标签", []),
            CustomerFacets.Created => new(name, RuleFieldKind.Day, "Day since which the books have them", "建档日期", []),
            "language" => new(name, RuleFieldKind.Word, "Language", "语言", ["en", "zh"]),
            "party" => new(name, RuleFieldKind.Word, "Kind of customer", "客户类型", PartyKinds.All),
            "name" => new(name, RuleFieldKind.Text, "Name", "姓名", []),
            "company" => new(name, RuleFieldKind.Text, "Company", "公司", []),
            "city" => new(name, RuleFieldKind.Text, "City", "城市", []),
            _ => new(name, RuleFieldKind.Text, "Country", "国家", []),
        };
}
