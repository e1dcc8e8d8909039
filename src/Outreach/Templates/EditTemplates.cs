using System.Text.Json;
using ServiceBot.Crm;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Outreach.Templates;

/// <summary>Writes templates. Each change is a version of its own: what was sent is known for ever.</summary>
public sealed class EditTemplates(SignalLog signals, TimeProvider clock)
{
    private const int LongestName = 80;
    private const int LongestText = 4_000;
    private const int LongestLine = 200;
    private const int LongestSms = 480;
    private const int MostChoices = 6;
    private const int LongestChoice = 60;

    /// <summary>The placeholders that texts may have.</summary>
    public static IReadOnlyList<string> Names { get; } = ["customer", "company", "phone", "hours"];

    /// <summary>Writes one, new or changed.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">Which; null: a new one.</param>
    /// <param name="version">The version that was changed; null: whichever there is.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="texts">What it says, by language.</param>
    /// <param name="by">Who writes it.</param>
    public async Task<EditOutcome<MessageTemplate>> SaveAsync(
        UnitOfWork unit, Guid? id, int? version, string name, IReadOnlyDictionary<string, MessageText> texts, string by)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var before = id is { } known ? await TemplateStore.FindAsync(unit, known) : null;
        if (id is not null && before is null)
        {
            return new EditOutcome<MessageTemplate>.NotFound();
        }

        if (before is not null && version is not null && version != before.Version)
        {
            return new EditOutcome<MessageTemplate>.Conflict(before);
        }

        var clean = texts.Select(pair => (pair.Key, Text: Clean(pair.Value))).Where(pair => !IsEmpty(pair.Text)).ToDictionary(pair => pair.Key, pair => pair.Text);
        var label = StoredText.Clean(name, LongestName);
        var errors = new Dictionary<string, string[]>();
        if (label.Length == 0)
        {
            errors["name"] = ["Give it a name."];
        }
        else if (await TemplateStore.IsTakenAsync(unit, label, id ?? Guid.Empty))
        {
            errors["name"] = ["Another template has this name."];
        }

        if (clean.Count == 0)
        {
            errors["en.chat"] = ["Write what it says, in one language at least."];
        }

        foreach (var (language, text) in clean)
        {
            Check(language, text, errors);
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<MessageTemplate>.Wrong(errors);
        }

        var now = clock.GetUtcNow();
        var saved = new MessageTemplate { Id = id ?? Guid.CreateVersion7(now), Name = label, Version = (before?.Version ?? 0) + 1, At = now, MadeBy = by, TextsJson = MessageTemplate.Write(clean) };
        if (before is not null && before.Name == saved.Name && before.TextsJson == saved.TextsJson && before.ArchivedAt is null)
        {
            return new EditOutcome<MessageTemplate>.Done(before);
        }

        await TemplateStore.SaveAsync(unit, saved);
        await signals.AppendAsync(unit, new("TemplateWritten", now, Data: JsonSerializer.Serialize(new { template = saved.Id, version = saved.Version, by })));
        return new EditOutcome<MessageTemplate>.Done(saved);
    }

    /// <summary>Offers one no longer; campaigns that have it go on with it.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">Which.</param>
    /// <returns>False: there is none.</returns>
    public async Task<bool> ArchiveAsync(UnitOfWork unit, Guid id)
    {
        if (await TemplateStore.FindAsync(unit, id) is not { } template)
        {
            return false;
        }

        await TemplateStore.SaveAsync(unit, template with { ArchivedAt = template.ArchivedAt ?? clock.GetUtcNow() });
        return true;
    }

    private static void Check(string language, MessageText text, Dictionary<string, string[]> errors)
    {
        if (language is not ("en" or "zh"))
        {
            errors[language] = ["It is en or zh."];
            return;
        }

        if (text.Chat.Length == 0)
        {
            errors[$"{language}.chat"] = ["Write what is said in the chat."];
        }

        foreach (var (field, words) in new[] { ("chat", text.Chat), ("subject", text.Subject), ("email", text.Email), ("sms", text.Sms) })
        {
            if (ReplyTemplate.Check(words, Names) is { } fault)
            {
                errors[$"{language}.{field}"] = [fault.Name is null
                    ? $"Line {fault.Line}, column {fault.Column}: a brace that nothing closes. Write {{{{ for a brace."
                    : $"Line {fault.Line}, column {fault.Column}: there is no placeholder {{{fault.Name}}}. There are {string.Join(", ", Names.Select(one => $"{{{one}}}"))}."];
            }
            else if (ReplyTemplate.Fill(words, placeholder => placeholder == "customer" ? null : " ").Missing.Count > 0)
            {
                errors[$"{language}.{field}"] = ["Not everybody's name is known: write {customer|there}, with what is said otherwise."];
            }
        }

        if (text.Sms.Length > LongestSms)
        {
            errors[$"{language}.sms"] = [$"A text message has at most {LongestSms} characters; this has {text.Sms.Length}."];
        }

        if (text.Choices?.Count > MostChoices || text.Choices?.Any(choice => choice.Length > LongestChoice) == true)
        {
            errors[$"{language}.choices"] = [$"There are at most {MostChoices} answers of {LongestChoice} characters."];
        }
    }

    private static MessageText Clean(MessageText text) => new(
        StoredText.Clean(text.Chat, LongestText), StoredText.Clean(text.Subject, LongestLine).ReplaceLineEndings(" "), StoredText.Clean(text.Email, LongestText), StoredText.Clean(text.Sms, LongestText),
        text.Choices?.Select(choice => StoredText.Clean(choice, LongestLine)).Where(choice => choice.Length > 0).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } choices ? choices : null);

    private static bool IsEmpty(MessageText text) => text is { Chat: "", Subject: "", Email: "", Sms: "", Choices: null };
}
