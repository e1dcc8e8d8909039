using System.Diagnostics;
using ServiceBot.Insight.Segments;

namespace ServiceBot.Insight.Recommending;

/// <summary>How often suggestions came true.</summary>
/// <param name="Model">Which list.</param>
/// <param name="Customers">How many customers bought something that counts.</param>
/// <param name="HitAt10">The share of them who bought one of their ten, in [0, 1].</param>
/// <param name="NdcgAt10">How far up what they bought stood: Σ 1 / log2(place + 1) over hits, divided by the most possible; in [0, 1].</param>
public sealed record RecommendRow(string Model, int Customers, double HitAt10, double NdcgAt10);

/// <summary>Measures suggestions on what customers bought later.</summary>
public static class RecommendEvaluation
{
    private const int Places = 10;

    /// <summary>Learns from what was bought before a day, and compares with what the same customers bought from then on.</summary>
    /// <param name="lines">All purchases.</param>
    /// <param name="from">The day.</param>
    /// <param name="until">The day after the last one that is looked at.</param>
    /// <returns>For all items, and for items that are new to the customer; and how long learning took.</returns>
    public static (IReadOnlyList<RecommendRow> AllItems, IReadOnlyList<RecommendRow> NewItems, double Seconds) Run(IReadOnlyList<Transaction> lines, DateTime from, DateTime until)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var known = lines.Where(line => line.At < from).ToList();
        var start = Stopwatch.GetTimestamp();
        var model = BasketModel.Fit(known);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var had = known.Where(line => line.Item is not null).GroupBy(line => line.Customer).ToDictionary(group => group.Key, group => group.Select(line => line.Item!).ToHashSet());
        var later = lines.Where(line => line.At >= from && line.At < until && line.Item is not null && had.ContainsKey(line.Customer))
            .GroupBy(line => line.Customer).ToDictionary(group => group.Key, group => group.Select(line => line.Item!).ToHashSet());
        var fresh = later.Select(one => (one.Key, Items: one.Value.Where(item => !had[one.Key].Contains(item)).ToHashSet())).Where(one => one.Items.Count > 0).ToDictionary(one => one.Key, one => one.Items);
        return (
            [
                Measure("popularity", later, customer => model.Popular(customer, Places, onlyNew: false)),
                Measure("buy_again", later, customer => model.BuyAgain(customer, Places)),
                Measure("buy_again_and_item_based", later, customer => model.All(customer, Places)),
            ],
            [
                Measure("popularity", fresh, customer => model.Popular(customer, Places, onlyNew: true)),
                Measure("new_for_you", fresh, customer => model.NewForYou(customer, Places)),
            ],
            seconds);
    }

    private static RecommendRow Measure(string name, Dictionary<string, HashSet<string>> bought, Func<string, IReadOnlyList<Suggestion>> suggest)
    {
        var (hits, gain) = (0, 0.0);
        foreach (var (customer, items) in bought)
        {
            var (sum, most, isHit) = (0.0, 0.0, false);
            var place = 1;
            foreach (var suggestion in suggest(customer))
            {
                if (items.Contains(suggestion.Item))
                {
                    sum += 1 / Math.Log2(place + 1);
                    isHit = true;
                }

                place++;
            }

            for (var i = 1; i <= Math.Min(Places, items.Count); i++)
            {
                most += 1 / Math.Log2(i + 1);
            }

            hits += isHit ? 1 : 0;
            gain += sum / most;
        }

        return new(name, bought.Count, bought.Count == 0 ? double.NaN : (double)hits / bought.Count, bought.Count == 0 ? double.NaN : gain / bought.Count);
    }
}
