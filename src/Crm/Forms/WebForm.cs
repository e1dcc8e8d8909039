using ServiceBot.Crm.Leads;

namespace ServiceBot.Crm.Forms;

/// <summary>A field of a form: one of what is known of a lead.</summary>
/// <param name="Key">The lead's field: <c>name</c>, <c>email</c> …</param>
/// <param name="En">How it is called in English.</param>
/// <param name="Zh">The same in Chinese.</param>
/// <param name="IsRequired">Whether it has to be filled in.</param>
public sealed record WebFormField(string Key, string En, string Zh, bool IsRequired = false);

/// <summary>What somebody is asked to agree to.</summary>
/// <param name="Purpose">What for: <c>marketing</c>.</param>
/// <param name="En">The text in English.</param>
/// <param name="Zh">The text in Chinese.</param>
/// <param name="Version">1, and one more with each change of the text or the purpose.</param>
public sealed record WebFormConsent(string Purpose, string En, string Zh, long Version = 0)
{
    /// <summary>The text in a language.</summary>
    public string In(string language) => language == "zh" ? Zh : En;
}

/// <summary>What a form is: what people declare, and change.</summary>
public sealed record WebFormTerms
{
    private const int Longest = 200;
    private const int LongestText = 2_000;
    private const int MostOrigins = 50;

    /// <summary>The fields that a form can have.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["name", "company", "jobTitle", "email", "phone", "country", "region", "wish"];

    /// <summary>Its heading in English.</summary>
    public required string En { get; init; }

    /// <summary>The same in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>What is said when it was sent, in English.</summary>
    public required string ThanksEn { get; init; }

    /// <summary>The same in Chinese.</summary>
    public required string ThanksZh { get; init; }

    /// <summary>The fields, in their order.</summary>
    public IReadOnlyList<WebFormField> Fields { get; init; } = [];

    /// <summary>What they are asked to agree to; null: nothing.</summary>
    public WebFormConsent? Consent { get; init; }

    /// <summary>The sites that may show it and send it: <c>https://www.example.com</c>.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Where its leads come from, unless the campaign says.</summary>
    public string Source { get; init; } = "website";

    /// <summary>Whether it makes a customer as well, who is compared with those that are known.</summary>
    public bool MakesCustomer { get; init; }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>As it is kept, and what is wrong, by field.</summary>
    internal (WebFormTerms Clean, Dictionary<string, string[]> Errors) Check()
    {
        var errors = new Dictionary<string, string[]>();
        string Line(string field, string? text)
        {
            var clean = StoredText.CleanLine(text, Longest);
            if (clean.Length == 0)
            {
                errors[field] = ["It is missing."];
            }

            return clean;
        }

        string Text(string field, string? text)
        {
            var clean = StoredText.Clean(text, LongestText);
            if (clean.Length == 0)
            {
                errors[field] = ["It is missing."];
            }

            return clean;
        }

        var fields = Fields.Select((field, place) => field with { En = Line($"fields[{place}].en", field.En), Zh = Line($"fields[{place}].zh", field.Zh) }).ToList();
        foreach (var (place, field) in fields.Index().Where(pair => !Keys.Contains(pair.Item.Key)))
        {
            errors[$"fields[{place}].key"] = [$"It must be one of {string.Join(", ", Keys)}."];
        }

        if (fields.Count == 0 || fields.DistinctBy(field => field.Key).Count() < fields.Count)
        {
            errors["fields"] = ["There must be at least one, and none twice."];
        }
        else if (!fields.Any(field => field is { IsRequired: true, Key: "name" or "company" or "email" or "phone" }))
        {
            errors["fields"] = ["A name, a company, an e-mail address or a phone number must be required: without one nobody can be answered."];
        }

        if (Origins.Count > MostOrigins || Origins.Any(origin => !IsOrigin(origin)))
        {
            errors["origins"] = [$"They are addresses of sites without a path, such as https://www.example.com; at most {MostOrigins}."];
        }

        var consent = Consent is null ? null : Consent with { Purpose = Line("consent.purpose", Consent.Purpose), En = Text("consent.en", Consent.En), Zh = Text("consent.zh", Consent.Zh) };
        return (
            this with
            {
                En = Line("en", En),
                Zh = Line("zh", Zh),
                ThanksEn = Text("thanksEn", ThanksEn),
                ThanksZh = Text("thanksZh", ThanksZh),
                Source = Line("source", Source).ToLowerInvariant(),
                Fields = fields,
                Consent = consent,
                Origins = [.. Origins.Distinct()],
            },
            errors);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && text == uri.GetLeftPart(UriPartial.Authority);
}

/// <summary>A version of a form.</summary>
public sealed record WebForm
{
    /// <summary>Its name, in its address.</summary>
    public required string Name { get; init; }

    /// <summary>1, and one more with each change.</summary>
    public required long Version { get; init; }

    /// <summary>What it is.</summary>
    public required WebFormTerms Terms { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who made it.</summary>
    public required string Who { get; init; }
}

/// <summary>What somebody sent with a form, and where it came from.</summary>
public sealed record WebFormEntry
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The form.</summary>
    public required string Form { get; init; }

    /// <summary>The form's version.</summary>
    public required long FormVersion { get; init; }

    /// <summary>What tells it apart: the same key is the same entry.</summary>
    public required string Key { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was entered, by field.</summary>
    public required IReadOnlyDictionary<string, string> Said { get; init; }

    /// <summary>The language that they read it in.</summary>
    public required string Language { get; init; }

    /// <summary>What the address said of the campaign: <c>utm_source</c> and the like.</summary>
    public IReadOnlyDictionary<string, string> Campaign { get; init; } = new Dictionary<string, string>();

    /// <summary>The page on which it stood.</summary>
    public string? Page { get; init; }

    /// <summary>The network address that it came from.</summary>
    public string? Address { get; init; }

    /// <summary>Whether they agreed.</summary>
    public bool Agreed { get; init; }

    /// <summary>What they were asked for, in the words that they read; null: nothing.</summary>
    public WebFormAsked? Asked { get; init; }

    /// <summary>The lead that it made.</summary>
    public long? Lead { get; init; }

    /// <summary>The customer that it made.</summary>
    public Guid? Customer { get; init; }

    /// <summary>What is known of the lead by it.</summary>
    internal LeadTerms LeadOf(string source) => new()
    {
        Name = Said.GetValueOrDefault("name"),
        Company = Said.GetValueOrDefault("company"),
        JobTitle = Said.GetValueOrDefault("jobTitle"),
        Email = Said.GetValueOrDefault("email"),
        Phone = Said.GetValueOrDefault("phone"),
        Country = Said.GetValueOrDefault("country"),
        Region = Said.GetValueOrDefault("region"),
        Wish = Said.GetValueOrDefault("wish"),
        Language = Language,
        Source = Campaign.GetValueOrDefault("utm_source") ?? source,
    };
}

/// <summary>What somebody was asked to agree to, as they read it.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Version">The text's version.</param>
/// <param name="Text">The text, word for word.</param>
public sealed record WebFormAsked(string Purpose, long Version, string Text);
