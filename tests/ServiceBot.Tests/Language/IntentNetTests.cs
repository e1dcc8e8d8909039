using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Intents;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class IntentNetTests
{
    private static readonly Row[] Rows = [.. Enumerable.Range(0, 120).Select(i => new Row([i % 3, 3 + (i % 7), 10], [1, 0.3f, 0.1f]))];
    private static readonly int[] Labels = [.. Enumerable.Range(0, 120).Select(i => i % 3)];

    [TestMethod]
    public void A_network_learns_what_tells_the_classes_apart()
    {
        var weights = Fit(seed: 1);

        foreach (var label in Enumerable.Range(0, 3))
        {
            var scores = weights.Scores(new([label], [1]));
            Assert.AreEqual(label, Array.IndexOf(scores, scores.Max()));
        }
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_weights()
    {
        CollectionAssert.AreEqual(Fit(seed: 7).Entries, Fit(seed: 7).Entries);
        CollectionAssert.AreNotEqual(Fit(seed: 7).Entries, Fit(seed: 8).Entries);
    }

    [TestMethod]
    public void Packed_networks_score_as_the_mean_of_each()
    {
        var nets = new[] { Fit(seed: 1), Fit(seed: 2) };
        var packed = IntentNet.Of(WordVectors.None, nets);

        foreach (var row in Rows.Take(21))
        {
            var scores = new float[3];
            packed.Score([], row.Ids, row.Values, [], new float[packed.Hidden], scores);
            for (var k = 0; k < 3; k++)
            {
                Assert.AreEqual(nets.Average(net => net.Scores(row)[k]), scores[k], 0.1);
            }
        }
    }

    [TestMethod]
    public void Rows_without_a_class_leave_it_open()
    {
        int[] labels = [.. Labels.Select((label, i) => i % 7 == 0 ? int.MaxValue : label)];
        var weights = new NetTrainer(Rows, labels, 11, 3, 1).Fit();

        Assert.IsLessThan(Spread(weights.Scores(new([0, 4], [1, 0.3f]))), Spread(weights.Scores(new([3], [2]))));

        static float Spread(float[] scores) => scores.Max() - scores.Min();
    }

    [TestMethod]
    public void With_examples_enough_networks_answer_too_the_same_on_one_thread_and_on_two()
    {
        // Frames with numbers, so that there are as many as networks need.
        IntentExample[] examples = [.. Enumerable.Range(0, 18).SelectMany(i => SmallDesk.All.Select(example => new IntentExample(example.Intent, $"{example.Text} {(char)('a' + i)}{i}")))];
        var options = new LanguageOptions { Threads = 1 };
        var model = LanguageModel.Train(examples, EntityLexicon.Empty, options);

        var linear = LanguageModel.Train(examples, EntityLexicon.Empty, options with { Kind = ModelKind.Linear });
        var onTwo = LanguageModel.Train(examples, EntityLexicon.Empty, options with { Threads = 2 });

        Assert.IsGreaterThan(5000, examples.Length);
        Assert.IsGreaterThan(Bytes(linear).Length, Bytes(model).Length);
        CollectionAssert.AreEqual(Bytes(model), Bytes(onTwo));
        var loaded = LanguageModel.Load(new MemoryStream(Bytes(model)));
        Assert.IsGreaterThan(0.95, SmallDesk.Test.Average(example => loaded.Understand(example.Text, default).Best?.Intent == example.Intent ? 1.0 : 0));
        Assert.IsGreaterThan(0.9, IntentMetrics.Auroc(
            SmallDesk.Test.Select(example => loaded.Understand(example.Text, default).InScope),
            SmallDesk.OffTopic.Select(text => loaded.Understand(text, default).InScope)));
    }

    private static NetWeights Fit(int seed) => new NetTrainer(Rows, Labels, 11, 3, seed).Fit();

    private static byte[] Bytes(LanguageModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
