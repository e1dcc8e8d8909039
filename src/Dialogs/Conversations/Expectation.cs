using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>Compares a line of a conversation with what happened.</summary>
internal static class Expectation
{
    /// <summary>What was expected and what was there instead, or null when the line holds.</summary>
    public static (string Expected, string Actual)? Check(
        ConversationLine line, DialogResult result, DialogState state, DialogCatalog catalog, IReadOnlyList<ActionCall> calls) => line switch
        {
            ConversationLine.Bot bot => Said(bot.Words, result, catalog),
            ConversationLine.Expect expect => Holds(expect.What, expect.Value, result, state, calls),
            _ => null,
        };

    private static (string Expected, string Actual)? Said(string words, DialogResult result, DialogCatalog catalog)
    {
        var named = catalog.Responses.ContainsKey(words);
        return result.Replies.Any(r => named ? r.Response == words : r.Words.Contains(words, StringComparison.OrdinalIgnoreCase))
            ? null
            : ($"{(named ? "the response" : "a reply with")} «{words}»", string.Join(" | ", result.Replies.Select(r => $"«{r.Words}»")));
    }

    private static (string Expected, string Actual)? Holds(string what, YamlNode expected, DialogResult result, DialogState state, IReadOnlyList<ActionCall> calls) =>
        what switch
        {
            "intent" => Equal(what, Scalar(expected), result.Receipt.Intent),
            "dialog" => Equal(what, Scalar(expected), state.Dialog ?? "none"),
            "language" => Equal(what, Scalar(expected), result.Replies[^1].Language),
            "rule" => Equal(what, Scalar(expected), result.Receipt.Rule),
            "slots" => ((YamlMappingNode)expected).Children
                .Select(s => Equal($"slot {Scalar(s.Key)}", Scalar(s.Value), state.SlotOf(Scalar(s.Key)) ?? "")).FirstOrDefault(d => d is not null),
            "suggestions" => Items(expected).Select(Scalar).FirstOrDefault(s => !result.Replies.SelectMany(r => r.Suggestions).Any(r => r.Title == s)) is { } missing
                ? ($"the suggestion «{missing}»", string.Join(", ", result.Replies.SelectMany(r => r.Suggestions).Select(s => s.Title)))
                : null,
            "actions" => Items(expected).Select(a => Called(a, calls)).FirstOrDefault(d => d is not null),
            "facts" => Items(expected).Select(Scalar).FirstOrDefault(f => result.Facts.All(r => r.Name != f)) is { } fact
                ? ($"the fact «{fact}»", string.Join(", ", result.Facts.Select(f => f.Name)))
                : null,
            _ => null,
        };

    private static (string Expected, string Actual)? Called(YamlNode expected, IReadOnlyList<ActionCall> calls)
    {
        var (name, arguments) = expected is YamlMappingNode map
            ? (Scalar(map.Children.First().Key), map.Children.First().Value as YamlMappingNode)
            : (Scalar(expected), null);
        var wanted = arguments?.Children.ToDictionary(a => Scalar(a.Key), a => Scalar(a.Value)) ?? [];
        return calls.Any(c => c.Action == name && wanted.All(w => c.Arguments.TryGetValue(w.Key, out var value) && value.Contains(w.Value, StringComparison.Ordinal)))
            ? null
            : ($"the action {Show(name, wanted)}", calls.Count == 0 ? "none" : string.Join(", ", calls.Select(c => Show(c.Action, c.Arguments))));
    }

    private static string Show(string name, IReadOnlyDictionary<string, string> arguments) =>
        $"{name}({string.Join(", ", arguments.Select(a => $"{a.Key}: {a.Value}"))})";

    private static (string Expected, string Actual)? Equal(string what, string expected, string? actual) =>
        expected == actual ? null : ($"{what} «{expected}»", $"«{actual}»");

    private static IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode list ? list.Children : [node];

    private static string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";
}
