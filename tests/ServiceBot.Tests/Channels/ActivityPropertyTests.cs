using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Tests.Channels;

[TestClass]
public sealed class ActivityPropertyTests
{
    // The properties that the product reads. A null in one of them is the same as nothing.
    private static readonly string[] Texts = ["type", "id", "timestamp", "localTimestamp", "serviceUrl", "channelId", "replyToId", "text", "locale", "deliveryMode", "name", "code"];
    private static readonly string[] Accounts = ["from", "recipient", "conversation"];

    [Check(1, "Any activity survives reading and writing: 20,000 random ones.")]
    public void Any_activity_survives() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(12),
        Prop.ForAll(Arb.From(Activities()), json =>
        {
            var written = ActivityJson.Write(ActivityJson.Parse(Encoding.UTF8.GetBytes(json)));
            return JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)) && Numbers(json) == Numbers(written);
        }));

    /// <summary>The numbers of a JSON text as they are spelled.</summary>
    private static string Numbers(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var numbers = new List<string>();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                numbers.Add(Encoding.UTF8.GetString(reader.ValueSpan));
            }
        }

        return string.Join(' ', numbers.Order(StringComparer.Ordinal));
    }

    private static Gen<string> Activities() =>
        from texts in Some(Texts, Text())
        from accounts in Some(Accounts, Extended("id", "name"))
        from attachments in Some(["attachments"], Array(Extended("contentType", "contentUrl", "name")))
        from entities in Some(["entities"], Array(Value(2)))
        from actions in Some(["suggestedActions"], Array(Extended("type", "title")).Select(buttons => $$"""{"actions":{{buttons}},"x":1}"""))
        from members in Some(["membersAdded", "membersRemoved"], Array(Extended("id", "name", "role")))
        from payloads in Some(["value", "channelData"], Value(3).Where(value => value != "null"))
        from open in Some(["x-unknown", "Type", "semanticAction"], Value(3))
        select $$"""{{{string.Join(',', new[] { texts, accounts, attachments, entities, actions, members, payloads, open }.Where(part => part.Length > 0))}}}""";

    /// <summary>An object with some known texts and some properties that nobody knows.</summary>
    private static Gen<string> Extended(params string[] known) =>
        from texts in Some(known, Text())
        from open in Some(["x1", "Id", "aadObjectId"], Value(2))
        select $$"""{{{string.Join(',', new[] { texts, open }.Where(part => part.Length > 0))}}}""";

    /// <summary>Some of the names, each with a value.</summary>
    private static Gen<string> Some(string[] names, Gen<string> values) =>
        from chosen in Gen.SubListOf(names)
        from given in values.ListOf(chosen.Count)
        select string.Join(',', chosen.Zip(given, (name, value) => $"\"{name}\":{value}"));

    private static Gen<string> Array(Gen<string> items) => items.ListOf().Select(all => $"[{string.Join(',', all.Take(3))}]");

    private static Gen<string> Text() =>
        from parts in Gen.Elements("a", "𠮷", "\\n", "\\u0000", "\\ud83d\\ude00", "<b>", "'", "\\\"", "\\\\", "\\/", "\u2028", "路由器", " ", "\\u0041").ListOf()
        select $"\"{string.Concat(parts)}\"";

    private static Gen<string> Value(int depth)
    {
        var plain = Gen.OneOf(
            Text(), Gen.Elements("null", "true", "false", "0", "-0", "9007199254740993", "1.10", "1e400", "-1E-400", "123456789012345678901234567890"));
        return depth == 0 ? plain : Gen.OneOf(plain, Array(Value(depth - 1)), Some(["a", "b", "id", ""], Value(depth - 1)).Select(body => $"{{{body}}}"));
    }
}
