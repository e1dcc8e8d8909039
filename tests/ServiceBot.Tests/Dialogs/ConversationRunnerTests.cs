using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class ConversationRunnerTests
{
    [TestMethod]
    [DataRow("bot: Goodbye", "expected a reply with «Goodbye»")]
    [DataRow("bot: bot_help", "expected the response «bot_help»")]
    [DataRow("expect: {dialog: hours}", "expected dialog «hours», actual «none»")]
    [DataRow("expect: {intent: hours}", "expected intent «hours»")]
    [DataRow("expect: {slots: {day: tomorrow}}", "expected slot day «tomorrow», actual «»")]
    [DataRow("expect: {language: zh}", "expected language «zh», actual «en»")]
    [DataRow("expect: {suggestions: [Buy]}", "expected the suggestion «Buy»")]
    [DataRow("expect: {actions: [send_code: {email: x}]}", "expected the action send_code(email: x), actual none")]
    [DataRow("expect: {facts: [praise]}", "expected the fact «praise»")]
    public async Task A_line_that_went_otherwise_is_told_with_file_and_line(string line, string failure)
    {
        var report = await Run($"- name: first\n  lines:\n    - user: cancel\n    - {line}");

        StringAssert.StartsWith(report.Failures.Single().ToString(), "x.test.yaml:4: «first» " + failure);
    }

    [TestMethod]
    public async Task A_file_that_cannot_be_read_is_an_error_with_its_place()
    {
        var report = await Run("- name: first\n  lins: []");

        Assert.Contains("x.test.yaml:2:3: unknown key «lins» in conversation (did you mean «lines»?)", report.Errors.Select(e => e.ToString()));
    }

    private static Task<ConversationReport> Run(string text)
    {
        var release = new Small().Release;
        return new ConversationRunner(new(new()), release, new NoArticles(), email => new MemoryActions(email)).RunAsync([("x.test.yaml", text)], CancellationToken.None);
    }
}
