using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Experiments;

/// <summary>A customer who was drawn to be acted on or not, and what came of it.</summary>
/// <param name="Customer">The record whose page was theirs.</param>
/// <param name="At">When they were drawn: what is known of them is as of that instant.</param>
/// <param name="Treated">Whether they were acted on.</param>
/// <param name="Converted">Whether they did what was hoped for.</param>
public sealed record DrawnCustomer(Guid Customer, DateTimeOffset At, bool Treated, bool Converted);

/// <summary>For whom an action makes a difference, learned from customers of whom chance decided whether they were acted on.</summary>
public sealed class CustomerUplift
{
    private const int FewestOfAnArm = 100;
    private const int FewestConverted = 20;
    private const int Together = 500;
    private const int Shuffles = 200;
    private const double Luck = 0.05;

    private readonly UpliftModel _model;

    private CustomerUplift(UpliftModel model, int rows, double qini) => (_model, Rows, Qini) = (model, rows, qini);

    /// <summary>From how many customers it was learned.</summary>
    public int Rows { get; }

    /// <summary>The coefficient on customers whom it had not seen: see <see cref="Uplift.Qini(ReadOnlySpan{double})"/>.</summary>
    public double Qini { get; }

    /// <summary>
    /// Learns it: a logistic regression of those acted on and one of the others, over the figures of the instant at which they were drawn. It is measured on halves that it did not learn from, and
    /// is worth nothing unless its order of them is better than 95 of 100 orders by chance.
    /// </summary>
    /// <param name="database">Where the figures are read.</param>
    /// <param name="drawn">The customers.</param>
    /// <param name="seed">Makes chance repeatable.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null: there are too few customers, or nothing can be told.</returns>
    public static async Task<CustomerUplift?> LearnAsync(IDatabase database, IReadOnlyList<DrawnCustomer> drawn, long seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(drawn);
        if (IsTooFew(drawn))
        {
            return null;
        }

        var rows = await RowsAsync(database, drawn, cancellationToken);
        var (treated, converted) = (rows.Select(row => row.Drawn.Treated).ToArray(), rows.Select(row => row.Drawn.Converted).ToArray());
        var (table, trainer) = (ChurnRows.TableOf([.. rows.Select(row => row.Figures)]), new LogisticTrainer());
        var isEven = rows.Select(row => Assignment.Draw($"half {seed}", $"{row.Drawn.Customer}") < 0.5).ToArray();
        var scores = new double[rows.Count];
        foreach (var half in new[] { true, false })
        {
            int[] learned = [.. Enumerable.Range(0, rows.Count).Where(row => isEven[row] == half)], others = [.. Enumerable.Range(0, rows.Count).Where(row => isEven[row] != half)];
            if (IsTooFew([.. learned.Select(row => rows[row].Drawn)], parts: 2))
            {
                return null;
            }

            var model = Uplift.Fit(trainer, table.Take(learned), [.. learned.Select(row => treated[row])], [.. learned.Select(row => converted[row])], seed);
            foreach (var (score, row) in model.Predict(table.Take(others)).Zip(others))
            {
                scores[row] = score;
            }
        }

        var qini = Uplift.Qini(scores, treated, converted);
        var random = new SeededRandom(seed);
        var luckier = 0;
        for (var shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            luckier += Uplift.Qini([.. scores.Select(_ => random.NextDouble())], treated, converted) >= qini ? 1 : 0;
        }

        return luckier > Luck * Shuffles ? null : new(Uplift.Fit(trainer, table, treated, converted, seed), rows.Count, qini);
    }

    /// <summary>By how much acting raises the probability, for customers as they are now; of whom nothing is known is left out.</summary>
    /// <param name="database">Where the figures are read.</param>
    /// <param name="customers">The records whose pages are theirs.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<Guid, double>> PredictAsync(IDatabase database, IReadOnlyCollection<Guid> customers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(database, [.. customers.Select(customer => new DrawnCustomer(customer, now, true, false))], cancellationToken);
        return rows.Count == 0 ? new Dictionary<Guid, double>()
            : rows.Zip(_model.Predict(ChurnRows.TableOf([.. rows.Select(row => row.Figures)]))).ToDictionary(pair => pair.First.Drawn.Customer, pair => pair.Second);
    }

    private static bool IsTooFew(IReadOnlyList<DrawnCustomer> drawn, int parts = 1) => new[] { true, false }.Any(treated =>
        drawn.Count(one => one.Treated == treated) * parts < FewestOfAnArm
        || drawn.Count(one => one.Treated == treated && one.Converted) * parts < FewestConverted
        || drawn.Count(one => one.Treated == treated && !one.Converted) * parts < FewestConverted);

    private static async Task<List<(DrawnCustomer Drawn, double[] Figures)>> RowsAsync(IDatabase database, IReadOnlyList<DrawnCustomer> drawn, CancellationToken cancellationToken)
    {
        var rows = new List<(DrawnCustomer, double[])>();
        foreach (var some in drawn.Chunk(Together))
        {
            var (pasts, rootOf) = await database.ReadAsync(session => ReadPasts.OfAsync(session, [.. some.Select(one => one.Customer).Distinct()]), cancellationToken);
            rows.AddRange(some.Where(one => rootOf.TryGetValue(one.Customer, out var root) && pasts.ContainsKey(root)).Select(one => (one, Features.Feature.Of(pasts[rootOf[one.Customer]], one.At))));
        }

        return rows;
    }
}
