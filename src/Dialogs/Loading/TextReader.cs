using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>Reads what customers see: titles, responses, suggestions.</summary>
internal sealed class TextReader(CatalogParts parts, Mentions mentions)
{
    private readonly List<(Page Page, YamlNode Node, string Value)> _values = [];

    public static Words? Words(Page page, YamlNode node, string what)
    {
        var map = page.Mapping(node, "words");
        var (en, zh) = (One(page, node, map, "en", what), One(page, node, map, "zh", what));
        return en is null || zh is null ? null : new(en, zh);
    }

    /// <summary>An action's argument: a text, or one a language.</summary>
    public Argument? Argument(Page page, YamlNode node, string what)
    {
        if (node is not YamlMappingNode)
        {
            return page.Text(node, what) is null || mentions.Template(page, (YamlScalarNode)node) is not { } text ? null : new(text, null);
        }

        var map = page.Mapping(node, "words");
        return In("en") is { } en && In("zh") is { } zh ? new(en, zh) : null;

        Template? In(string language) => One(page, node, map, language, what) is null ? null : mentions.Template(page, (YamlScalarNode)map[language]);
    }

    /// <summary>A response written in place, or the name of one.</summary>
    public Response? ResponseOrName(Page page, YamlNode node, string what)
    {
        if (node is not YamlScalarNode { Value: { Length: > 0 } name })
        {
            return Response(page, node, "", what);
        }

        if (parts.Responses.TryGetValue(name, out var named))
        {
            return named;
        }

        page.Error(node, $"unknown response «{name}»", Spelling.Hint(name, parts.Responses.Keys) ?? "write the text in place as {en: …, zh: …}");
        return null;
    }

    public Response? Response(Page page, YamlNode node, string name, string what)
    {
        var map = page.Mapping(node, "response");
        var ofTheBot = name.StartsWith("bot_", StringComparison.Ordinal);
        var en = Variants(page, node, map, "en", what, ofTheBot);
        var zh = Variants(page, node, map, "zh", what, ofTheBot);
        var suggestions = map.TryGetValue("suggest", out var list) ? Suggestions(page, list, what) : [];
        return en.Count == 0 || zh.Count == 0 ? null : new(name, en, zh, suggestions);
    }

    public IReadOnlyList<SuggestionPlan> Suggestions(Page page, YamlNode node, string what)
    {
        var result = new List<SuggestionPlan>();
        foreach (var item in page.List(node, $"suggest of {what}"))
        {
            var map = page.Mapping(item, "suggestion");
            var (en, zh) = (One(page, item, map, "en", what), One(page, item, map, "zh", what));
            var value = map.TryGetValue("value", out var valueNode) ? page.Text(valueNode, "value") : null;
            if (value is not null)
            {
                _values.Add((page, valueNode!, value));
            }

            if (en is not null && zh is not null)
            {
                result.Add(new(new(en, zh), value));
            }
        }

        return result;
    }

    /// <summary>Checks the intents and dialogs that buttons lead to, when every file is read.</summary>
    public void CheckSuggestions()
    {
        foreach (var (page, node, value) in _values)
        {
            var (known, name) = value.Split(':', 2) switch
            {
                ["intent", var intent] => (parts.Dialogs.Values.SelectMany(d => d.Intents).Concat(Names.Control), intent),
                ["dialog", var dialog] => (parts.Dialogs.Keys, dialog),
                _ => ((IEnumerable<string>)[], ""),
            };

            // The bot's own buttons may lead to dialogs that this folder does without.
            if (name.Length > 0 && !known.Contains(name) && page.File != BotWords.File)
            {
                page.Error(node, $"«{value}» leads nowhere", Spelling.Hint(name, known));
            }
        }
    }

    private List<Template> Variants(Page page, YamlNode node, Dictionary<string, YamlNode> map, string language, string what, bool ofTheBot)
    {
        if (!map.TryGetValue(language, out var texts))
        {
            Missing(page, node, language, what);
            return [];
        }

        return [.. page.Texts(texts, $"{what} ({language})").Select(t => mentions.Template(page, t, ofTheBot)).OfType<Template>()];
    }

    private static string? One(Page page, YamlNode node, Dictionary<string, YamlNode> map, string language, string what)
    {
        if (map.TryGetValue(language, out var text))
        {
            return page.Text(text, $"{what} ({language})");
        }

        Missing(page, node, language, what);
        return null;
    }

    private static void Missing(Page page, YamlNode node, string language, string what)
    {
        if (node is YamlMappingNode)
        {
            page.Error(node, $"{what} has no «{language}»", $"add {(language == "zh" ? "the Chinese" : "the English")} words as «{language}: …»");
        }
    }
}
