using System.Collections.Frozen;
using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>Reads the steps of one dialog into a row linked by index, from the last to the first, so that each knows what follows it.</summary>
internal sealed class StepReader(Page page, CatalogParts parts, TextReader texts, Mentions mentions, IReadOnlyDictionary<string, ActionSignature> actions)
{
    private readonly List<Step> _steps = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<(GotoStep Step, YamlNode Node)> _gotos = [];

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Calls and the nodes of their branch names, checked when every dialog is read.</summary>
    public List<(string Dialog, YamlNode Node, IReadOnlyList<YamlScalarNode> Branches)> Calls { get; } = [];

    /// <summary>Reads the whole dialog and returns the index of its first step.</summary>
    public int Read(YamlNode node)
    {
        var first = Block(node, "steps", Step.End);
        foreach (var (step, target) in _gotos)
        {
            if (_labels.TryGetValue(step.Target, out var index))
            {
                step.Next = index;
            }
            else
            {
                page.Error(target, $"unknown label «{step.Target}»", Spelling.Hint(step.Target, _labels.Keys) ?? "give a step of this dialog «label: …»");
            }
        }

        return first;
    }

    private int Block(YamlNode node, string what, int after)
    {
        var next = after;
        foreach (var item in page.List(node, what).Reverse())
        {
            next = Add(item, next);
        }

        return next;
    }

    private int Add(YamlNode node, int next)
    {
        var verbs = node is YamlMappingNode mapping
            ? mapping.Children.Keys.OfType<YamlScalarNode>().Where(k => Grammar.Steps.Contains(k.Value)).ToList()
            : [];
        if (verbs.Count != 1)
        {
            var given = node is YamlMappingNode map ? map.Children.Keys.OfType<YamlScalarNode>().FirstOrDefault() : null;
            page.Error(given ?? node, verbs.Count == 0 ? $"«{given?.Value}» is no step" : $"a step does one thing, not {string.Join(" and ", verbs.Select(v => v.Value))}",
                verbs.Count == 0 ? Spelling.Hint(given?.Value ?? "", Grammar.Steps) ?? $"steps are {string.Join(", ", Grammar.Steps)}" : "begin each step with «- »");
            return next;
        }

        var keys = page.Mapping(node, verbs[0].Value!);
        var value = keys[verbs[0].Value!];
        var start = _steps.Count;
        var first = verbs[0].Value switch
        {
            "ask" => Ask(value, next),
            "form" => Form(value, keys, next),
            { } verb => One(verb, value, keys, next),
            null => next,
        };
        if (keys.TryGetValue("label", out var label) && page.Text(label, "label") is { } name && _steps.Count > start && !_labels.TryAdd(name, first))
        {
            page.Error(label, $"the label «{name}» is there twice");
        }

        return first;
    }

    private int Ask(YamlNode value, int next)
    {
        foreach (var slot in SlotNames(value).AsEnumerable().Reverse())
        {
            next = Append(new AskStep(page.PlaceOf(slot), slot.Value!), next);
        }

        return next;
    }

    /// <summary>The fields of a type, asked for one after the other, then shown and confirmed.</summary>
    private int Form(YamlNode value, Dictionary<string, YamlNode> keys, int next)
    {
        if (RequestTypeOf(value) is not { } type)
        {
            return next;
        }

        var place = page.PlaceOf(value);
        Place Nth(int step) => place with { Column = place.Column + step };     // steps are told apart by their places
        var confirm = new ConfirmStep(
            Nth(type.Fields.Count), type.Fields, keys.TryGetValue("text", out var text) ? texts.ResponseOrName(page, text, "text") : null);
        var first = Append(confirm, next);
        Branch(confirm, value, keys, next);
        for (var i = type.Fields.Count - 1; i >= 0; i--)
        {
            first = Append(new AskStep(Nth(i), type.Fields[i]), first);
        }

        return first;
    }

    private RequestType? RequestTypeOf(YamlNode node)
    {
        if (page.Text(node, "request type") is not { } name)
        {
            return null;
        }

        if (!parts.RequestTypes.TryGetValue(name, out var type))
        {
            page.Error(node, $"unknown request type «{name}»", Spelling.Hint(name, parts.RequestTypes.Keys) ?? "define it under «request_types:»");
        }

        return type;
    }

