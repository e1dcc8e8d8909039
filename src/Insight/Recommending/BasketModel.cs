using ServiceBot.Insight.Segments;

namespace ServiceBot.Insight.Recommending;

/// <summary>An item that a customer may want.</summary>
/// <param name="Item">The item.</param>
/// <param name="Score">The higher, the likelier; to be compared for one customer only.</param>
/// <param name="Because">What they bought that speaks for it most; null: their own habit does, or everybody's.</param>
public sealed record Suggestion(string Item, double Score, string? Because);

/// <summary>Two lists for a customer: what they buy again and again, and what is new to them and goes with what they bought.</summary>
/// <remarks>
/// «New for you» is item-based: the binary cosine of items over customers, shrunk by n / (n + β) where few bought both. «Buy again» counts a customer's own purchases, each
/// half as much after every half-life. Immutable after learning; may be used by many threads.
/// </remarks>
public sealed class BasketModel
{
    private const double HalfLifeDays = 60;
    private const double Shrinkage = 5;
    private const int Neighbours = 200;
    private const double HabitShare = 4;

    private readonly Dictionary<string, int[]> _owned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<int, double>> _habits = new(StringComparer.Ordinal);
    private readonly string[] _items;
    private readonly (int Item, float Similarity)[][] _similar;
    private readonly int[] _popular;
    private readonly int[] _buyers;

    private BasketModel(IReadOnlyList<Transaction> lines)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var end = lines.Count == 0 ? default : lines.Max(line => line.At);
        foreach (var visit in lines.Where(line => line.Item is not null).Select(line => (line.Customer, Item: line.Item!, Day: line.At.Date)).Distinct())
        {
            if (!places.TryGetValue(visit.Item, out var item))
            {
                places[visit.Item] = item = places.Count;
            }

            if (!_habits.TryGetValue(visit.Customer, out var habit))
            {
                _habits[visit.Customer] = habit = [];
            }

            habit[item] = habit.GetValueOrDefault(item) + Math.Pow(0.5, (end - visit.Day).TotalDays / HalfLifeDays);
        }

        _items = [.. places.Keys];
        foreach (var (customer, habit) in _habits)
        {
            _owned[customer] = [.. habit.Keys.Order()];
        }

        (_buyers, _similar) = Compare(_items.Length, [.. _owned.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value)]);
        _popular = [.. Enumerable.Range(0, _items.Length).OrderByDescending(item => _buyers[item]).ThenBy(item => _items[item], StringComparer.Ordinal)];
    }

    /// <summary>Learns from purchases; lines without an item are not looked at.</summary>
    public static BasketModel Fit(IReadOnlyList<Transaction> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new(lines);
    }

    /// <summary>What most customers buy.</summary>
    /// <param name="customer">The customer; unknown ones are welcome.</param>
    /// <param name="count">How many items.</param>
    /// <param name="onlyNew">Whether to leave out what they bought already.</param>
    public IReadOnlyList<Suggestion> Popular(string customer, int count, bool onlyNew)
    {
        var owned = onlyNew && _owned.TryGetValue(customer, out var items) ? items.ToHashSet() : [];
        return [.. _popular.Where(item => !owned.Contains(item)).Take(count).Select(item => new Suggestion(_items[item], _buyers[item], null))];
    }

    /// <summary>What the customer will buy again: their own purchases, the latest counting most.</summary>
    public IReadOnlyList<Suggestion> BuyAgain(string customer, int count) => !_habits.TryGetValue(customer, out var habit) ? []
        : [.. habit.OrderByDescending(item => item.Value).ThenBy(item => item.Key).Take(count).Select(item => new Suggestion(_items[item.Key], item.Value, null))];

    /// <summary>What goes with what the customer bought, and is new to them; for those who bought nothing, what most buy.</summary>
    public IReadOnlyList<Suggestion> NewForYou(string customer, int count)
    {
        if (!_owned.TryGetValue(customer, out var owned))
        {
            return Popular(customer, count, onlyNew: true);
        }

        var scores = Scores(owned);
        foreach (var item in owned)
        {
            scores.Remove(item);
        }

        return Best(scores, count);
    }

    /// <summary>Both in one list: habits first of all, and what goes with them.</summary>
    public IReadOnlyList<Suggestion> All(string customer, int count)
    {
        if (!_owned.TryGetValue(customer, out var owned))
        {
            return Popular(customer, count, onlyNew: false);
        }

        var scores = Scores(owned);
        var most = Math.Max(1e-12, scores.Values.Select(score => score.Sum).DefaultIfEmpty(1).Max());
        var habit = _habits[customer];
        var usual = habit.Values.Max();
        foreach (var (item, weight) in habit)
        {
            scores[item] = (scores.GetValueOrDefault(item).Sum + (HabitShare * most * weight / usual), -1, 0);
        }

        return Best(scores, count);
    }

    private Dictionary<int, (double Sum, int Because, float Most)> Scores(int[] owned)
    {
        var scores = new Dictionary<int, (double Sum, int Because, float Most)>();
        foreach (var have in owned)
        {
            foreach (var (item, similarity) in _similar[have])
            {
                var (sum, because, most) = scores.GetValueOrDefault(item, (0, -1, 0));
                scores[item] = similarity > most ? (sum + similarity, have, similarity) : (sum + similarity, because, most);
            }
        }

        return scores;
    }

    private Suggestion[] Best(Dictionary<int, (double Sum, int Because, float Most)> scores, int count) =>
        [.. scores.OrderByDescending(one => one.Value.Sum).ThenBy(one => one.Key).Take(count)
            .Select(one => new Suggestion(_items[one.Key], one.Value.Sum, one.Value.Because < 0 ? null : _items[one.Value.Because]))];

    private static (int[] Buyers, (int, float)[][] Similar) Compare(int items, int[][] baskets)
    {
        var buyers = new int[items];
        var bought = new List<int>[items];
        for (var u = 0; u < baskets.Length; u++)
        {
            foreach (var item in baskets[u])
            {
                buyers[item]++;
                (bought[item] ??= []).Add(u);
            }
        }

        var similar = new (int, float)[items][];
        Parallel.For(
            0,
            items,
            () => (Counts: new int[items], Touched: new List<int>()),
            (i, _, work) =>
            {
                work.Touched.Clear();
                foreach (var u in bought[i])
                {
                    foreach (var j in baskets[u])
                    {
                        if (work.Counts[j]++ == 0)
                        {
                            work.Touched.Add(j);
                        }
                    }
                }

                var near = new List<(int Item, float Similarity)>();
                foreach (var j in work.Touched)
                {
                    var both = work.Counts[j];
                    work.Counts[j] = 0;
                    if (j != i)
                    {
                        near.Add((j, (float)(both / Math.Sqrt((double)buyers[i] * buyers[j]) * both / (both + Shrinkage))));
                    }
                }

                similar[i] = [.. near.OrderByDescending(one => one.Similarity).ThenBy(one => one.Item).Take(Neighbours)];
                return work;
            },
            _ => { });
        return (buyers, similar);
    }
}
