using ServiceBot.Dialogs;
using ServiceBot.Dialogs.Bot;
using ServiceBot.Language;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class AnswerAheadTests
{
    private readonly OneArticle _articles = new();

    [TestMethod]
    [DataRow("my router keeps dropping the connection", TextLanguage.English)]
    [DataRow("我的路由器老是断线", TextLanguage.Chinese)]
    public void What_a_message_surely_asks_for_is_searched_once_and_before_its_turn(string words, TextLanguage language)
    {
        var ahead = Read(words);
        CollectionAssert.AreEqual(new[] { words }, _articles.Questions);

        var answer = ahead.Answer(words, language, FaultTags);

        Assert.IsTrue(answer.Answered);
        Assert.HasCount(1, _articles.Questions);
    }

    [TestMethod]
    public void Another_question_another_language_or_other_tags_are_searched_for()
    {
        const string Words = "my router keeps dropping the connection";
        var ahead = Read(Words);

        ahead.Answer("and what does it cost?", TextLanguage.English, FaultTags);
        ahead.Answer(Words, TextLanguage.Chinese, FaultTags);
        ahead.Answer(Words, TextLanguage.English, []);

        Assert.HasCount(4, _articles.Questions);
    }

    [TestMethod]
    [DataRow("hello")]
    [DataRow("where is my request?")]
    [DataRow("ok")]
    [DataRow("")]
    public void What_begins_no_dialog_that_answers_first_is_not_searched_for(string words)
    {
        Read(words);

        Assert.IsEmpty(_articles.Questions);
    }

    private static IReadOnlyCollection<string> FaultTags => Shipped.Release.Catalog.Dialogs["report_fault"].Steps.OfType<AnswerStep>().Single().Tags;

    private AnswerAhead Read(string words) =>
        new(Shipped.Release.Catalog, new(), words, Shipped.Release.Understander.Understand(words, DateTimeOffset.UnixEpoch), _articles);
}
