using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Tests.Channels;

[TestClass]
public sealed class ActivityTests
{
    [Check(1, "Unknown properties survive at every depth of an activity.")]
    public void Unknown_properties_survive_at_every_depth()
    {
        const string Json = """
            {"type":"message","x1":1,"from":{"id":"u","x2":[1,2]},"conversation":{"id":"c","x3":{"a":null}},"attachments":[{"contentType":"t","x4":"y","content":{"deep":true}}],
             "entities":[{"type":"mention","x5":0.10}],"suggestedActions":{"actions":[{"type":"imBack","title":"t","value":{"x6":1},"x7":2}],"x8":3},"channelData":{"x9":"z"},"value":[1,"a"]}
            """;

        var written = ActivityJson.Write(ActivityJson.Parse(Encoding.UTF8.GetBytes(Json)));

        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(Json), JsonNode.Parse(written)), written);
    }

    [Check(2, "Numbers keep their exact spelling.")]
    [DataRow("9007199254740993")]
    [DataRow("-0")]
    [DataRow("1.10")]
    public void A_value_keeps_its_exact_spelling(string value)
    {
        var written = ActivityJson.Write(ActivityJson.Parse(Encoding.UTF8.GetBytes($$$"""{"type":"event","value":{"v":{{{value}}}}}""")));

        Assert.Contains($$"""{"v":{{value}}}""", written);
    }

    [Check(2, "Surrogate pairs survive.")]
    public void Surrogate_pairs_survive()
    {
        var activity = ActivityJson.Parse("""{"type":"message","text":"𠮷😀","channelData":"\ud842\udfb7"}""");

        var again = ActivityJson.Parse(ActivityJson.Write(activity));

        Assert.AreEqual("𠮷😀", again.Text);
        Assert.AreEqual("𠮷", again.ChannelData!.Value.GetString());
    }

    [Check(3, "A local timestamp keeps the text of its offset.")]
    public void A_local_timestamp_keeps_its_offset()
    {
        var written = ActivityJson.Write(ActivityJson.Parse("""{"type":"message","localTimestamp":"2026-11-21T12:00:00.000+08:00"}"""));

        Assert.Contains("2026-11-21T12:00:00.000+08:00", written);
    }

    [Check(3, "A timestamp leaves in UTC with Z.")]
    public void A_timestamp_leaves_with_Z() =>
        Assert.AreEqual("2026-11-21T04:00:00.000Z", ActivityJson.Instant(new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(8))));

    [Check(7, "What is absent is not written, and null is nothing.")]
    public void Absent_properties_are_not_written()
    {
        Assert.AreEqual("""{"type":"message","text":"hi"}""", ActivityJson.Write(new() { Type = "message", Text = "hi" }));
    }

    [TestMethod]
    [DataRow("""{"type":5}""")]
    [DataRow("""{"type":"message","from":"me"}""")]
    [DataRow("""{"type":"message","attachments":{}}""")]
    [DataRow("""{"type":"message","new":"\ud800"}""")]
    [DataRow("""{"type":"message","value":{"\udfff":1}}""")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{")]
    [DataRow("")]
    public void What_is_not_an_activity_is_refused(string json)
    {
        Assert.ThrowsExactly<JsonException>(() => ActivityJson.Parse(Encoding.UTF8.GetBytes(json)));
    }

    [TestMethod]
    public void Nesting_beyond_the_limit_is_refused()
    {
        var json = $$"""{"type":"event","value":{{new string('[', 200)}}{{new string(']', 200)}}}""";

        Assert.ThrowsExactly<JsonException>(() => ActivityJson.Parse(Encoding.UTF8.GetBytes(json)));
    }

    [TestMethod]
    [DataRow("type")]
    [DataRow("conversation")]
    [DataRow("from")]
    [DataRow("recipient")]
    [DataRow("channelId")]
    [DataRow("serviceUrl")]
    public void A_missing_property_is_named(string property)
    {
        var activity = JsonNode.Parse("""
            {"type":"message","conversation":{"id":"c"},"from":{"id":"u"},"recipient":{"id":"b"},"channelId":"test","serviceUrl":"http://127.0.0.1:1/"}
            """)!.AsObject();
        activity.Remove(property);

        var problem = ActivityRules.ProblemOf(ActivityJson.Parse(activity.ToJsonString()));

        Assert.Contains(property, problem!);
    }

    [TestMethod]
    [DataRow(".")]
    [DataRow("..")]
    [DataRow("a\nb")]
    public void An_id_that_a_path_cannot_hold_is_refused(string id)
    {
        var activity = new Activity
        {
            Type = "message",
            Conversation = new() { Id = id },
            From = new() { Id = "u" },
            Recipient = new() { Id = "b" },
            ChannelId = "test",
            ServiceUrl = "https://host/",
        };

        Assert.Contains("An id", ActivityRules.ProblemOf(activity)!);
    }

    [TestMethod]
    [DataRow("relative/path")]
    [DataRow("ftp://host/")]
    [DataRow("javascript:alert(1)")]
    [DataRow("https://me@host/")]
    [DataRow("https://host/?a=b")]
    [DataRow("https://host/#a")]
    public void A_service_url_that_is_not_http_is_refused(string url)
    {
        var activity = new Activity
        {
            Type = "message",
            Conversation = new() { Id = "c" },
            From = new() { Id = "u" },
            Recipient = new() { Id = "b" },
            ChannelId = "test",
            ServiceUrl = url,
        };

        Assert.Contains("serviceUrl", ActivityRules.ProblemOf(activity)!);
    }
}
