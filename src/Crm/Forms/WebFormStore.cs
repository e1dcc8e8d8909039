using System.Text.Json;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Forms;

/// <summary>Forms and what was sent with them, in the database.</summary>
public static class WebFormStore
{
    private const string EntryColumns = "id, form, form_version, key, at, said, language, campaign, page, address, purpose, agreed, consent_version, consent_text, lead, customer_id";

    private const string InsertEntry = """
        INSERT INTO crm_web_form_entry (form, form_version, key, at, said, language, campaign, page, address, purpose, agreed, consent_version, consent_text, lead, customer_id)
        VALUES (@Form, @FormVersion, @Key, @At, @said, @Language, @campaign, @Page, @Address, @purpose, @Agreed, @consentVersion, @consentText, @Lead, @Customer)
        """;

    /// <summary>A form as it counts; null: there is none.</summary>
    public static async Task<WebForm?> FindAsync(Session session, string name) =>
        (await session.FindAsync<FormRow>("SELECT name, version, terms, at, who FROM crm_web_form WHERE name = @name ORDER BY version DESC LIMIT 1", new { name }))?.Whole;

    /// <summary>All forms as they count, by name.</summary>
    public static async Task<IReadOnlyList<WebForm>> ListAsync(Session session) =>
        [.. (await session.QueryAsync<FormRow>("SELECT f.name, f.version, f.terms, f.at, f.who FROM crm_web_form f WHERE f.version = (SELECT MAX(v.version) FROM crm_web_form v WHERE v.name = f.name) ORDER BY f.name")).Select(row => row.Whole)];

    /// <summary>What was sent with a form, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="form">The form.</param>
    /// <param name="before">Read on before this number; 0: from the newest.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<WebFormEntry>> EntriesAsync(Session session, string form, long before, int take) =>
        [.. (await session.QueryAsync<EntryRow>($"SELECT {EntryColumns} FROM crm_web_form_entry WHERE form = @form AND id < @before ORDER BY id DESC LIMIT @take", new { form, before = before == 0 ? long.MaxValue : before, take })).Select(row => row.Whole)];

    /// <summary>The entry that made a lead; null: none did.</summary>
    public static async Task<WebFormEntry?> OfLeadAsync(Session session, long lead) =>
        (await session.FindAsync<EntryRow>($"SELECT {EntryColumns} FROM crm_web_form_entry WHERE lead = @lead ORDER BY id LIMIT 1", new { lead }))?.Whole;

    internal static async Task<bool> HasEntryAsync(Session session, string form, string key) =>
        await session.FindAsync<long?>("SELECT id FROM crm_web_form_entry WHERE form = @form AND key = @key", new { form, key }) is not null;

    internal static Task SaveAsync(UnitOfWork unit, WebForm form) => unit.ExecuteAsync(
        "INSERT INTO crm_web_form (name, version, terms, at, who) VALUES (@Name, @Version, @terms, @At, @Who)",
        new { form.Name, form.Version, terms = JsonSerializer.Serialize(form.Terms, JsonSerializerOptions.Web), form.At, form.Who });

    internal static Task AddAsync(UnitOfWork unit, WebFormEntry entry) => unit.ExecuteAsync(InsertEntry, new
    {
        entry.Form,
        entry.FormVersion,
        entry.Key,
        entry.At,
        said = JsonSerializer.Serialize(entry.Said),
        entry.Language,
        campaign = JsonSerializer.Serialize(entry.Campaign),
        entry.Page,
        entry.Address,
        purpose = entry.Asked?.Purpose,
        entry.Agreed,
        consentVersion = entry.Asked?.Version,
        consentText = entry.Asked?.Text,
        entry.Lead,
        entry.Customer,
    });

    private sealed record FormRow
    {
        public required string Name { get; init; }

        public required long Version { get; init; }

        public required string Terms { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string Who { get; init; }

        public WebForm Whole => new() { Name = Name, Version = Version, Terms = JsonSerializer.Deserialize<WebFormTerms>(Terms, JsonSerializerOptions.Web)!, At = At, Who = Who };
    }

    private sealed record EntryRow
    {
        public required long Id { get; init; }

        public required string Form { get; init; }

        public required long FormVersion { get; init; }

        public required string Key { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string Said { get; init; }

        public required string Language { get; init; }

        public required string Campaign { get; init; }

        public string? Page { get; init; }

        public string? Address { get; init; }

        public string? Purpose { get; init; }

        public required bool Agreed { get; init; }

        public long? ConsentVersion { get; init; }

        public string? ConsentText { get; init; }

        public long? Lead { get; init; }

        public Guid? CustomerId { get; init; }

        public WebFormEntry Whole => new()
        {
            Id = Id,
            Form = Form,
            FormVersion = FormVersion,
            Key = Key,
            At = At,
            Said = JsonSerializer.Deserialize<Dictionary<string, string>>(Said)!,
            Language = Language,
            Campaign = JsonSerializer.Deserialize<Dictionary<string, string>>(Campaign)!,
            Page = Page,
            Address = Address,
            Agreed = Agreed,
            Asked = Purpose is { } purpose ? new(purpose, ConsentVersion ?? 0, ConsentText ?? "") : null,
            Lead = Lead,
            Customer = CustomerId,
        };
    }
}
