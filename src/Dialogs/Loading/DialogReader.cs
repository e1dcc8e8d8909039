using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>Reads dialogs, then checks what only the whole shows: calls, intents, steps that are never reached, loops without an end.</summary>
internal sealed class DialogReader(CatalogParts parts, TextReader texts, Mentions mentions, IReadOnlyDictionary<string, ActionSignature> actions)
{
    private readonly List<(Page Page, StepReader Reader)> _readers = [];
    private readonly Dictionary<string, string> _dialogOfIntent = [];

    public void Dialog(Page page, YamlScalarNode key, YamlNode node)
    {
        var map = page.Mapping(node, "dialog");
        var title = map.TryGetValue("title", out var titleNode) ? TextReader.Words(page, titleNode, $"title of dialog «{key.Value}»") : null;
        var intents = map.TryGetValue("intents", out var intentNodes) ? Intents(page, key.Value!, intentNodes) : [];
        if (titleNode is null)
        {
            title = intents.Count > 0 && parts.Intents.TryGetValue(intents[0], out var intent) ? intent.Title : null;
            if (title is null && intentNodes is null)
            {
                page.Error(key, $"dialog «{key.Value}» has neither a title nor an intent");
            }
        }

        if (!map.TryGetValue("steps", out var steps))
        {
            page.Error(key, $"dialog «{key.Value}» has no steps");
            return;
        }

        var reader = new StepReader(page, parts, texts, mentions, actions);
        var first = reader.Read(steps);
        if (reader.Steps.Count == 0)
        {
            if (steps is YamlSequenceNode { Children.Count: 0 })
            {
                page.Error(steps, $"dialog «{key.Value}» has no steps");
            }

            return;
        }

        var plan = new DialogPlan(key.Value!, title ?? new(key.Value!, key.Value!), intents, reader.Steps, first, page.PlaceOf(key));
        parts.Dialogs[key.Value!] = plan;
        _readers.Add((page, reader));
        PlanGraph.Check(plan, page.Error);
    }

    public void CheckCalls()
    {
        foreach (var (page, reader) in _readers)
        {
            foreach (var (dialog, node, branches) in reader.Calls)
            {
                if (parts.Dialogs.TryGetValue(dialog, out var plan))
                {
                    StepReader.CheckOutcomes(page, branches, plan.Outcomes, dialog);
                }
                else
                {
                    page.Error(node, $"unknown dialog «{dialog}»", Spelling.Hint(dialog, parts.Dialogs.Keys));
                }
            }
        }
    }

    private List<string> Intents(Page page, string dialog, YamlNode node)
    {
        var result = new List<string>();
        foreach (var name in page.Texts(node, "intents"))
        {
            if (!parts.Intents.ContainsKey(name.Value!))
            {
                page.Error(name, $"unknown intent «{name.Value}»", Spelling.Hint(name.Value!, parts.Intents.Keys));
            }
            else if (Names.Control.Contains(name.Value))
            {
                page.Error(name, $"«{name.Value}» is an intent of the bot itself and begins no dialog");
            }
            else if (!_dialogOfIntent.TryAdd(name.Value!, dialog))
            {
                page.Error(name, $"the intent «{name.Value}» already begins the dialog «{_dialogOfIntent[name.Value!]}»");
            }
            else
            {
                result.Add(name.Value!);
            }
        }

        return result;
    }
}
