using System.Text;
using System.Text.RegularExpressions;
using ServiceBot.Language.Slots;
using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>Values annotated in examples: <c>move my line to [12 Hill Road](new_address)</c>. Their names are checked when every file is read.</summary>
internal sealed partial class Annotations
{
    private readonly List<(Page Page, YamlScalarNode Node, string Name, int At)> _names = [];

    /// <summary>The example without its annotations, and the places of the values in it.</summary>
    public SlotExample Read(Page page, YamlScalarNode node)
    {
        var written = node.Value!;
        var text = new StringBuilder();
        var spans = new List<SlotSpan>();
        var done = 0;
        foreach (Match match in Annotation().Matches(written))
        {
            var (value, name) = (match.Groups["value"], match.Groups["name"]);
            text.Append(written, done, match.Index - done);
            spans.Add(new(name.Value, text.Length, value.Length));
            _names.Add((page, node, name.Value, name.Index));
            text.Append(value.Value);
            done = match.Index + match.Length;
        }

        text.Append(written, done, written.Length - done);
        if (Remains().Match(text.ToString()) is { Success: true } rest && written.IndexOf(rest.Value, StringComparison.Ordinal) is var at)
        {
            page.ErrorAt(node, Math.Max(0, at), $"«{rest.Value}» is no annotation", "write [the words](name_of_a_slot), without spaces between the brackets");
        }

        return new(text.ToString(), spans);
    }

    /// <summary>A name must be a slot's or an entity's.</summary>
    public void Check(CatalogParts parts)
    {
        var known = parts.Slots.Where(slot => slot.Value.Type is not (SlotTypes.Choice or SlotTypes.YesNo)).Select(slot => slot.Key)
            .Concat(parts.EntityTypes).Concat(SlotTypes.Entities).ToHashSet();
        foreach (var (page, node, name, at) in _names.Where(annotation => !known.Contains(annotation.Name)))
        {
            page.ErrorAt(node, at, $"«{name}» names no slot and no entity", Spelling.Hint(name, known) ?? "an annotation is [the words](name), where the name is a slot's or an entity's");
        }
    }

    [GeneratedRegex(@"\[(?<value>[^\[\]\s](?:[^\[\]]*[^\[\]\s])?)\]\((?<name>[a-z][a-z0-9_]*)\)")]
    private static partial Regex Annotation();

    [GeneratedRegex(@"\[[^\[\]]*\]\s*\([^()]*\)?")]
    private static partial Regex Remains();
}
