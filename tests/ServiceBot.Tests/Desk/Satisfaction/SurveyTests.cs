using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Desk.Satisfaction;

namespace ServiceBot.Tests.Desk.Satisfaction;

[TestClass]
public sealed class SurveyTests
{
    private static readonly Survey Asked = new()
    {
        Id = Guid.Parse("01958000-0000-7000-8000-000000000001"),
        About = "request:12",
        Kind = SurveyKinds.Request,
        Request = 12,
        Language = "en",
        DueAt = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        AskedAt = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        Extra = SurveyExtras.Nps,
    };

    [TestMethod]
    public void A_sample_has_its_share_and_is_the_same_at_every_look()
    {
        var asked = Enumerable.Range(0, 10_000).Count(i => Survey.IsInSample($"bot:{i}", 20));

        Assert.IsTrue(asked is > 1_850 and < 2_150, $"{asked} of 10,000");     // 2,000 ± 3.75 standard deviations
        Assert.IsTrue(Enumerable.Range(0, 100).All(i => Survey.IsInSample($"bot:{i}", 20) == Survey.IsInSample($"bot:{i}", 20)));
        Assert.IsFalse(Enumerable.Range(0, 1_000).Any(i => Survey.IsInSample($"bot:{i}", 0)));
        Assert.IsTrue(Enumerable.Range(0, 1_000).All(i => Survey.IsInSample($"bot:{i}", 100)));
    }

    [TestMethod]
    public void What_was_filled_in_is_read_and_nothing_else()
    {
        Assert.AreEqual(new(4, 9, null, "speed", "quick"), Read(("csat", "4"), ("nps", "9"), ("ces", "7"), ("reason", "speed"), ("comment", " quick ")));
        Assert.AreEqual(new(1, null, null, null, null), Read(("csat", "1"), ("nps", ""), ("reason", ""), ("comment", "  ")));
        Assert.IsNull(Read(("nps", "9")), "no score");
        Assert.IsNull(Read(("csat", "6")));
        Assert.IsNull(Read(("csat", "-1")));
        Assert.IsNull(Read(("csat", "4"), ("nps", "11")));
        Assert.IsNull(Read(("csat", "4"), ("reason", "<script>")));
    }

    [TestMethod]
    public void An_answer_may_come_for_days_and_be_changed_for_hours()
    {
        var options = new SatisfactionOptions { AnswerDays = 14, ChangeHours = 24 };

        Assert.IsNull((Asked with { AskedAt = null }).OpenUntil(options));
        Assert.AreEqual(Asked.AskedAt!.Value.AddDays(14), Asked.OpenUntil(options));
        Assert.AreEqual(Asked.AskedAt.Value.AddHours(25), (Asked with { AnsweredAt = Asked.AskedAt.Value.AddHours(1) }).OpenUntil(options));
    }

    [TestMethod]
    public void The_card_asks_and_its_data_name_the_survey()
    {
        var message = AnswerRenderer.Render(new SurveyWords("zh").Ask(Asked with { Language = "zh" }, "/rate/x"), Surfaces.WebChat);

        var card = message.Attachments!.Single().Content!.Value.GetRawText();
        Assert.Contains("\"id\":\"csat\"", card);
        Assert.Contains("\"id\":\"nps\"", card);
        Assert.DoesNotContain("\"id\":\"ces\"", card);
        Assert.Contains(Asked.Id.ToString(), card);
        Assert.Contains("SR-000012", card);
        Assert.IsNull(message.Text, "one bubble");
    }

    [TestMethod]
    public void Where_there_are_no_cards_there_is_the_link()
    {
        var plain = AnswerRenderer.Render(new SurveyWords("en").Ask(Asked, "https://desk.example/rate/x"), Surfaces.Plain);
        var text = AnswerRenderer.Render(new SurveyWords("en").Ask(Asked, "https://desk.example/rate/x"), Surfaces.Text);

        Assert.IsNull(plain.Attachments);
        Assert.Contains("(https://desk.example/rate/x)", plain.Text!);
        Assert.Contains("https://desk.example/rate/x", text.Text!);
    }

    [TestMethod]
    public void A_filled_form_is_read_from_Web_Chat_and_from_Teams()
    {
        var webChat = ActivityJson.Parse("""{"type":"message","value":{"form":"survey","id":"7","csat":"5","nps":3}}""");
        var teams = ActivityJson.Parse("""{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"type":"Action.Execute","verb":"form","data":{"form":"survey","id":"7","csat":"5"}}}}""");

        foreach (var filled in new[] { FilledForm.Of(webChat)!, FilledForm.Of(teams)! })
        {
            Assert.AreEqual(("survey", "7", "5"), (filled.Name, filled.Id, filled.Values["csat"]));
            Assert.IsFalse(filled.Values.ContainsKey("nps"));      // what is no text was not filled in
        }

        Assert.IsNull(FilledForm.Of(ActivityJson.Parse("""{"type":"message","text":"hello","value":{"form":"survey","id":"7"}}""")));
        Assert.IsNull(FilledForm.Of(ActivityJson.Parse("""{"type":"message","value":{"say":"yes"}}""")));
        Assert.Contains("adaptive", FilledForm.ResultOf(teams, "Thank you.", "en-US")!.Body!);
        Assert.IsNull(FilledForm.ResultOf(webChat, "Thank you.", "en-US"));
    }

    private static SurveyAnswer? Read(params (string Field, string Value)[] fields)
    {
        var values = fields.ToDictionary(field => field.Field, field => field.Value);
        return SurveyForm.Read(Asked, values.GetValueOrDefault);
    }
}
