using ServiceBot.Insight.Segments;

namespace ServiceBot.Tests.Insight.Segments;

[TestClass]
public sealed class RfmTests
{
    /// <summary>Rows: recency 1 to 5; columns: frequency 1 to 5.</summary>
    [TestMethod]
    [DataRow(1, "Hibernating Hibernating AtRisk AtRisk CannotLose")]
    [DataRow(2, "Hibernating Hibernating AtRisk AtRisk CannotLose")]
    [DataRow(3, "AboutToSleep AboutToSleep NeedAttention Loyal Loyal")]
    [DataRow(4, "Promising PotentialLoyalist PotentialLoyalist Loyal Loyal")]
    [DataRow(5, "New PotentialLoyalist PotentialLoyalist Champions Champions")]
    public void Every_cell_of_the_grid_has_one_name(int recency, string names) =>
        Assert.AreEqual(names, string.Join(' ', Enumerable.Range(1, 5).Select(frequency => RfmScore.CellOf(recency, frequency))));

    [TestMethod]
    public void Equal_values_have_equal_scores_even_if_a_score_is_nobodys()
    {
        double[] once = [.. Enumerable.Repeat(1.0, 51), .. Enumerable.Range(2, 49).Select(i => (double)i)];

        var scores = RfmScore.Fifths(once);

        Assert.IsTrue(scores[..51].All(score => score == 1));
        Assert.AreEqual("1:51 3:9 4:20 5:20", string.Join(' ', scores.GroupBy(score => score).OrderBy(group => group.Key).Select(group => $"{group.Key}:{group.Count()}")));
    }

    [TestMethod]
    public void Fewer_days_are_better_and_more_purchases_are()
    {
        var scores = RfmScore.Of([1, 10, 20, 30, 40], [5, 4, 3, 2, 1], [50, 10, 30, 20, 40]);

        Assert.AreEqual(new RfmScore(5, 5, 5), scores[0]);
        Assert.AreEqual(new RfmScore(1, 1, 4), scores[4]);
        Assert.AreEqual(RfmCell.Champions, scores[0].Cell);
    }

    [TestMethod]
    public void Purchases_are_read_without_what_was_cancelled()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n1,a,2,2011-01-01 08:26,3,7\n1,b,1,2011-01-01 08:26,1,7\nC2,a,-2,2011-01-02,3,7\n3,a,1,2011-01-09,1,\n4,a,0,2011-02-01,1,7\n5,a,1,2011-03-01,2,7\n");

            var customer = CustomerPurchases.Of(TransactionFile.Read(path, out var leftOut)).Single();

            Assert.AreEqual(3, leftOut);
            Assert.AreEqual(new CustomerPurchases("7", new(2011, 1, 1, 8, 26, 0), new(2011, 3, 1), 2, 9), customer);
            File.WriteAllText(path, "customer_id,date,value\n1,2011-01-01,x\n");
            Assert.Contains(":2:14: x is no number", Assert.ThrowsExactly<InvalidDataException>(() => TransactionFile.Read(path, out _)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
