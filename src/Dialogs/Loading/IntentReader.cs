using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>Reads what language is learned from: intents and the lexicon's entities.</summary>
internal static class IntentReader
{
    public static void Intent(Page page, YamlScalarNode key, YamlNode node, CatalogParts parts)
    {
        var map = page.Mapping(node, "intent");
        var title = map.TryGetValue("title", out var titleNode)
            ? TextReader.Words(page, titleNode, $"title of intent «{key.Value}»")
            : null;
        if (titleNode is null)
        {
            page.Error(key, $"intent «{key.Value}» has no title", "customers read it in «did you mean»");
        }

        var (en, zh) = map.TryGetValue("examples", out var examples)
            ? Nodes(page, examples, "examples", $"examples of intent «{key.Value}»", mayBeEmpty: false)
            : ([], []);
        if (examples is null)
        {
            page.Error(key, $"intent «{key.Value}» has no examples");
        }

        var english = en.Select(example => parts.Annotations.Read(page, example)).ToList();
        var chinese = zh.Select(example => parts.Annotations.Read(page, example)).ToList();
        parts.Intents[key.Value!] = new(key.Value!, title ?? new(key.Value!, key.Value!), [.. english.Select(e => e.Text)], [.. chinese.Select(e => e.Text)])
        {
            Annotated = [.. english.Concat(chinese).Select(e => e with { Intent = key.Value })],
        };
    }

    public static void Entity(Page page, YamlScalarNode type, YamlNode node, CatalogParts parts)
    {
        if (node is YamlMappingNode mapping && mapping.Children.Any(child => child.Key is YamlScalarNode { Value: "values" or "patterns" or "fuzzy" }))
        {
            LongEntity(page, type, node, parts);
        }
        else
        {
            Values(page, type, node, parts);
        }
    }

    /// <summary>An entity with patterns, or whose names may be mistyped.</summary>
    private static void LongEntity(Page page, YamlScalarNode type, YamlNode node, CatalogParts parts)
    {
        var map = page.Mapping(node, "entity");
        if (map.TryGetValue("values", out var values))
        {
            Values(page, type, values, parts);
        }

        if (map.TryGetValue("fuzzy", out var fuzzy) && page.Flag(fuzzy, "fuzzy"))
        {
            parts.Fuzzy.Add(type.Value!);
        }

        foreach (var pattern in map.TryGetValue("patterns", out var patterns) ? page.Texts(patterns, $"patterns of «{type.Value}»") : [])
        {
            if (SlotReader.Pattern(page, pattern) is { } regex)
            {
                parts.Patterns.Add(new(type.Value!, pattern.Value!));
                if (regex.IsMatch(""))
                {
                    page.Error(pattern, $"the pattern «{pattern.Value}» matches nothing at all", "write + instead of *");
                }
            }
        }
    }

    private static void Values(Page page, YamlScalarNode type, YamlNode node, CatalogParts parts)
    {
        foreach (var (key, synonyms) in page.Entries(node, $"entity «{type.Value}»"))
        {
            var (en, zh) = Languages(page, synonyms, "synonyms", $"«{key.Value}»", mayBeEmpty: true);
            parts.Lexicon.Add(new(type.Value!, key.Value!, en, zh));
        }
    }

    /// <summary>Lists of texts under <c>en</c> and <c>zh</c>.</summary>
    public static (IReadOnlyList<string> En, IReadOnlyList<string> Zh) Languages(Page page, YamlNode node, string kind, string what, bool mayBeEmpty)
    {
        var (en, zh) = Nodes(page, node, kind, what, mayBeEmpty);
        return ([.. en.Select(text => text.Value!)], [.. zh.Select(text => text.Value!)]);
    }

    private static (IReadOnlyList<YamlScalarNode> En, IReadOnlyList<YamlScalarNode> Zh) Nodes(Page page, YamlNode node, string kind, string what, bool mayBeEmpty)
    {
        var map = page.Mapping(node, kind);
        return (In("en"), In("zh"));

        IReadOnlyList<YamlScalarNode> In(string language)
        {
            if (map.TryGetValue(language, out var list))
            {
                return page.Texts(list, $"{what} ({language})", mayBeEmpty);
            }

            if (!mayBeEmpty && node is YamlMappingNode)
            {
                page.Error(node, $"{what}: no «{language}»");
            }

            return [];
        }
    }
}