    private int One(string verb, YamlNode value, Dictionary<string, YamlNode> keys, int next)
    {
        var place = page.PlaceOf(value);
        Step? step = verb switch
        {
            "say" => texts.ResponseOrName(page, value, "say") is { } response ? new SayStep(place, response) : null,
            "answer" => new AnswerStep(place, Tags(value)),
            "confirm" => new ConfirmStep(place, [.. SlotNames(value).Select(s => s.Value!)],
                keys.TryGetValue("text", out var text) ? texts.ResponseOrName(page, text, "text") : null),
            "do" => Do(value, keys),
            "if" => page.Text(value, "if") is null ? null : mentions.Condition(page, (YamlScalarNode)value) is { } condition ? new IfStep(place, condition) : null,
            "set" => new SetStep(place, Values(value, "set", SlotOf, (node, name) =>
                page.Text(node, name) is null ? null : mentions.Template(page, (YamlScalarNode)node))),
            "clear" => new ClearStep(place, [.. SlotNames(value).Select(s => s.Value!)]),
            "call" => page.Text(value, "call") is { } dialog ? new CallStep(place, dialog) : null,
            "goto" => page.Text(value, "goto") is { } label ? new GotoStep(place, label) : null,
            "end" => new EndStep(place, value is YamlScalarNode { Value: { Length: > 0 } outcome } ? outcome : EndStep.Done),
            _ => page.Text(value, "hand_over") is null ? null : mentions.Template(page, (YamlScalarNode)value) is { } reason ? new HandOverStep(place, reason) : null,
        };
        if (step is null)
        {
            return next;
        }

        var index = Append(step, step is EndStep or HandOverStep ? Step.End : next);
        if (step is GotoStep jump)
        {
            _gotos.Add((jump, value));
        }

        if (step is IfStep branch)
        {
            branch.Then = keys.TryGetValue("then", out var then) ? Block(then, "then", next) : next;
            branch.Else = keys.TryGetValue("else", out var otherwise) ? Block(otherwise, "else", next) : next;
            if (then is null)
            {
                page.Error(value, "an «if» has no «then»");
            }
        }

        Branch(step, value, keys, next);
        return index;
    }

    private void Branch(Step step, YamlNode value, Dictionary<string, YamlNode> keys, int next)
    {
        var branches = new Dictionary<string, int>();
        var names = new List<YamlScalarNode>();
        if (keys.TryGetValue("on", out var on))
        {
            foreach (var (key, block) in page.Entries(on, "on"))
            {
                names.Add(key);
                branches[key.Value!] = Block(block, $"on {key.Value}", next);
            }
        }

        step.Branches = branches.ToFrozenDictionary();
        switch (step)
        {
            case AnswerStep:
                CheckOutcomes(page, names, AnswerStep.Outcomes, "answer");
                break;
            case ConfirmStep:
                CheckOutcomes(page, names, ConfirmStep.Outcomes, "confirm");
                break;
            case DoStep call when actions.TryGetValue(call.Action, out var signature):
                CheckOutcomes(page, names, signature.Outcomes, call.Action);
                break;
            case CallStep call:
                Calls.Add((call.Dialog, value, names));
                break;
        }
    }

    public static void CheckOutcomes(Page page, IEnumerable<YamlScalarNode> names, IReadOnlyList<string> outcomes, string what)
    {
        foreach (var name in names.Where(n => !outcomes.Contains(n.Value)))
        {
            page.Error(name, $"«{what}» never ends with «{name.Value}»",
                Spelling.Hint(name.Value!, outcomes) ?? $"its outcomes are {string.Join(", ", outcomes)}");
        }
    }

    private DoStep? Do(YamlNode value, Dictionary<string, YamlNode> keys)
    {
        if (page.Text(value, "do") is not { } name)
        {
            return null;
        }

        if (!actions.TryGetValue(name, out var signature))
        {
            page.Error(value, $"unknown action «{name}»", Spelling.Hint(name, actions.Keys) ?? $"known are {string.Join(", ", actions.Keys)}");
            return null;
        }

        var known = signature.Required.Concat(signature.Optional).ToList();
        var given = new List<string>();
        var with = keys.TryGetValue("with", out var arguments)
            ? Values(arguments, "with", key =>
            {
                given.Add(key.Value!);
                if (!known.Contains(key.Value!))
                {
                    page.Error(key, $"«{name}» takes no «{key.Value}»", Spelling.Hint(key.Value!, known) ?? $"it takes {string.Join(", ", known)}");
                }
            }, (node, argument) => texts.Argument(page, node, argument))
            : [];
        foreach (var missing in signature.Required.Except(given))
        {
            page.Error(value, $"«{name}» needs «{missing}»", $"add «with: {{{missing}: …}}»");
        }

        var type = given.Contains(DoStep.TypeArgument) && arguments is YamlMappingNode all ? RequestTypeOf(all.Children[new YamlScalarNode(DoStep.TypeArgument)]) : null;
        return new(page.PlaceOf(value), name, with) { Fields = type?.Fields ?? [] };
    }

    private Dictionary<string, T> Values<T>(YamlNode node, string what, Action<YamlScalarNode> check, Func<YamlNode, string, T?> read)
        where T : class
    {
        var result = new Dictionary<string, T>();
        foreach (var (key, value) in page.Entries(node, what))
        {
            check(key);
            if (read(value, key.Value!) is { } one)
            {
                result[key.Value!] = one;
            }
        }

        return result;
    }

    private List<string> Tags(YamlNode node) =>
        node is YamlScalarNode { Value: null or "" } ? [] : [.. page.Texts(node, "answer", mayBeEmpty: true).Select(t => t.Value!)];

    private List<YamlScalarNode> SlotNames(YamlNode node)
    {
        var names = page.Texts(node, "the list of slots").ToList();
        names.ForEach(SlotOf);
        return names;
    }

    private void SlotOf(YamlScalarNode name)
    {
        if (!parts.Slots.ContainsKey(name.Value!))
        {
            page.Error(name, $"unknown slot «{name.Value}»", Spelling.Hint(name.Value!, parts.Slots.Keys));
        }
    }

    private int Append(Step step, int next)
    {
        step.Next = next;
        _steps.Add(step);
        return _steps.Count - 1;
    }
}
