using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>A catalog together with the model that was trained on it: they go live as one.</summary>
/// <param name="Catalog">The dialogs.</param>
/// <param name="Understander">The model of their intents and entities.</param>
/// <param name="Version">Counts up with each release of this process, from 1.</param>
public sealed record DialogRelease(DialogCatalog Catalog, IUnderstander Understander, long Version);
