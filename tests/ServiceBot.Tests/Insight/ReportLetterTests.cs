using ServiceBot.Desk.Access;
using ServiceBot.Insight.Metrics;
using ServiceBot.Insight.Reports;

namespace ServiceBot.Tests.Insight;

[TestClass]
public sealed class ReportLetterTests
{
    [TestMethod]
    [DataRow("day", "2026-11-21", "2026-11-20", "2026-11-20")]
    [DataRow("week", "2026-11-22", "2026-11-09", "2026-11-15")]     // a Sunday still belongs to its week
    [DataRow("week", "2026-11-23", "2026-11-16", "2026-11-22")]
    [DataRow("month", "2026-03-01", "2026-02-01", "2026-02-28")]
    [DataRow("month", "2026-01-31", "2025-12-01", "2025-12-31")]
    public void A_letter_is_about_the_last_period_that_is_over(string every, string today, string from, string to) =>
        Assert.AreEqual((DateOnly.Parse(from, null), DateOnly.Parse(to, null)), ReportLetters.PeriodOf(every, DateOnly.Parse(today, null)));

    [TestMethod]
    public void It_says_each_figure_beside_the_one_before_and_leads_to_the_page()
    {
        var filter = new ReportFilter { From = new(2026, 11, 16), To = new(2026, 11, 22), Team = "faults", Sight = Sight.Everything };
        var report = new Report([new(MetricDictionary.Get("sla.answer"), new(0.925, 40), new(0.9, 30)), new(MetricDictionary.Get("csat"), new(1, 3, 0.4, 1), null)], [], []);

        var letter = ReportLetters.Write(new() { Name = "weekly", To = "boss@desk.example", Report = "sla" }, filter, report, "https://desk.example/");

        Assert.AreEqual("Report weekly: 2026-11-16 to 2026-11-22", letter.Subject);
        Assert.AreEqual(
            "First answer in time: 92.5 % (before: 90.0 %)\nCSAT: n < 5 (before: –)\n\nhttps://desk.example/reports/sla?from=2026-11-16&to=2026-11-22&team=faults&compare=1", letter.Body);
    }

    [TestMethod]
    public void A_wrong_letter_stops_the_start_and_is_named()
    {
        var options = new ReportOptions();
        options.Letters.Add(new() { Name = "", To = "nobody", Report = "queue", Every = "hour", Hour = 24, Language = "fr" });

        var failures = new ReportOptionsRules().Validate(null, options).Failures!.ToList();

        Assert.HasCount(6, failures);
        Assert.IsTrue(failures.All(failure => failure.StartsWith("Reports:Letters:0: ", StringComparison.Ordinal)));
    }
}
