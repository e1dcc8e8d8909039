using System.Globalization;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Lists;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Segments.Own;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>The rules of all segments, ready to be asked: a rule may ask whether somebody is in another segment, and none may ask that of itself, by however many others.</summary>
internal sealed class RuleBook
{
    private static readonly Dictionary<string, int> FigureAt = Feature.All.Index().ToDictionary(figure => figure.Item.Name, figure => figure.Index);

    private readonly Dictionary<string, Segment> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<long, Segment> _tagging = [];
    private readonly Dictionary<long, Rule> _rules = [];
    private readonly Dictionary<long, Predicate<RuleSubject>> _compiled = [];
    private readonly IReadOnlyDictionary<string, (Clustering Model, int Place)> _clusters;

    private RuleBook(RuleFields fields, IReadOnlyDictionary<string, (Clustering Model, int Place)> clusters) => (Fields, _clusters) = (fields, clusters);

    /// <summary>All that rules can be about.</summary>
    public RuleFields Fields { get; }

    /// <summary>What is wrong with rules, by segment: a field or a value that they ask about is no more.</summary>
    public Dictionary<long, RuleFault> Faults { get; } = [];

    /// <summary>The rules that can be read.</summary>
    public IEnumerable<Rule> Rules => _rules.Values;

    /// <summary>What the rules ask about.</summary>
    public RuleNeeds Needs => RuleNeeds.Of(Rules);

    /// <summary>Reads the rules of all segments.</summary>
    public static RuleBook Of(IReadOnlyList<Segment> segments, CustomerFieldSet own, IReadOnlyDictionary<string, (Clustering Model, int Place)> clusters)
    {
        var book = new RuleBook(new(own, segments.SelectMany(segment => segment.Names), clusters.Keys), clusters);
        foreach (var segment in segments)
        {
            foreach (var name in segment.Names)
            {
                book._byName[name] = segment;
            }

            if (segment.Tag is not null)
            {
                book._tagging[segment.Id] = segment;
            }

            var (rule, fault) = RuleParser.Parse(segment.Rule, book.Fields);
            if (rule is not null)
            {
                book._rules[segment.Id] = rule;
            }
            else
            {
                book.Faults[segment.Id] = fault!;
            }
        }

        return book;
    }

    /// <summary>The rule of a segment; null: it can't be read.</summary>
    public Rule? RuleOf(long segment) => _rules.GetValueOrDefault(segment);

    /// <summary>The segment with a name.</summary>
    public Segment Named(string name) => _byName[name];

    /// <summary>The segments that a rule asks about, one after the other, until it comes back to one; null: it never does.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="of">Whose it shall be; 0: nobody's yet.</param>
    public IReadOnlyList<string>? CycleOf(Rule rule, long of) => CycleOf(rule, of, [], []);

    /// <summary>Whether somebody is in a segment.</summary>
    public bool IsIn(long segment, RuleSubject subject) => Compiled(segment)(subject);

    /// <summary>A rule, ready to be asked.</summary>
    public Predicate<RuleSubject> Compile(Rule rule) => rule switch
    {
        Rule.Opposite opposite => Compile(opposite.Of) is var one ? subject => !one(subject) : throw new InvalidOperationException(),
        Rule.Group group => Compile(group),
        _ => Compile((Rule.Condition)rule),
    };

    /// <summary>What a person has of what a condition asks about; empty: nothing.</summary>
    public string ValueOf(Rule.Condition condition, RuleSubject subject)
    {
        var name = condition.Field.Name;
        return name is RuleField.Segment or RuleField.Cluster ? "" : name == RuleField.Cell ? subject.Cell ?? "" : NumberOf(name) is { } number
            ? number(subject) is var value && double.IsNaN(value) ? "" : Math.Round(value, 4).ToString(CultureInfo.InvariantCulture)
            : string.Join(", ", (subject.Facets.GetValueOrDefault(name) ?? []).Select(facet => condition.Field.Kind == RuleFieldKind.Number ? FacetValue.NumberOf(facet) : facet));
    }

    /// <summary>What would be asked of what if a segment were another, by the names that others know it by.</summary>
    /// <param name="wanted">What it would be; its number is 0 if it is a new one.</param>
    /// <param name="rule">Its rule.</param>
    public RuleBook With(Segment wanted, Rule rule)
    {
        var book = new RuleBook(Fields, _clusters);
        foreach (var (name, segment) in _byName)
        {
            book._byName[name] = segment;
        }

        foreach (var (id, known) in _rules)
        {
            book._rules[id] = known;
        }

        foreach (var one in _tagging.Values.Where(one => one.Id != wanted.Id).Concat(wanted.Tag is null ? [] : [wanted]))
        {
            book._tagging[one.Id] = one;
        }

        book._rules[wanted.Id] = rule;
        return book;
    }

