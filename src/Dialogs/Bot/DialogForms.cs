using System.Globalization;
using ServiceBot.Desk.Requests;
using ServiceBot.Language;
using ServiceBot.Language.Entities;

namespace ServiceBot.Dialogs.Bot;

/// <summary>The types of requests of the live dialogs: what the chat asks for, pages show and the API takes is one form.</summary>
internal sealed class DialogForms(LiveDialogs dialogs) : IRequestForms
{
    private (DialogCatalog Catalog, IReadOnlyList<RequestForm> Forms, EntityRecognizer Names)? _known;

    public IReadOnlyList<RequestForm> All => Known().Forms;

    /// <summary>By the slot's own rules. What a sentence may say in many ways has one form here: <c>2026-12-24</c>, <c>12.5</c>, a choice's name.</summary>
    public string? Read(string type, string field, string text, DateTimeOffset now)
    {
        var (catalog, _, names) = Known();
        if (!catalog.RequestTypes.TryGetValue(type, out var known) || !known.Fields.Contains(field))
        {
            return null;
        }

        var slot = catalog.Slots[field];
        var value = slot switch
        {
            { Type: SlotTypes.YesNo } => text is "yes" or "no" ? text : null,
            { Type: EntityTypes.Date } => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null,
            { Type: EntityTypes.Number } => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number.ToString(CultureInfo.InvariantCulture) : null,
            { IsText: true } or { Choices.Count: > 0 } => text,
            _ => names.Recognize(text, now).FirstOrDefault(entity => entity.Type == slot.Type && entity.Length == text.Length)?.Value,
        };
        return value is not null && SlotReading.IsValid(slot, value, DateOnly.FromDateTime(now.UtcDateTime)) ? value : null;
    }

    private (DialogCatalog Catalog, IReadOnlyList<RequestForm> Forms, EntityRecognizer Names) Known()
    {
        var catalog = dialogs.Current.Catalog;
        if (_known is { } known && known.Catalog == catalog)
        {
            return known;
        }

        var forms = catalog.RequestTypes.Values.OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => FormOf(type, catalog)).ToList();
        known = (catalog, forms, new(catalog.ToLexicon()));
        _known = known;
        return known;
    }

    private static RequestForm FormOf(RequestType type, DialogCatalog catalog) =>
        new(type.Name, WordsOf(type.Title), type.Category, [.. type.Fields.Select(name => FieldOf(catalog.Slots[name]))]);

    private static RequestField FieldOf(Slot slot) => new()
    {
        Name = slot.Name,
        Kind = slot.Type,
        Title = WordsOf(slot.Title),
        Prompt = new(PromptOf(slot.Prompt.En), PromptOf(slot.Prompt.Zh)),
        Required = !slot.Optional,
        Min = slot.Min,
        Max = slot.Max,
        When = slot.When switch { SlotTime.Past => "past", SlotTime.Future => "future", _ => null },
        Choices = [.. slot.Choices.Select(choice => new FormChoice(choice.Name, WordsOf(choice.Title)))],
    };

    private static string PromptOf(IReadOnlyList<Template> variants) => variants.Count == 0 ? "" : variants[0].Render(_ => "");

    private static FormWords WordsOf(Words words) => new(words.En, words.Zh);
}
