using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>A conversation of a <c>*.test.yaml</c> file.</summary>
internal sealed record Conversation(string Name, string File, int Line, Given Given, IReadOnlyList<ConversationLine> Lines);

/// <summary>What holds before the first line.</summary>
internal sealed record Given(string? Language, string? Email, bool Knowledge, DateTimeOffset Today);

/// <summary>A line of a conversation and where it stands.</summary>
internal abstract record ConversationLine(int Line)
{
    public sealed record User(int Line, string Text, string? Value, int Attachments, bool Start) : ConversationLine(Line);

    public sealed record Bot(int Line, string Words) : ConversationLine(Line);

    public sealed record Expect(int Line, string What, YamlNode Value) : ConversationLine(Line);
}

/// <summary>Reads conversations.</summary>
internal static class ConversationReader
{
    private static readonly DateTimeOffset DefaultToday = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<Conversation> Read(string file, string text, List<DialogError> errors)
    {
        var page = new Page(file, errors);
        if (YamlText.Read(file, text, errors) is not { } root)
        {
            return [];
        }

        return [.. page.List(root, "conversations").Select(node => One(page, node))];
    }

    private static Conversation One(Page page, YamlNode node)
    {
        var map = page.Mapping(node, "conversation");
        var name = map.TryGetValue("name", out var nameNode) ? page.Text(nameNode, "name") ?? "" : "";
        if (nameNode is null)
        {
            page.Error(node, "the conversation has no name");
        }

        if (!map.TryGetValue("lines", out var lines))
        {
            page.Error(node, "the conversation has no lines");
        }

        var given = new Given(
            map.TryGetValue("language", out var language) ? page.Text(language, "language") : null,
            map.TryGetValue("email", out var email) ? page.Text(email, "email") : null,
            !map.TryGetValue("knowledge", out var knowledge) || page.Flag(knowledge, "knowledge"),
            map.TryGetValue("today", out var today) && DateTimeOffset.TryParse((today as YamlScalarNode)?.Value, System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal, out var day) ? day.AddHours(10) : DefaultToday);
        return new(name, page.File, (int)node.Start.Line, given, lines is null ? [] : [.. page.List(lines, "lines").SelectMany(l => Lines(page, l))]);
    }

    private static IEnumerable<ConversationLine> Lines(Page page, YamlNode node)
    {
        foreach (var (key, value) in page.Mapping(node, "line"))
        {
            var line = (int)value.Start.Line;
            switch (key)
            {
                case "user" when value is YamlMappingNode:
                    var user = page.Mapping(value, "user").ToDictionary(u => u.Key, u => (u.Value as YamlScalarNode)?.Value);
                    yield return new ConversationLine.User(line, user.GetValueOrDefault("text") ?? "", user.GetValueOrDefault("value"),
                        int.TryParse(user.GetValueOrDefault("attachments"), out var count) ? count : 0, user.GetValueOrDefault("start") == "true");
                    break;
                case "user":
                    yield return new ConversationLine.User(line, page.Text(value, "user") ?? "", null, 0, false);
                    break;
                case "bot":
                    yield return new ConversationLine.Bot(line, page.Text(value, "bot") ?? "");
                    break;
                default:
                    foreach (var (what, expected) in page.Mapping(value, "expect"))
                    {
                        yield return new ConversationLine.Expect((int)expected.Start.Line, what, expected);
                    }

                    break;
            }
        }
    }
}
