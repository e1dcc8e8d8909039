using ServiceBot.Insight.Facts;
using ServiceBot.Insight.Metrics;
using ServiceBot.Insight.Reports;

namespace ServiceBot.Tests.Insight;

[TestClass]
public sealed class FigureTests
{
    [TestMethod]
    public void A_metric_adds_up_from_its_own_measures_alone()
    {
        Total[] totals =
        [
            Of(Measure.AnswerMet, 30), Of(Measure.AnswerMissed, 8, "untouched"), Of(Measure.AnswerMissed, 2, "took_long"), Of(Measure.ResolutionMet, 99),
            Of(Measure.Answered, 4, "", 600), Of(Measure.Conversations, 3, "confirmed"), Of(Measure.Conversations, 5, "assumed"), Of(Measure.Csat, 85, "5"), Of(Measure.Csat, 15, "1"),
        ];

        Assert.AreEqual(new Figure(0.75, 40), Figure.Of(MetricDictionary.Get("sla.answer"), totals));
        Assert.AreEqual(new Figure(10, 10), Figure.Of(MetricDictionary.Get("sla.answer.missed"), totals));
        Assert.AreEqual(new Figure(150, 4), Figure.Of(MetricDictionary.Get("answer.time.mean"), totals));
        Assert.AreEqual(new Figure(0.375, 8), Figure.Of(MetricDictionary.Get("bot.confirmed"), totals));
        var csat = Figure.Of(MetricDictionary.Get("csat"), totals);
        Assert.AreEqual((0.85, 0.7672, 0.9069), (csat.Value!.Value, Math.Round(csat.Low!.Value, 4), Math.Round(csat.High!.Value, 4)));
        Assert.IsNull(Figure.Of(MetricDictionary.Get("nps"), totals).Value);
        Assert.IsTrue(Figure.Of(MetricDictionary.Get("csat"), [Of(Measure.Csat, 4, "5")]).IsHidden(MetricDictionary.Get("csat")));
    }

    [TestMethod]
    public void Every_metric_has_words_in_both_languages_a_formula_and_SQL()
    {
        foreach (var metric in MetricDictionary.All)
        {
            Assert.IsTrue(metric.Name.En.Length > 2 && metric.Name.Zh.Length > 1 && metric.Definition.En.EndsWith('.') && metric.Definition.Zh.EndsWith('。'), metric.Id);
            Assert.IsGreaterThan(3, metric.Formula.Length, metric.Id);
            Assert.IsTrue(metric.Sql.All(sql => sql.StartsWith("SELECT", StringComparison.Ordinal)), metric.Id);
            Assert.AreSame(metric, MetricDictionary.Find(metric.Id));
        }

        CollectionAssert.AllItemsAreUnique(Measure.All.Select(measure => measure.Id).ToList());
    }

    [TestMethod]
    public void A_stretch_of_time_holds_what_lies_in_it_and_longer_times_are_in_later_ones()
    {
        for (var seconds = 1L; seconds < 10_000_000; seconds += 1 + (seconds / 37))
        {
            Assert.IsLessThanOrEqualTo(Measure.BucketOf(seconds), Measure.BucketOf(seconds - 1));
        }

        Assert.AreEqual((0, 59, 60, 68), (Measure.BucketOf(0), Measure.BucketOf(59), Measure.BucketOf(60), Measure.BucketOf(120)));
    }

    [TestMethod]
    [DataRow(true, true, 1, true, "handed_over")]
    [DataRow(false, true, 1, true, "requested")]
    [DataRow(false, false, -1, true, "denied")]
    [DataRow(false, false, 1, false, "confirmed")]
    [DataRow(false, false, 0, true, "assumed")]
    [DataRow(false, false, 0, false, "")]
    public void What_came_of_a_conversation_is_the_first_that_holds(bool handedOver, bool requested, int rating, bool hasRested, string outcome) =>
        Assert.AreEqual(outcome, ConversationFacts.OutcomeOf(handedOver, requested, rating, hasRested));

    [TestMethod]
    public void A_cell_is_never_a_formula_and_a_quote_never_ends_one()
    {
        Assert.AreEqual("'=1+1,\"'+49,5\",'@x,'-y,-5,\"a \"\"b\"\"\",\"two\nlines\",plain,\"'\t=cmd,\"\r\n",
            Csv.Line("=1+1", "+49,5", "@x", "-y", -5L, "a \"b\"", "two\nlines", "plain", "\t=cmd,"));
    }

    [TestMethod]
    public void Who_comes_now_waits_for_those_before_at_the_pace_of_the_last_hour()
    {
        Assert.AreEqual(TimeSpan.Zero, LiveQueue.PredictedOf(0, 0));
        Assert.IsNull(LiveQueue.PredictedOf(3, 0));
        Assert.AreEqual(TimeSpan.FromMinutes(15), LiveQueue.PredictedOf(3, 12));
    }

    private static Total Of(Measure measure, long n, string slot = "", long sum = 0) => new() { Measure = measure.Id, Key = "", Slot = slot, N = n, Sum = sum };
}
