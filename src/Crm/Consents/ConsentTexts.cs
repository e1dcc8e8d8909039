using ServiceBot.Storage;

namespace ServiceBot.Crm.Consents;

/// <summary>A published text that customers agree to, or are told by: a version of it in a language. It is never changed.</summary>
public sealed record ConsentText
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Which text: <c>privacy</c>, <c>newsletter</c>.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3 …; all languages of a version are published together.</summary>
    public required long Version { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary>Its words.</summary>
    public required string Body { get; init; }

    /// <summary>What for, as words.</summary>
    public IReadOnlyList<string> Purposes => PurposeWords.Split(' ');

    /// <summary>The same, parted by spaces.</summary>
    internal string PurposeWords { get; init; } = "";

    /// <summary>Since when it can be seen.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Who published it, as <c>staff:…</c> or <c>api:…</c>.</summary>
    public required string PublishedBy { get; init; }
}

/// <summary>A text in one language that is to be published.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Body">Its words.</param>
public sealed record NewConsentText(string? Title, string? Body);

/// <summary>The published texts.</summary>
public static class ConsentTexts
{
    private const int LongestTitle = 200;
    private const int LongestBody = 100_000;
    private const string Columns = "id, name, version, language, title, body, purposes AS purpose_words, published_at, published_by";
    private static readonly string[] Languages = ["en", "zh"];

    /// <summary>All of them, the newest first.</summary>
    public static Task<IReadOnlyList<ConsentText>> ListAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<ConsentText>($"SELECT {Columns} FROM crm_consent_text ORDER BY name, version DESC, language");
    }

    /// <summary>One of them, or null.</summary>
    public static Task<ConsentText?> FindAsync(Session session, long id)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FindAsync<ConsentText>($"SELECT {Columns} FROM crm_consent_text WHERE id = @id", new { id });
    }

    /// <summary>Publishes the next version of a text.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="name">Which text.</param>
    /// <param name="purposes">What for.</param>
    /// <param name="texts">The text by language, at least one.</param>
    /// <param name="declared">The purposes that there are.</param>
    /// <param name="by">Who publishes it.</param>
    /// <param name="now">Now.</param>
    /// <returns>What is wrong, by field, and nothing is published; or nothing is wrong, and the version's texts.</returns>
    public static async Task<(IReadOnlyDictionary<string, string[]> Errors, IReadOnlyList<ConsentText> Texts)> PublishAsync(
        UnitOfWork unit, string? name, IReadOnlyCollection<string> purposes, IReadOnlyDictionary<string, NewConsentText> texts, ConsentOptions declared, string by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(purposes);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(declared);
        var faults = Faults(name, purposes, texts, declared);
        if (faults.Count > 0)
        {
            return (faults, []);
        }

        await unit.Dialect.LockAsync(unit, LockKeys.Of("consent text", name!));
        var version = 1 + await unit.GetAsync<long>("SELECT COALESCE(max(version), 0) FROM crm_consent_text WHERE name = @name", new { name });
        await unit.ExecuteAsync(
            """
            INSERT INTO crm_consent_text (name, version, language, title, body, purposes, published_at, published_by)
            VALUES (@name, @version, @language, @title, @body, @words, @now, @by)
            """,
            texts.Select(text => new
            {
                name,
                version,
                language = text.Key,
                title = StoredText.CleanLine(text.Value.Title, LongestTitle),
                body = StoredText.Clean(text.Value.Body, LongestBody),
                words = string.Join(' ', purposes.Distinct()),
                now,
                by,
            }).ToList());
        return (faults, await unit.QueryAsync<ConsentText>($"SELECT {Columns} FROM crm_consent_text WHERE name = @name AND version = @version ORDER BY language", new { name, version }));
    }

    private static Dictionary<string, string[]> Faults(string? name, IReadOnlyCollection<string> purposes, IReadOnlyDictionary<string, NewConsentText> texts, ConsentOptions declared)
    {
        var faults = new Dictionary<string, string[]>();
        if (name is null || !ConsentOptionsRules.IsWord(name))
        {
            faults["name"] = ["It is a word of small letters, digits and _, up to 40: privacy, newsletter."];
        }

        if (purposes.Count == 0 || purposes.Any(purpose => !declared.Purposes.ContainsKey(purpose)))
        {
            faults["purposes"] = [$"At least one of {string.Join(", ", declared.Purposes.Keys.Order(StringComparer.Ordinal))}."];
        }

        if (texts.Count == 0 || texts.Keys.Except(Languages).Any())
        {
            faults["texts"] = ["At least one of en and zh."];
        }

        foreach (var (language, text) in texts)
        {
            if (string.IsNullOrWhiteSpace(text?.Title) || string.IsNullOrWhiteSpace(text.Body) || text.Title.Length > LongestTitle || text.Body.Length > LongestBody)
            {
                faults[$"texts.{language}"] = [$"It needs a title of up to {LongestTitle} characters and a body of up to {LongestBody}."];
            }
        }

        return faults;
    }
}