    private IReadOnlyList<string>? CycleOf(Rule rule, long of, IReadOnlyList<string> path, HashSet<long> seen)
    {
        foreach (var (id, name) in Asked(rule).Where(one => seen.Add(one.Id)))
        {
            IReadOnlyList<string> onward = [.. path, name];
            if (id == of)
            {
                return onward;
            }

            if (_rules.TryGetValue(id, out var its) && CycleOf(its, of, onward, seen) is { } cycle)
            {
                return cycle;
            }
        }

        return null;
    }

    /// <summary>The segments that a rule asks about: by their names, and by tags that they put on.</summary>
    private IEnumerable<(long Id, string Name)> Asked(Rule rule) => rule.Conditions.SelectMany(condition => condition.Field.Name switch
    {
        RuleField.Segment => condition.Values.Select(name => (_byName[name].Id, name)),
        CustomerFacets.Tag => _tagging.Values.Where(one => condition.Values.Count == 0 || condition.Values.Contains(one.Tag, StringComparer.OrdinalIgnoreCase)).Select(one => (one.Id, one.En)),
        _ => [],
    }).Distinct();

    private Predicate<RuleSubject> Compiled(long segment) =>
        _compiled.TryGetValue(segment, out var known) ? known : _compiled[segment] = _rules.TryGetValue(segment, out var rule) ? Compile(rule) : _ => false;

    private Predicate<RuleSubject> Compile(Rule.Group group)
    {
        Predicate<RuleSubject>[] parts = [.. group.Parts.Select(Compile)];
        return group.IsAll ? subject => Array.TrueForAll(parts, part => part(subject)) : subject => Array.Exists(parts, part => part(subject));
    }

    private Predicate<RuleSubject> Compile(Rule.Condition condition)
    {
        var (field, values) = (condition.Field, condition.Values);
        if (condition.Op is RuleOp.IsNot or RuleOp.Missing)
        {
            var opposite = Compile(condition with { Op = condition.Op == RuleOp.IsNot ? RuleOp.Is : RuleOp.Known });
            return subject => !opposite(subject);
        }

        if (field.Name == RuleField.Segment)
        {
            Predicate<RuleSubject>[] segments = [.. values.Select(name => Compiled(_byName[name].Id))];
            return subject => Array.Exists(segments, segment => segment(subject));
        }

        if (field.Name == RuleField.Cluster)
        {
            (Clustering Model, int Place)[] clusters = [.. values.Select(number => _clusters[number])];
            return subject => Array.Exists(clusters, cluster => cluster.Model.ClusterOf(subject.Figures) == cluster.Place);
        }

        if (NumberOf(field.Name) is { } number)
        {
            double[] wanted = [.. values.Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
            Predicate<double> holds = condition.Op switch
            {
                RuleOp.Known => value => !double.IsNaN(value),
                RuleOp.Is => value => Array.Exists(wanted, one => one == value),
                RuleOp.Above => value => value > wanted[0],
                RuleOp.AtLeast => value => value >= wanted[0],
                RuleOp.Below => value => value < wanted[0],
                RuleOp.AtMost => value => value <= wanted[0],
                _ => value => value >= wanted[0] && value <= wanted[1],
            };
            return subject => holds(number(subject));
        }

        if (field.Name == RuleField.Cell)
        {
            return condition.Op == RuleOp.Known ? subject => subject.Cell is not null : subject => values.Contains(subject.Cell);
        }

        var kind = field.Kind == RuleFieldKind.Number ? FieldKind.Number : FieldKind.Text;
        string[] texts = [.. values.Select(value => FacetValue.Of(kind, value))];
        Predicate<string> fits = condition.Op switch
        {
            RuleOp.Known => _ => true,
            RuleOp.Is => value => Array.Exists(texts, text => text == value),
            RuleOp.Above => value => string.CompareOrdinal(value, texts[0]) > 0,
            RuleOp.AtLeast => value => string.CompareOrdinal(value, texts[0]) >= 0,
            RuleOp.Below => value => string.CompareOrdinal(value, texts[0]) < 0,
            RuleOp.AtMost => value => string.CompareOrdinal(value, texts[0]) <= 0,
            _ => value => string.CompareOrdinal(value, texts[0]) >= 0 && string.CompareOrdinal(value, texts[1]) <= 0,
        };
        return subject => subject.Facets.TryGetValue(field.Name, out var theirs) && theirs.Exists(fits);
    }

    private static Func<RuleSubject, double>? NumberOf(string field) =>
        field == RuleField.Leaving ? subject => subject.Leaving : FigureAt.TryGetValue(field, out var at) ? subject => subject.Figures[at] : null;
}
