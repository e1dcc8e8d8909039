using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

/// <summary>The examples of Harborline's intents: many, each of its own, and no sentence under two intents.</summary>
[TestClass]
public sealed class ShippedExamplesTests
{
    private const int Fewest = 30;

    /// <summary>Two examples of one intent share less than this of their words (Chinese: of their pairs of characters). A few old pairs share more.</summary>
    private const double NearDuplicate = 0.6;

    [TestMethod]
    public void Every_intent_has_thirty_examples_in_each_language()
    {
        var few = Shipped.Release.Catalog.Intents.Values.Where(intent => intent.English.Count < Fewest || intent.Chinese.Count < Fewest).Select(intent => intent.Name);

        Assert.AreEqual("", string.Join(", ", few));
    }

    [TestMethod]
    public void No_sentence_is_an_example_of_two_intents()
    {
        var twice = Shipped.Release.Catalog.Intents.Values
            .SelectMany(intent => intent.English.Concat(intent.Chinese).Select(text => (Text: PlainText.Of(text), intent.Name)))
            .Where(example => example.Text.Length > 0)
            .GroupBy(example => example.Text).Where(group => group.Select(example => example.Name).Distinct().Count() > 1)
            .Select(group => $"«{group.Key}»: {string.Join(", ", group.Select(example => example.Name).Distinct())}");

        Assert.AreEqual("", string.Join('\n', twice));
    }

    /// <summary>So that the accuracy under cross-validation is not that of learning by heart.</summary>
    [TestMethod]
    public void Examples_are_no_near_duplicates_of_each_other()
    {
        var pairs = 0;
        foreach (var texts in Shipped.Release.Catalog.Intents.Values.SelectMany(intent => new[] { intent.English, intent.Chinese }))
        {
            var units = texts.Select(Units).ToList();
            pairs += units.Index().Sum(a => units.Take(a.Index).Count(b => Shared(a.Item, b) >= NearDuplicate));
        }

        Assert.IsLessThanOrEqualTo(20, pairs);
    }

    private static HashSet<string> Units(string text)
    {
        var plain = PlainText.Of(text);
        var letters = plain.Replace(" ", "", StringComparison.Ordinal);
        return letters.Count(c => c >= '\u4E00') >= 2
            ? [.. Enumerable.Range(0, letters.Length - 1).Select(i => letters.Substring(i, 2))]
            : [.. plain.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static double Shared(HashSet<string> a, HashSet<string> b)
    {
        var common = a.Count(b.Contains);
        return common == 0 ? 0 : (double)common / (a.Count + b.Count - common);
    }
}
