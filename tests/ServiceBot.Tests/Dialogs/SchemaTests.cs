using System.Text.Json;
using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class SchemaTests
{
    [TestMethod]
    public void The_schema_for_editors_knows_every_key_of_the_loader_and_no_other()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Shipped.Folder, "dialogs.schema.json")));
        var definitions = schema.RootElement.GetProperty("$defs").EnumerateObject().Where(d => d.Value.TryGetProperty("properties", out _))
            .Select(d => Line(d.Name, d.Value.GetProperty("properties").EnumerateObject().Select(p => p.Name)));

        Assert.AreEqual(Lines(Grammar.Keys.Select(k => Line(k.Key, k.Value))), Lines(definitions));

        static string Line(string kind, IEnumerable<string> keys) => $"{kind}: {string.Join(' ', keys.Order(StringComparer.Ordinal))}";
        static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void Every_key_and_setting_is_in_the_operators_page()
    {
        var page = File.ReadAllText(Repository.At("docs", "dialogs.md"));

        var missing = Grammar.Keys.Values.SelectMany(k => k).Concat(typeof(DialogOptions).GetProperties().Select(p => p.Name))
            .Concat(KnownActions.All.Keys).Concat(BotWords.Names).Concat(Names.BuiltIn).Concat(SlotTypes.BuiltIn).Distinct()
            .Where(word => !page.Contains($"`{word}", StringComparison.Ordinal) && !page.Contains($"{word}`", StringComparison.Ordinal));
        Assert.AreEqual("", string.Join(", ", missing));
    }

    [TestMethod]
    public void The_bots_own_words_are_all_there() =>
        Assert.IsEmpty(BotWords.Names.Except(Shipped.Release.Catalog.Responses.Keys));
}
