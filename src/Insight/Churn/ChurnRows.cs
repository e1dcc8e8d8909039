using ServiceBot.Insight.Features;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Churn;

/// <summary>
/// The rows that models learn from and are measured on. They are measured on the latest instant whose horizon is over, and learn from earlier ones whose horizons were over by then: nothing that happened
/// after a row's instant is in its figures, and nothing of the time that is measured is in what was learned.
/// </summary>
internal sealed class ChurnRows
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly ChurnOptions _options;
    private readonly List<(double[] Figures, bool Left)> _train = [];
    private readonly List<(double[] Figures, bool Left)> _test = [];

    public ChurnRows(ChurnOptions options, DateTimeOffset now)
    {
        _options = options;
        var horizon = TimeSpan.FromDays(options.HorizonDays);
        TestAt = now - horizon;
        TrainAt = [.. Enumerable.Range(0, options.Snapshots).Select(month => TestAt - horizon - (month * Month))];
    }

    /// <summary>The instant on which models are measured.</summary>
    public DateTimeOffset TestAt { get; }

    /// <summary>The instants that they learn from, the latest first.</summary>
    public IReadOnlyList<DateTimeOffset> TrainAt { get; }

    public LabelledTable Train => TableOf(_train);

    public LabelledTable Test => TableOf(_test);

    /// <summary>Adds somebody at all instants at which they could leave.</summary>
    public void Add(CustomerPast past)
    {
        foreach (var at in TrainAt)
        {
            Add(_train, past, at);
        }

        Add(_test, past, TestAt);
    }

    /// <summary>Figures as a table.</summary>
    public static Table TableOf(IReadOnlyList<double[]> rows) =>
        new([.. Feature.All.Select((feature, at) => Column.OfNumbers(feature.Name, [.. rows.Select(figures => figures[at])]))]);

    private void Add(List<(double[], bool)> rows, CustomerPast past, DateTimeOffset at)
    {
        var figures = Feature.Of(past, at);
        if (ChurnRule.CanLeave(figures, _options))
        {
            rows.Add((figures, ChurnRule.HasLeft(past, at, _options)));
        }
    }

    private static LabelledTable TableOf(List<(double[] Figures, bool Left)> rows) =>
        new(TableOf([.. rows.Select(row => row.Figures)]), [.. rows.Select(row => row.Left)], 0);
}
