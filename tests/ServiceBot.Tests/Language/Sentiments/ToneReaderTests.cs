using ServiceBot.Language.Sentiments;

namespace ServiceBot.Tests.Language.Sentiments;

[TestClass]
public sealed class ToneReaderTests
{
    [TestMethod]
    [DataRow("this is great, thank you so much", Sentiment.Positive)]
    [DataRow("The technician was friendly and quick!", Sentiment.Positive)]
    [DataRow("not bad at all", Sentiment.Positive)]
    [DataRow("sooooo goood", Sentiment.Positive)]
    [DataRow("works perfectly 😍", Sentiment.Positive)]
    [DataRow("the router is terrible and support is useless", Sentiment.Negative)]
    [DataRow("I am not happy with this", Sentiment.Negative)]
    [DataRow("nice router but the connection is awful", Sentiment.Negative)]
    [DataRow("DISAPPOINTED!!!", Sentiment.Negative)]
    [DataRow("where is my order HL-204817", Sentiment.Neutral)]
    [DataRow("please change my address to Leeds", Sentiment.Neutral)]
    [DataRow("", Sentiment.Neutral)]
    [DataRow("服务态度非常好，谢谢", Sentiment.Positive)]
    [DataRow("不错，很满意", Sentiment.Positive)]
    [DataRow("太差劲了，非常失望", Sentiment.Negative)]
    [DataRow("不好用", Sentiment.Negative)]
    [DataRow("服務很好，但是網速太慢了，很失望", Sentiment.Negative)]
    [DataRow("我的订单什么时候到", Sentiment.Neutral)]
    public void How_a_message_sounds(string text, Sentiment sentiment) => Assert.AreEqual(sentiment, ToneReader.Read(text).Sentiment, $"{ToneReader.Read(text)}");

    [TestMethod]
    [DataRow("i need this fixed asap", ToneMarks.Urgent)]
    [DataRow("please come right now", ToneMarks.Urgent)]
    [DataRow("it is not urgent", ToneMarks.None)]
    [DataRow("不着急", ToneMarks.None)]
    [DataRow("很着急，尽快处理", ToneMarks.Urgent)]
    [DataRow("you stupid bot", ToneMarks.Abusive)]
    [DataRow("你们他妈的什么垃圾公司", ToneMarks.Abusive)]
    [DataRow("my USB hub rolls over", ToneMarks.None)]
    [DataRow("请把页面往下滚动", ToneMarks.None)]
    [DataRow("i don't know what to do, i am desperate", ToneMarks.Distressed)]
    [DataRow("我快疯了，求求你帮帮我", ToneMarks.Distressed)]
    [DataRow("thanks a lot", ToneMarks.Thankful)]
    [DataRow("谢谢，辛苦了", ToneMarks.Thankful)]
    [DataRow("Urgent!! thank you", ToneMarks.Urgent | ToneMarks.Thankful)]
    public void What_else_is_heard(string text, ToneMarks marks) => Assert.AreEqual(marks, ToneReader.Read(text).Marks);

    [TestMethod]
    public void Degree_emphasis_and_what_follows_a_contrast_count()
    {
        Assert.IsGreaterThan(StrengthOf("it is good"), StrengthOf("it is very good"));
        Assert.IsGreaterThan(StrengthOf("it is good"), StrengthOf("it is good!!"));
        Assert.IsGreaterThan(StrengthOf("it is good"), StrengthOf("it is GOOD"));
        Assert.IsLessThan(StrengthOf("it is good"), StrengthOf("it is slightly good"));
        Assert.IsGreaterThan(StrengthOf("cheap but good"), StrengthOf("good and lovely"));
        Assert.IsLessThan(StrengthOf("the first week was awful but now it is good"), StrengthOf("the first week was good but now it is awful"));
        Assert.IsLessThan(StrengthOf("有点慢"), StrengthOf("非常慢"));

        static double StrengthOf(string text) => ToneReader.Read(text).Strength;
    }

    [TestMethod]
    public void Any_text_has_a_tone_between_the_ends()
    {
        var random = new Random(3);
        string[] pieces = ["not ", "good", "不", "好", "!", "\uD83D", "😍", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", " ", "\0", "but ", "但是", "n't", "É", "ｇｏｏｄ", "差"];
        for (var round = 0; round < 2_000; round++)
        {
            var tone = ToneReader.Read(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)])));
            Assert.IsTrue(tone.Strength is >= -1 and <= 1, $"{tone}");
        }
    }
}
