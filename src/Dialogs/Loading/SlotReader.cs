using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>Reads slots.</summary>
internal sealed class SlotReader(CatalogParts parts, TextReader texts)
{
    public void Slot(Page page, YamlScalarNode key, YamlNode node)
    {
        var name = key.Value!;
        var map = page.Mapping(node, "slot");
        var type = map.TryGetValue("type", out var typeNode) ? page.Text(typeNode, "type") ?? SlotTypes.Text : SlotTypes.Text;
        var types = SlotTypes.BuiltIn.Concat(parts.EntityTypes).Distinct().ToList();
        if (!types.Contains(type))
        {
            page.Error(typeNode!, $"unknown type «{type}»", Spelling.Hint(type, types) ?? $"known are {string.Join(", ", types)}");
        }

        var choices = map.TryGetValue("choices", out var choicesNode) ? Choices(page, choicesNode) : [];
        if (type == SlotTypes.Choice && choices.Count == 0)
        {
            page.Error(key, $"slot «{name}» is a choice without choices", "add «choices:» with a title for each");
        }

        var prompt = map.TryGetValue("prompt", out var promptNode) ? texts.ResponseOrName(page, promptNode, $"prompt of «{name}»") : null;
        if (promptNode is null)
        {
            page.Error(key, $"slot «{name}» has no prompt");
        }

        if (map.TryGetValue("suggest", out var suggest) && prompt is not null)
        {
            prompt = prompt with { Suggestions = texts.Suggestions(page, suggest, $"slot «{name}»") };
        }

        var title = map.TryGetValue("title", out var titleNode) ? TextReader.Words(page, titleNode, $"title of «{name}»") : null;
        if (titleNode is null)
        {
            page.Error(key, $"slot «{name}» has no title", "customers read it in the summary before they confirm");
        }

        parts.Slots[name] = new()
        {
            Name = name,
            Type = type,
            Title = title ?? new(name, name),
            Prompt = prompt ?? new("", [], [], []),
            Invalid = map.TryGetValue("invalid", out var invalid) ? texts.ResponseOrName(page, invalid, $"invalid of «{name}»") : null,
            Retries = (int)(map.TryGetValue("retries", out var retries) ? page.Number(retries, "retries") ?? 2 : 2),
            Optional = map.TryGetValue("optional", out var optional) && page.Flag(optional, "optional"),
            Sensitive = map.TryGetValue("sensitive", out var sensitive) && page.Flag(sensitive, "sensitive"),
            Remember = map.TryGetValue("remember", out var remember) && page.Flag(remember, "remember"),
            Min = map.TryGetValue("min", out var min) ? page.Number(min, "min") : null,
            Max = map.TryGetValue("max", out var max) ? page.Number(max, "max") : null,
            Pattern = map.TryGetValue("pattern", out var pattern) ? Pattern(page, pattern) : null,
            When = map.TryGetValue("when", out var when) ? When(page, when) : SlotTime.Any,
            Choices = choices,
            After = map.TryGetValue("after", out var after) ? Cues(page, after, name) : [],
            Before = map.TryGetValue("before", out var before) ? Cues(page, before, name) : [],
        };
    }

    /// <summary>Words that stand beside the value.</summary>
    private static IReadOnlyList<string> Cues(Page page, YamlNode node, string name)
    {
        var (en, zh) = IntentReader.Languages(page, node, "synonyms", $"words beside «{name}»", mayBeEmpty: true);
        return [.. en.Concat(zh)];
    }

    private static List<Choice> Choices(Page page, YamlNode node)
    {
        var result = new List<Choice>();
        foreach (var (key, value) in page.Entries(node, "choices"))
        {
            var map = page.Mapping(value, "choice");
            var title = map.TryGetValue("title", out var titleNode) ? TextReader.Words(page, titleNode, $"title of choice «{key.Value}»") : null;
            if (titleNode is null)
            {
                page.Error(key, $"choice «{key.Value}» has no title");
            }

            var (en, zh) = map.TryGetValue("synonyms", out var synonyms)
                ? IntentReader.Languages(page, synonyms, "synonyms", $"synonyms of «{key.Value}»", mayBeEmpty: true)
                : ([], []);
            if (page.IsName(key, "choice") && title is not null)
            {
                result.Add(new(key.Value!, title, [.. en.Concat(zh).Append(title.En).Append(title.Zh).Append(key.Value!).Select(PlainText.Of).Distinct()]));
            }
        }

        return result;
    }

    public static Regex? Pattern(Page page, YamlNode node)
    {
        if (page.Text(node, "pattern") is not { } pattern)
        {
            return null;
        }

        try
        {
            // NonBacktracking: a customer's text can never make a pattern run away.
            return new($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception bad) when (bad is ArgumentException or NotSupportedException)
        {
            page.Error(node, $"the pattern is no regular expression: {bad.Message}", "look-arounds and back references are not available");
            return null;
        }
    }

    private static SlotTime When(Page page, YamlNode node)
    {
        switch (page.Text(node, "when"))
        {
            case "past":
                return SlotTime.Past;
            case "future":
                return SlotTime.Future;
            case { } other:
                page.Error(node, $"unknown «when: {other}»", "past or future");
                break;
        }

        return SlotTime.Any;
    }
}
