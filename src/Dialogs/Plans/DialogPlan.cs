using System.Collections.Frozen;

namespace ServiceBot.Dialogs;

/// <summary>A dialog, ready to run: its steps in a row, linked by index.</summary>
internal sealed class DialogPlan
{
    private readonly FrozenDictionary<string, int> _byKey;

    public DialogPlan(string name, Words title, IReadOnlyList<string> intents, IReadOnlyList<Step> steps, int first, Place place)
    {
        Name = name;
        Title = title;
        Intents = intents;
        Steps = steps;
        First = first;
        Place = place;
        var seen = new Dictionary<string, int>();
        foreach (var step in steps.OrderBy(s => s.Place.Line).ThenBy(s => s.Place.Column))
        {
            var count = seen[step.About] = seen.GetValueOrDefault(step.About) + 1;
            step.Key = count == 1 ? step.About : $"{step.About}#{count}";
        }

        _byKey = steps.Select((step, index) => (step.Key, index)).ToFrozenDictionary(s => s.Key, s => s.index);
        Slots = [.. steps.OrderBy(s => s.Place.Line).ThenBy(s => s.Place.Column).OfType<AskStep>().Select(s => s.Slot).Distinct()];
        Outcomes = [.. steps.OfType<EndStep>().Select(s => s.Outcome).Append(EndStep.Done).Distinct()];
    }

    public string Name { get; }
    public Words Title { get; }
    public IReadOnlyList<string> Intents { get; }
    public IReadOnlyList<Step> Steps { get; }
    public int First { get; }
    public Place Place { get; }

    /// <summary>The slots that the dialog asks for, in their order.</summary>
    public IReadOnlyList<string> Slots { get; }

    /// <summary>How the dialog can end.</summary>
    public IReadOnlyList<string> Outcomes { get; }

    /// <summary>The step of a key, or null when this version has no such step.</summary>
    public Step? Find(string key) => _byKey.TryGetValue(key, out var index) ? Steps[index] : null;

    /// <summary>The key of the step at an index, or null at the end.</summary>
    public string? KeyAt(int index) => index == Step.End ? null : Steps[index].Key;
}
