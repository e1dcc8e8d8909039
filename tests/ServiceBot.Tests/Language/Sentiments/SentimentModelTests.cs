using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Sentiments;

namespace ServiceBot.Tests.Language.Sentiments;

[TestClass]
public sealed class SentimentModelTests
{
    private static readonly SentimentExample[] Examples =
    [
        .. from n in Enumerable.Range(0, 60)
           select (n % 3) switch
           {
               0 => new SentimentExample($"the kestrel flies and i love it {n}", Sentiment.Positive),
               1 => new SentimentExample($"the walrus sinks and i hate it {n}", Sentiment.Negative),
               _ => new SentimentExample($"the ferry leaves at {n}", Sentiment.Neutral),
           },
    ];

    [TestMethod]
    public void What_was_learned_is_told_of_texts_that_were_not_seen()
    {
        var model = new SentimentTrainer().Fit(Examples);

        Assert.AreEqual(Sentiment.Positive, model.Predict("i love how a kestrel flies"));
        Assert.AreEqual(Sentiment.Negative, model.Predict("i hate how a walrus sinks"));
        Assert.AreEqual(Sentiment.Neutral, model.Predict("the ferry leaves"));
        Assert.AreEqual(1, model.Probabilities("anything else").Sum(), 1e-9);
    }

    [TestMethod]
    public void The_same_examples_give_the_same_model()
    {
        var (first, second) = (new SentimentTrainer().Fit(Examples), new SentimentTrainer().Fit(Examples));

        CollectionAssert.AreEqual(first.Probabilities("the kestrel leaves"), second.Probabilities("the kestrel leaves"));
    }

    [TestMethod]
    public void One_label_is_nothing_to_tell_apart() =>
        Assert.ThrowsExactly<ArgumentException>(() => new SentimentTrainer().Fit([.. Examples.Where(example => example.Label == Sentiment.Positive)]));

    [TestMethod]
    public void Figures_are_those_of_the_definition()
    {
        SentimentExample[] test = [new("a", Sentiment.Positive), new("b", Sentiment.Positive), new("c", Sentiment.Negative), new("d", Sentiment.Negative)];

        var figures = SentimentEvaluation.Of(test, text => text == "d" ? Sentiment.Negative : Sentiment.Positive);

        Assert.AreEqual(0.75, figures.Accuracy);
        Assert.AreEqual(((2 * 2.0 / (2 + 3)) + (2 * 1.0 / (2 + 1))) / 2, figures.MacroF1, 1e-12);
    }
}
