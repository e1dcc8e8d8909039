using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>What loading gave: a catalog, or every error of every file.</summary>
/// <param name="Catalog">The catalog, or null when there are errors.</param>
/// <param name="Errors">By file and line; empty when all is well.</param>
/// <param name="Files">Names and texts of the files that were read.</param>
public sealed record DialogLoad(DialogCatalog? Catalog, IReadOnlyList<DialogError> Errors, IReadOnlyList<(string Name, string Text)> Files);

/// <summary>Reads a folder of dialog files into a checked <see cref="DialogCatalog"/>.</summary>
public static class DialogLoader
{
    /// <summary>The ending of files that hold conversations rather than dialogs.</summary>
    public const string TestEnding = ".test.yaml";

    /// <summary>Reads every <c>*.yaml</c> below a folder but the conversations.</summary>
    /// <param name="folder">The dialog folder.</param>
    /// <param name="actions">The actions that dialogs may call.</param>
    public static DialogLoad LoadFolder(string folder, IReadOnlyDictionary<string, ActionSignature> actions)
    {
        if (!Directory.Exists(folder))
        {
            return new(null, [new(folder, 1, 1, "the dialog folder does not exist", "set Dialogs:Path")], []);
        }

        var files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(TestEnding, StringComparison.OrdinalIgnoreCase))
            .Select(f => (Name: Path.GetRelativePath(folder, f).Replace('\\', '/'), Text: File.ReadAllText(f)))
            .OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        return files.Count == 0
            ? new(null, [new(folder, 1, 1, "the dialog folder holds no *.yaml")], [])
            : Load(files, actions);
    }

    /// <summary>Reads files that are already in memory.</summary>
    /// <param name="files">Names, for errors, and texts.</param>
    /// <param name="actions">The actions that dialogs may call.</param>
    public static DialogLoad Load(IReadOnlyList<(string Name, string Text)> files, IReadOnlyDictionary<string, ActionSignature> actions)
    {
        var errors = new List<DialogError>();
        var parts = new CatalogParts();
        var mentions = new Mentions();
        var texts = new TextReader(parts, mentions);
        var replaced = new HashSet<string>();
        var own = Sections(BotWords.File, BotWords.Yaml, errors);
        var pages = files.SelectMany(f => Sections(f.Name, f.Text, errors)).ToList();
        var dialogs = new DialogReader(parts, texts, mentions, actions);

        // What is named comes before what names it, across all files.
        foreach (var (page, key, node) in Named(own, "responses").Concat(Named(pages, "responses")))
        {
            // A file may replace the bot's own words.
            var first = page.File == BotWords.File || (replaced.Add(key.Value!) && BotWords.Names.Contains(key.Value));
            Put(page, key, "response", !first && parts.Responses.ContainsKey(key.Value!) ? key.Value : null, () =>
            {
                if (texts.Response(page, node, key.Value!, $"response «{key.Value}»") is { } response)
                {
                    parts.Responses[key.Value!] = response;
                }
            });
        }

        foreach (var (page, key, node) in Named(own, "entities"))
        {
            IntentReader.Entity(page, key, node, parts);
        }

        Each("intents", "intent", n => parts.Intents.ContainsKey(n), (page, key, node) => IntentReader.Intent(page, key, node, parts));
        Each("entities", "entity", n => n != BotWords.Skip && parts.EntityTypes.Contains(n), (page, key, node) => IntentReader.Entity(page, key, node, parts));
        Each("slots", "slot", n => parts.Slots.ContainsKey(n), new SlotReader(parts, texts).Slot);
        Each("request_types", "request type", n => parts.RequestTypes.ContainsKey(n), (page, key, node) => RequestTypeReader.Type(page, key, node, parts));
        Each("dialogs", "dialog", n => parts.Dialogs.ContainsKey(n), dialogs.Dialog);
        dialogs.CheckCalls();
        mentions.Check(parts, actions);
        parts.Annotations.Check(parts);
        texts.CheckSuggestions();

        if (errors.Count > 0)
        {
            return new(null, [.. errors.Distinct().OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line).ThenBy(e => e.Column)], files);
        }

        var language = parts.Intents.Values.OrderBy(i => i.Name, StringComparer.Ordinal).SelectMany(i => i.English.Concat(i.Chinese).Prepend(i.Name)
                .Concat(i.Annotated.SelectMany(e => e.Spans).Select(span => span.ToString())))
            .Concat(parts.Lexicon.SelectMany(e => e.English.Concat(e.Chinese).Prepend(e.Canonical).Prepend(e.Type)))
            .Concat(parts.Patterns.SelectMany(p => new[] { p.Type, p.Pattern })).Concat(parts.Fuzzy.Order(StringComparer.Ordinal));
        return new(new(Hash(files.SelectMany(f => new[] { f.Name, f.Text })), Hash(language), parts), [], files);

        void Each(string section, string what, Predicate<string> known, Action<Page, YamlScalarNode, YamlNode> read)
        {
            foreach (var (page, key, node) in Named(pages, section))
            {
                Put(page, key, what, known(key.Value!) ? key.Value : null, () => read(page, key, node));
            }
        }
    }

    private static void Put(Page page, YamlScalarNode key, string what, string? duplicate, Action read)
    {
        if (duplicate is not null)
        {
            page.Error(key, $"the {what} «{duplicate}» is there twice");
        }
        else if (page.IsName(key, what))
        {
            read();
        }
    }

    private static IEnumerable<(Page Page, YamlScalarNode Key, YamlNode Node)> Named(IEnumerable<(Page Page, string Section, YamlNode Node)> sections, string section) =>
        sections.Where(s => s.Section == section).SelectMany(s => s.Page.Entries(s.Node, section).Select(e => (s.Page, e.Key, e.Value)));

    private static List<(Page Page, string Section, YamlNode Node)> Sections(string file, string text, List<DialogError> errors)
    {
        var page = new Page(file, errors);
        return YamlText.Read(file, text, errors) is not { } root ? [] : [.. page.Mapping(root, "file").Select(s => (page, s.Key, s.Value))];
    }

    private static string Hash(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}

/// <summary>YAML text to nodes.</summary>
internal static class YamlText
{
    /// <summary>The document's root, or null after an error or for an empty file.</summary>
    public static YamlNode? Read(string file, string text, List<DialogError> errors)
    {
        var tabs = text.Split('\n').Select((line, index) => (Column: Tab(line), Line: index + 1)).Where(t => t.Column > 0).ToList();
        if (tabs.Count > 0)
        {
            errors.AddRange(tabs.Select(t => new DialogError(file, t.Line, t.Column, "a tab character in the indentation", "use spaces; YAML forbids tabs here")));
            return null;
        }

        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException bad)
        {
            errors.Add(new(file, (int)bad.Start.Line, (int)bad.Start.Column, $"this is no YAML: {bad.InnerException?.Message ?? bad.Message}",
                "check indentation, quotes and colons; a text with «: » or «#» needs quotes"));
            return null;
        }

        static int Tab(string line) => line.TakeWhile(c => c is ' ' or '\t').TakeWhile(c => c != '\t').Count() is var spaces
            && spaces < line.Length && line[spaces] == '\t' ? spaces + 1 : 0;
    }
}
