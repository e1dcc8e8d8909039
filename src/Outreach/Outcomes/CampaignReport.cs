using ServiceBot.Insight.Experiments;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.Running;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Outcomes;

/// <summary>What came of one arm of a campaign.</summary>
public sealed record ArmResult
{
    /// <summary>0: those to whom nothing is done; 1 and on: the variants.</summary>
    public required int Arm { get; init; }

    /// <summary>How many are in it.</summary>
    public required long Entered { get; init; }

    /// <summary>How many of them were written to.</summary>
    public required long Contacted { get; init; }

    /// <summary>How many answered.</summary>
    public required long Answered { get; init; }

    /// <summary>How many stopped the messages.</summary>
    public required long Stopped { get; init; }

    /// <summary>How many did what the campaign is for.</summary>
    public required long Reached { get; init; }

    /// <summary>What that was worth.</summary>
    public required double Value { get; init; }

    /// <summary>The sum of the squares of what it was worth for each.</summary>
    public required double Squares { get; init; }

    /// <summary>The share that did what the campaign is for, 0 to 1; not a number: nobody is in it.</summary>
    public double Share => Entered == 0 ? double.NaN : (double)Reached / Entered;

    internal static ArmResult Sum(int arm, IEnumerable<ArmResult> some) => some.Aggregate(
        new ArmResult { Arm = arm, Entered = 0, Contacted = 0, Answered = 0, Stopped = 0, Reached = 0, Value = 0, Squares = 0 },
        (sum, one) => sum with
        {
            Entered = sum.Entered + one.Entered,
            Contacted = sum.Contacted + one.Contacted,
            Answered = sum.Answered + one.Answered,
            Stopped = sum.Stopped + one.Stopped,
            Reached = sum.Reached + one.Reached,
            Value = sum.Value + one.Value,
            Squares = sum.Squares + one.Squares,
        });
}

/// <summary>What can be said of a difference.</summary>
public enum Verdict
{
    /// <summary>There are too few customers to say anything.</summary>
    TooFew,

    /// <summary>No difference is proved, which does not mean that there is none.</summary>
    NotProved,

    /// <summary>It is better.</summary>
    Better,

    /// <summary>It is worse.</summary>
    Worse,

    /// <summary>The arms are not as large as they were drawn: something is wrong with the experiment, and its figures mean nothing.</summary>
    Lopsided,
}

/// <summary>How much an arm differs from another. The ranges hold at every look, however often one looks.</summary>
/// <param name="Arm">The arm; -1: all variants together.</param>
/// <param name="Against">The arm that it is compared with.</param>
/// <param name="Difference">Of the shares that did what the campaign is for.</param>
/// <param name="Low">The lower end of its range.</param>
/// <param name="High">The upper end.</param>
/// <param name="Gained">How many more did it than would have without, by the difference.</param>
/// <param name="Value">The difference of what a customer was worth, with its range.</param>
/// <param name="Chance">The chance that the arms come out so lopsided if they were drawn as they should; below 0.001 something is wrong.</param>
/// <param name="Verdict">What can be said.</param>
public sealed record ArmComparison(int Arm, int Against, double Difference, double Low, double High, double Gained, (double Value, double Low, double High) Value, double Chance, Verdict Verdict);

/// <summary>What came of a campaign.</summary>
/// <param name="Arms">What came of each arm, that without messages first.</param>
/// <param name="Comparisons">All variants against nothing, and each variant against the first.</param>
/// <param name="Refused">Who could not enter, by why.</param>
/// <param name="Events">What was done at each step, and how often.</param>
/// <param name="Waiting">How many wait for each step.</param>
/// <param name="Spent">What the messages cost.</param>
public sealed record CampaignReport(
    IReadOnlyList<ArmResult> Arms, IReadOnlyList<ArmComparison> Comparisons, IReadOnlyDictionary<string, long> Refused, IReadOnlyList<StepCount> Events, IReadOnlyDictionary<string, long> Waiting, decimal Spent)
{
    private const int Fewest = 20;     // customers of an arm; the ranges are asymptotic
    private const double Alpha = 0.05;

    /// <summary>Reads it.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="campaign">The campaign.</param>
    public static async Task<CampaignReport> ReadAsync(Session session, Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(campaign);
        var rows = await OutcomeStore.ArmsAsync(session, campaign.Id);
        var arms = Enumerable.Range(0, campaign.Plan.Variants + 1).Select(arm => rows.FirstOrDefault(row => row.Arm == arm) ?? ArmResult.Sum(arm, [])).ToList();
        return new(
            arms, Compare(arms, campaign.Plan.Holdout), await OutcomeStore.RefusedAsync(session, campaign.Id), await OutcomeStore.StepsAsync(session, campaign.Id), await OutcomeStore.WaitingAsync(session, campaign.Id),
            await ParticipantStore.SpentAsync(session, campaign.Id));
    }

    internal static IReadOnlyList<ArmComparison> Compare(IReadOnlyList<ArmResult> arms, double holdout)
    {
        var variants = arms.Skip(1).ToList();
        var comparisons = new List<ArmComparison>();
        if (holdout > 0)
        {
            comparisons.Add(Compare(arms[0], ArmResult.Sum(-1, variants), holdout, 1 - holdout));
        }

        comparisons.AddRange(variants.Skip(1).Select(variant => Compare(variants[0], variant, 1, 1)));
        return comparisons;
    }

    private static ArmComparison Compare(ArmResult a, ArmResult b, double weightA, double weightB)
    {
        var chance = a.Entered + b.Entered == 0 ? 1 : Assignment.SampleRatio([a.Entered, b.Entered], [weightA, weightB]).P;
        if (a.Entered < Fewest || b.Entered < Fewest)
        {
            return new(b.Arm, a.Arm, double.NaN, double.NaN, double.NaN, double.NaN, (double.NaN, double.NaN, double.NaN), chance, Verdict.TooFew);
        }

        var (difference, half) = Range(Arm.OfConversions(a.Reached, a.Entered), Arm.OfConversions(b.Reached, b.Entered));
        var (value, valueHalf) = Range(new Arm(a.Entered, a.Value, a.Squares, false), new Arm(b.Entered, b.Value, b.Squares, false));
        var verdict = chance < Assignment.Suspicious ? Verdict.Lopsided : difference - half > 0 ? Verdict.Better : difference + half < 0 ? Verdict.Worse : Verdict.NotProved;
        return new(b.Arm, a.Arm, difference, Math.Max(-1, difference - half), Math.Min(1, difference + half), difference * b.Entered, (value, value - valueHalf, value + valueHalf), chance, verdict);
    }

    /// <summary>The difference of two means and half its range. An arm in which nobody or everybody did it has the variance of one more of each, so that its range is no point.</summary>
    private static (double Difference, double Half) Range(Arm a, Arm b)
    {
        static double Variance(Arm arm) => !arm.IsShare || (arm.Sum > 0 && arm.Sum < arm.Customers) ? arm.VarianceOfMean
            : (arm.Sum + 1) / (arm.Customers + 2) is var share ? share * (1 - share) / arm.Customers : 0;
        var n = a.Customers + b.Customers;
        return (b.Mean - a.Mean, AlwaysValid.HalfWidth(Variance(a) + Variance(b), n, Alpha, Math.Max(n, 1_000)));
    }
}
