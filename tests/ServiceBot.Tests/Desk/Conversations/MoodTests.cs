using ServiceBot.Desk.Conversations;

namespace ServiceBot.Tests.Desk.Conversations;

[TestClass]
public sealed class MoodTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("", MoodWord.Neutral)]
    [DataRow("thanks 0.3", MoodWord.Neutral)]                                  // one thank-you is politeness
    [DataRow("thanks 0.3|thanks 0.3", MoodWord.Positive)]                      // 0.3 + 0.7 · 0.3 = 0.51
    [DataRow("complaint -1", MoodWord.Negative)]
    [DataRow("complaint -1|praise 1", MoodWord.Neutral)]                       // 1 - 0.7 = 0.3
    [DataRow("complaint -1|thanks 0.3|praise 1", MoodWord.Positive)]           // 1 + 0.21 - 0.49 = 0.72
    [DataRow("rating 1|thumb-down -1|complaint -1", MoodWord.Negative)]        // -1 - 0.7 + 0.49 = -1.21
    public void The_newest_sign_counts_whole_and_each_before_it_less(string oldestFirst, MoodWord word)
    {
        var signs = oldestFirst.Split('|', StringSplitOptions.RemoveEmptyEntries).Select((text, i) => text.Split(' ') is var parts
            ? new MoodSign(parts[0], double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), Noon.AddMinutes(i), null)
            : throw new System.Diagnostics.UnreachableException()).ToList();

        var mood = Mood.Of(signs);

        Assert.AreEqual(word, mood.Word);
        CollectionAssert.AreEqual(signs.Select(sign => sign.What).Reverse().ToList(), mood.Signs.Select(sign => sign.What).ToList());
    }
}
