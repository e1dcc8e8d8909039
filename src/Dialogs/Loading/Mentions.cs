using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>Names that texts and conditions mention; checked when every file is read.</summary>
internal sealed class Mentions
{
    private readonly List<(Page Page, YamlScalarNode Node, string Name, int At, bool OfTheBot)> _mentions = [];

    public Template? Template(Page page, YamlScalarNode node, bool ofTheBot = false) =>
        Read(page, node, ofTheBot, () => Dialogs.Template.Parse(node.Value!), t => t.Placeholders);

    public Condition? Condition(Page page, YamlScalarNode node) =>
        Read(page, node, false, () => ConditionParser.Parse(node.Value!), c => c.Mentions);

    public void Check(CatalogParts parts, IReadOnlyDictionary<string, ActionSignature> actions)
    {
        var known = parts.Slots.Keys.Concat(actions.Values.SelectMany(a => a.Values)).Concat(Names.BuiltIn).ToHashSet();
        foreach (var (page, node, name, at, ofTheBot) in _mentions)
        {
            if (!known.Contains(name) && !(ofTheBot && Names.OfTheBot.Contains(name)))
            {
                page.ErrorAt(node, at, $"unknown name «{name}»", Spelling.Hint(name, known) ?? "name a slot, a value of an action, or outcome, language, channel, company, utterance, today, attachments");
            }
        }
    }

    private T? Read<T>(Page page, YamlScalarNode node, bool ofTheBot, Func<T> parse, Func<T, IEnumerable<(string Name, int At)>> mentions)
        where T : class
    {
        try
        {
            var result = parse();
            _mentions.AddRange(mentions(result).Select(m => (page, node, m.Name, m.At, ofTheBot)));
            return result;
        }
        catch (TemplateException bad)
        {
            page.ErrorAt(node, bad.At, bad.Message);
            return null;
        }
    }
}
