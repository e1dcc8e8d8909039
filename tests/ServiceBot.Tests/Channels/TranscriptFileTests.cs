using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Channels.Transcripts;

namespace ServiceBot.Tests.Channels;

[TestClass]
public sealed class TranscriptFileTests
{
    private const string One = """[{"type":"message","id":"1","text":"你好 🙂","more":{"deep":[1.50,9007199254740993]}},{"type":"event","name":"x"}]""";

    [Check(61, "A transcript reads back in both forms of its file, with what is unknown, and is written without a byte order mark.")]
    [DataRow(One)]
    [DataRow($$"""{"transcript":{{One}}}""")]
    [DataRow($$"""{"version":2,"transcript":{{One}},"more":null}""")]
    public void A_transcript_reads_back_in_both_forms(string file)
    {
        var activities = TranscriptFile.Read(Encoding.UTF8.GetBytes(file));

        var written = TranscriptFile.Write(activities);
        Assert.AreEqual((byte)'[', written[0]);
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(One), JsonNode.Parse(written)));
        Assert.Contains("[1.50,9007199254740993]", Encoding.UTF8.GetString(written));
        CollectionAssert.AreEqual(written, TranscriptFile.Write(TranscriptFile.Read(written)));
    }

    [Check(61, "What is no transcript is refused, and what is wrong is said.")]
    [DataRow("{}")]
    [DataRow("""{"transcript":{}}""")]
    [DataRow("[null]")]
    [DataRow("[1]")]
    [DataRow("""[{"type":5}]""")]
    [DataRow("[")]
    [DataRow("")]
    public void What_is_no_transcript_is_refused(string file) =>
        Assert.Throws<JsonException>(() => TranscriptFile.Read(Encoding.UTF8.GetBytes(file)));
}
