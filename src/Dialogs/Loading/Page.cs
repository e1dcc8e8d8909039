using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>One file being read: turns YAML nodes into values, and everything that is wrong into errors with their place.</summary>
internal sealed class Page(string file, List<DialogError> errors)
{
    public string File => file;

    public Place PlaceOf(YamlNode node) => new(file, (int)node.Start.Line, (int)node.Start.Column);

    public void Error(YamlNode node, string message, string? hint = null, int shift = 0) =>
        errors.Add(new(file, (int)node.Start.Line, (int)node.Start.Column + shift, message, hint));

    public void Error(Place place, string message, string? hint) =>
        errors.Add(new(place.File, place.Line, place.Column, message, hint));

    /// <summary>An error inside a scalar, at a character of its text.</summary>
    public void ErrorAt(YamlScalarNode node, int at, string message, string? hint = null) =>
        Error(node, message, hint, at + (node.Style is YamlDotNet.Core.ScalarStyle.SingleQuoted or YamlDotNet.Core.ScalarStyle.DoubleQuoted ? 1 : 0));

    /// <summary>The entries of a mapping whose keys are names of the operator's own; empty after an error.</summary>
    public IEnumerable<(YamlScalarNode Key, YamlNode Value)> Entries(YamlNode node, string what)
    {
        if (node is not YamlMappingNode mapping)
        {
            Error(node, $"{what}: expected «name: value» lines, found {Kind(node)}");
            yield break;
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value.Length: > 0 } name)
            {
                yield return (name, value);
            }
            else
            {
                Error(key, $"{what}: a key must be a word");
            }
        }
    }

    /// <summary>The entries of a mapping of the grammar; a key that the grammar does not know is an error.</summary>
    public Dictionary<string, YamlNode> Mapping(YamlNode node, string kind)
    {
        var known = Grammar.Keys[kind];
        var result = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in Entries(node, kind))
        {
            if (known.Contains(key.Value))
            {
                result[key.Value!] = value;
            }
            else
            {
                Error(key, $"unknown key «{key.Value}» in {kind}", Spelling.Hint(key.Value!, known) ?? $"known are {string.Join(", ", known)}");
            }
        }

        return result;
    }

    /// <summary>The name under a key of the operator's own, checked.</summary>
    public bool IsName(YamlScalarNode key, string what)
    {
        if (Names.IsName(key.Value!))
        {
            return true;
        }

        Error(key, $"«{key.Value}» cannot name a {what}", "lower-case letters, digits and underscores, beginning with a letter");
        return false;
    }

    public string? Text(YamlNode node, string what)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text } && !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        Error(node, node is YamlScalarNode ? $"{what} is empty" : $"{what}: expected text, found {Kind(node)}");
        return null;
    }

    /// <summary>A text or a list of texts.</summary>
    public IReadOnlyList<YamlScalarNode> Texts(YamlNode node, string what, bool mayBeEmpty = false)
    {
        var items = node is YamlSequenceNode list ? list.Children : [node];
        if (items.Count == 0 && !mayBeEmpty)
        {
            Error(node, $"{what} is empty");
        }

        return [.. items.Where(i => Text(i, what) is not null).Cast<YamlScalarNode>()];
    }

    public IReadOnlyList<YamlNode> List(YamlNode node, string what)
    {
        if (node is YamlSequenceNode list)
        {
            return [.. list.Children];
        }

        Error(node, $"{what}: expected a list («- …» lines), found {Kind(node)}");
        return [];
    }

    public bool Flag(YamlNode node, string what)
    {
        if (node is YamlScalarNode { Value: "true" or "false" } scalar)
        {
            return scalar.Value == "true";
        }

        Error(node, $"{what}: expected true or false");
        return false;
    }

    public decimal? Number(YamlNode node, string what)
    {
        if (node is YamlScalarNode scalar && decimal.TryParse(scalar.Value, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Error(node, $"{what}: expected a number");
        return null;
    }

    private static string Kind(YamlNode node) => node switch
    {
        YamlMappingNode => "«name: value» lines",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: null or "" } => "nothing",
        _ => "text",
    };
}
