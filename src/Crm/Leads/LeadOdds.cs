namespace ServiceBot.Crm.Leads;

/// <summary>Of the leads that ended and had a value, how many were converted and how many were dropped.</summary>
public sealed record LeadRecord
{
    /// <summary>The field: <c>country</c>, <c>region</c>, <c>source</c>, <c>stage</c>, or <c>all</c> for all of them.</summary>
    public required string Field { get; init; }

    /// <summary>The value.</summary>
    public required string Value { get; init; }

    /// <summary>How many were converted.</summary>
    public required long Won { get; init; }

    /// <summary>How many were dropped.</summary>
    public required long Lost { get; init; }
}

/// <summary>What speaks for a lead, or against it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The value.</param>
/// <param name="Factor">By how much it multiplies the odds: more than 1 speaks for it.</param>
public sealed record OddsFactor(string Field, string Value, double Factor);

/// <summary>How likely a lead is to be converted.</summary>
/// <param name="Probability">More than 0 and less than 1.</param>
/// <param name="Factors">What it follows from, beside how many are converted in all.</param>
public sealed record LeadChance(double Probability, IReadOnlyList<OddsFactor> Factors);

/// <summary>
/// How likely leads are to be converted, learned from those that ended: naive Bayes, with 0.1 added to every count, so that nothing is ever certain. What was converted counts for every stage; what was
/// dropped for those it had reached.
/// </summary>
public sealed class LeadOdds(IEnumerable<LeadRecord> records)
{
    /// <summary>The fields that are learned from, beside the stage.</summary>
    public static readonly IReadOnlyList<string> Fields = ["country", "region", "source"];

    internal const string All = "all";
    internal const string StageField = "stage";
    private const double Added = 0.1;

    private readonly ILookup<string, LeadRecord> _records = records.ToLookup(record => record.Field);

    /// <summary>How likely a lead is to be converted; null: none has ended yet.</summary>
    /// <param name="terms">What is known of it.</param>
    /// <param name="stage">How far it has come.</param>
    public LeadChance? Of(LeadTerms terms, LeadStage stage)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (_records[All].FirstOrDefault() is not { } all || all.Won + all.Lost <= 0)
        {
            return null;
        }

        var odds = (all.Won + Added) / (all.Lost + Added);
        var factors = new List<OddsFactor>();
        foreach (var field in Fields)
        {
            // A value that nobody had says nothing.
            if (terms[field] is { } value && _records[field].FirstOrDefault(record => record.Value == value && record.Won + record.Lost > 0) is { } known)
            {
                var values = _records[field].Where(record => record.Won + record.Lost > 0).ToList();
                Add(field, value, (known.Won + Added) / values.Sum(record => record.Won + Added), (known.Lost + Added) / values.Sum(record => record.Lost + Added));
            }
        }

        var reached = _records[StageField].FirstOrDefault(record => record.Value == WordOf(stage));
        Add(StageField, WordOf(stage), ((reached?.Won ?? 0) + Added) / (all.Won + Added), ((reached?.Lost ?? 0) + Added) / (all.Lost + Added));
        return new(odds / (1 + odds), factors);

        void Add(string field, string value, double won, double lost)
        {
            odds *= won / lost;
            factors.Add(new(field, value, won / lost));
        }
    }

    /// <summary>The values that a lead counts for when it ends.</summary>
    internal static IEnumerable<(string Field, string Value)> ValuesOf(Lead lead) =>
    [
        (All, ""),
        .. Fields.Where(field => lead.Terms[field] is not null).Select(field => (field, lead.Terms[field]!)),
        .. new[] { LeadStage.New, LeadStage.Contacted, LeadStage.Qualified }.Where(stage => lead.Stage == LeadStage.Converted || stage <= lead.Reached).Select(stage => (StageField, WordOf(stage))),
    ];

    internal static string WordOf(LeadStage stage) => stage.ToString().ToLowerInvariant();
}
