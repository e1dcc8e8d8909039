using ServiceBot.Knowledge.Evaluation;

namespace ServiceBot.Tests.Knowledge;

[TestClass]
public sealed class SearchEvaluationTests
{
    /// <summary>
    /// Grades d1 2, d2 1, d3 0, d9 1; ranking d3 d1 x d2. DCG = 2/log2 3 + 1/log2 5 = 1.692536; ideal 2 + 1/log2 3 + 1/2 = 3.130930; nDCG 0.540586.
    /// First relevant at place 2; two of three found; AP = (1/2 + 2/4) / 3.
    /// </summary>
    [TestMethod]
    public void A_ranking_is_judged_as_by_hand()
    {
        var quality = RankingQuality.Of(["d3", "d1", "x", "d2"], new Dictionary<string, double> { ["d1"] = 2, ["d2"] = 1, ["d3"] = 0, ["d9"] = 1 });

        Assert.AreEqual(0.5405858, quality.NdcgAt10, 1e-6);
        Assert.AreEqual(0.5, quality.MrrAt10);
        Assert.AreEqual(2.0 / 3, quality.RecallAt100, 1e-12);
        Assert.AreEqual(1.0 / 3, quality.AveragePrecision, 1e-12);
    }

    [TestMethod]
    [DataRow(11, 0, 0, 1, 1.0 / 11)]
    [DataRow(101, 0, 0, 0, 1.0 / 101)]
    [DataRow(1, 1, 1, 1, 1)]
    public void Figures_stop_at_their_depth(int place, double ndcg, double mrr, double recall, double precision)
    {
        var quality = RankingQuality.Of([.. Enumerable.Range(1, 120).Select(i => i == place ? "good" : $"x{i}")], new Dictionary<string, double> { ["good"] = 1 });

        Assert.AreEqual(new RankingQuality(ndcg, mrr, recall, precision), quality);
    }

    [TestMethod]
    public void Means_are_over_judged_questions_and_one_not_asked_counts_as_not_found()
    {
        var rows = new List<RunRow>();
        var report = SearchEvaluation.Measure(
            [new("d1", "", "apple pie"), new("d2", "", "plum cake")], [new("q1", "apple"), new("q2", "cake"), new("q3", "pie")],
            [new("q1", "d1", 1), new("q4", "d2", 1), new("q3", "d1", 0)], new(), rows.Add);

        Assert.AreEqual((0.5, 0.5, 0.5, 0.5), (report.NdcgAt10, report.MrrAt10, report.RecallAt100, report.Map));
        CollectionAssert.AreEqual(new[] { "q1 d1 1", "q2 d2 1", "q3 d1 1" }, rows.Select(row => $"{row.QueryId} {row.DocumentId} {row.Rank}").ToArray());
        Assert.IsGreaterThan(0, report.IndexBytes);
    }

    [TestMethod]
    [DataRow("{\"id\":\"a\",\"text\":\"x\"}\nnot json", ":2: ")]
    [DataRow("{\"id\":\"a\"}", ":1: `text` is missing")]
    [DataRow("{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"a\",\"text\":\"y\"}", ":3: the id `a` is there twice")]
    [DataRow("[1]", ":1: ")]
    public void A_bad_line_of_questions_is_named(string lines, string place)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, lines);

        var exception = Assert.ThrowsExactly<FormatException>(() => SearchData.ReadQueries(file));

        File.Delete(file);
        StringAssert.StartsWith(exception.Message, file + place, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("query-id\tdoc-id\tgrade\nq\td\t1", "q d 1")]
    [DataRow("q 0 d 2\n", "q d 2")]
    [DataRow("q\td\thigh", "")]
    [DataRow("q\td\t1\nq\te\thigh", ":2: the grade `high` is not a number.")]
    [DataRow("q\td", ":1: 3 or 4 columns")]
    public void Judgements_are_read_in_both_forms(string lines, string expected)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, lines);

        var read = "";
        try
        {
            read = string.Join('|', SearchData.ReadJudgements(file).Select(judgement => $"{judgement.QueryId} {judgement.DocumentId} {judgement.Grade}"));
        }
        catch (FormatException e)
        {
            read = e.Message[file.Length..];
        }

        File.Delete(file);
        StringAssert.StartsWith(read, expected, StringComparison.Ordinal);
    }
}
