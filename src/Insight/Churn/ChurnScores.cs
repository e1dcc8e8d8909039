using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;
using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Churn;

/// <summary>What the model in use expects of a customer.</summary>
/// <param name="Customer">The record whose page is theirs.</param>
/// <param name="Model">The model.</param>
/// <param name="AsOf">When their figures were read.</param>
/// <param name="Probability">That they leave within the horizon.</param>
/// <param name="Reasons">Why, the strongest first.</param>
public sealed record ChurnScore(Guid Customer, long Model, DateTimeOffset AsOf, double Probability, IReadOnlyList<Reason> Reasons);

/// <summary>Keeps what the model in use expects of customers, whenever their figures are new.</summary>
public sealed class ChurnScores(IOptions<ChurnOptions> options)
{
    private const int MostReasons = 5;
    private const string Columns = "customer_id AS customer, model, as_of, probability, reasons";

    private Used? _used;

    /// <summary>What is expected of a person, or null: nothing is, as there is no model in use or they have nothing to leave.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="person">The record whose page is theirs.</param>
    public static async Task<ChurnScore?> FindAsync(Session session, Guid person)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (await session.FindAsync<Row>($"SELECT {Columns} FROM insight_score WHERE purpose = '{ChurnStore.Purpose}' AND customer_id = @person", new { person }))?.Score;
    }

    /// <summary>What is expected of a customer, by the id of any record that is the same.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customer">The record.</param>
    public static async Task<ChurnScore?> OfAsync(Session session, Guid customer) =>
        await CustomerCard.RootsAsync(session, [customer]) is [var person] ? await FindAsync(session, person) : null;

    /// <summary>Of whom leaving is expected, the likeliest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="after">The one to read on from; null: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<ChurnScore>> ListAsync(Session session, (double Probability, Guid Customer)? after, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return [.. (await session.QueryAsync<Row>(
            $"""
            SELECT {Columns} FROM insight_score WHERE purpose = '{ChurnStore.Purpose}' {(after is null ? "" : "AND (probability, customer_id) < (@probability, @customer)")}
            ORDER BY probability DESC, customer_id DESC LIMIT @take
            """,
            new { probability = after?.Probability, customer = after?.Customer, take })).Select(row => row.Score)];
    }

    /// <summary>How many customers have a score, how many of them are expected to leave, and how the scores are spread over what parted the test rows into tenths.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="quality">The model's.</param>
    public static async Task<(long Count, double Expected, IReadOnlyList<long> Spread)> SumAsync(Session session, ModelQuality quality)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(quality);
        const string Those = $"FROM insight_score WHERE purpose = '{ChurnStore.Purpose}'";
        var below = new List<long>();
        foreach (var cut in quality.Cuts)
        {
            below.Add(await session.GetAsync<long>($"SELECT count(*) {Those} AND probability < @cut", new { cut }));
        }

        var count = await session.GetAsync<long>($"SELECT count(*) {Those}");
        return (count, await session.GetAsync<double>($"SELECT CAST(COALESCE(SUM(probability), 0) AS double precision) {Those}"), [.. below.Append(count).Zip(below.Prepend(0), (until, from) => until - from)]);
    }

    /// <summary>Of how many customers leaving is expected with a probability or a higher one.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="from">The probability.</param>
    public static Task<long> CountAsync(Session session, double from)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.GetAsync<long>($"SELECT count(*) FROM insight_score WHERE purpose = '{ChurnStore.Purpose}' AND probability >= @from", new { from });
    }

    /// <summary>The probabilities of those of some persons who have one.</summary>
    internal static async Task<Dictionary<Guid, double>> ProbabilitiesAsync(Session session, Guid[] persons) => (await session.QueryAsync<ProbabilityRow>(
        $"SELECT customer_id AS customer, probability FROM insight_score WHERE purpose = '{ChurnStore.Purpose}' AND {session.Dialect.IsIn("customer_id", "@persons")}", new { persons }))
        .ToDictionary(row => row.Customer, row => row.Probability);

    /// <summary>What the model in use expects of customers with these figures; null: there is no model in use.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="figures">The figures of persons.</param>
    /// <param name="refused">Those of them of whom nothing may be expected.</param>
    /// <param name="isQuiet">Whether others go first: nobody waits for it, and no transaction is held open to write.</param>
    internal async Task<Computed?> ComputeAsync(Session session, IReadOnlyDictionary<Guid, double[]> figures, IReadOnlySet<Guid> refused, bool isQuiet)
    {
        if (await ChurnStore.UsedAsync(session) is not { } id)
        {
            return null;
        }

        var used = _used;
        if (used?.Id != id)
        {
            _used = used = new(id, await ChurnStore.ReadAsync(session, id));
        }

        var some = figures.Where(pair => ChurnRule.CanLeave(pair.Value, options.Value) && !refused.Contains(pair.Key)).ToList();
        if (some.Count == 0)
        {
            return new(id, []);
        }

        return isQuiet ? await Cores.QuietlyAsync(Score) : Score();

        Computed Score()
        {
            var table = ChurnRows.TableOf([.. some.Select(pair => pair.Value)]);
            var probability = used.Model.Predict(table);
            return new(id, [.. some.Select((pair, row) => (pair.Key, probability[row], ReasonsOf(used.Model.Explain(table, row, Features.Feature.All.Count))))]);
        }
    }

    /// <summary>Saves what is expected, and forgets what was expected of the others among some records; nothing if another model is in use by now.</summary>
    internal static async Task SaveAsync(UnitOfWork unit, Computed? computed, IEnumerable<Guid> records, DateTimeOffset asOf)
    {
        var scored = computed?.Scores.Select(score => score.Person).ToHashSet() ?? [];
        Guid[] others = [.. records.Where(record => !scored.Contains(record))];
        if (others.Length > 0)
        {
            await unit.ExecuteAsync($"DELETE FROM insight_score WHERE purpose = '{ChurnStore.Purpose}' AND {unit.Dialect.IsIn("customer_id", "@others")}", new { others });
        }

        if (scored.Count > 0 && await ChurnStore.UsedAsync(unit) == computed!.Model)
        {
            await unit.ExecuteAsync(
                $"""
                INSERT INTO insight_score (purpose, customer_id, model, as_of, probability, reasons)
                SELECT '{ChurnStore.Purpose}', {unit.Dialect.Id("value ->> 0")}, @model, @asOf, CAST(value ->> 1 AS double precision), value ->> 2 FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE
                ON CONFLICT (purpose, customer_id) DO UPDATE SET model = excluded.model, as_of = excluded.as_of, probability = excluded.probability, reasons = excluded.reasons
                WHERE insight_score.as_of <= excluded.as_of
                """,
                new
                {
                    model = computed.Model,
                    asOf,
                    rows = JsonSerializer.Serialize(computed.Scores.Select(score => new object[] { score.Person, score.Probability, JsonSerializer.Serialize(score.Reasons, ChurnJson.Options) })),
                });
        }
    }

    /// <summary>Of all that speaks for and against, what speaks for the side that weighs more: where columns go together, a model sets some against each other, which explains nothing.</summary>
    private static IReadOnlyList<Reason> ReasonsOf(IReadOnlyList<Reason> all)
    {
        var isLikely = all.Sum(reason => reason.Contribution) > 0;
        return [.. all.Where(reason => reason.Contribution > 0 == isLikely).Take(MostReasons)];
    }

    internal sealed record Computed(long Model, IReadOnlyList<(Guid Person, double Probability, IReadOnlyList<Reason> Reasons)> Scores);

    private sealed record Used(long Id, Classifier Model);

    private sealed record ProbabilityRow
    {
        public required Guid Customer { get; init; }

        public required double Probability { get; init; }
    }

    private sealed record Row
    {
        public required Guid Customer { get; init; }

        public required long Model { get; init; }

        public required DateTimeOffset AsOf { get; init; }

        public required double Probability { get; init; }

        public required string Reasons { get; init; }

        public ChurnScore Score => new(Customer, Model, AsOf, Probability, JsonSerializer.Deserialize<IReadOnlyList<Reason>>(Reasons, ChurnJson.Options)!);
    }
}
