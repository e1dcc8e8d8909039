using ServiceBot.Language.Intents;

namespace ServiceBot.Dialogs.Learning;

/// <summary>The added examples that the model of this node is trained on, besides those of the dialog files.</summary>
public sealed class LearnedExamples
{
    private volatile IReadOnlyList<AddedExample> _live = [];

    /// <summary>Those that are live.</summary>
    internal IReadOnlyList<AddedExample> Live
    {
        get => _live;
        set => _live = value;
    }

    /// <summary>What a model of a catalog is trained on: the examples of its files, and the added ones whose intent it still has.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="more">More examples, to try.</param>
    public IReadOnlyList<IntentExample> With(DialogCatalog catalog, params IEnumerable<AddedExample> more)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return [.. catalog.Examples, .. from example in _live.Concat(more) where catalog.Intents.ContainsKey(example.Intent) select new IntentExample(example.Intent, example.Text)];
    }
}
