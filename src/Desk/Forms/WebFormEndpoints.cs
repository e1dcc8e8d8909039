using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Forms;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Forms;

/// <summary>A field of a form as the API takes it.</summary>
/// <param name="Key">The lead's field.</param>
/// <param name="En">How it is called in English.</param>
/// <param name="Zh">The same in Chinese.</param>
/// <param name="Required">Whether it has to be filled in.</param>
internal sealed record WebFormFieldBody(string? Key, string? En, string? Zh, bool Required = false);

/// <summary>What people are asked to agree to, as the API takes it.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="En">The text in English.</param>
/// <param name="Zh">The text in Chinese.</param>
internal sealed record WebFormConsentBody(string? Purpose, string? En, string? Zh);

/// <summary>A form as the API takes it: all of it.</summary>
/// <param name="En">Its heading in English.</param>
/// <param name="Zh">The same in Chinese.</param>
/// <param name="ThanksEn">What is said when it was sent, in English.</param>
/// <param name="ThanksZh">The same in Chinese.</param>
/// <param name="Fields">Its fields, in their order.</param>
/// <param name="Consent">What people are asked to agree to; missing: nothing.</param>
/// <param name="Origins">The sites that may show it and send it.</param>
/// <param name="Source">Where its leads come from; missing: <c>website</c>.</param>
/// <param name="MakesCustomer">Whether it makes a customer as well.</param>
/// <param name="Open">Whether it is open.</param>
/// <param name="Name">Its name, in its address; when it is made.</param>
/// <param name="Version">The version that was read; when it is changed.</param>
internal sealed record WebFormBody(
    string? En, string? Zh, string? ThanksEn, string? ThanksZh, IReadOnlyList<WebFormFieldBody>? Fields, WebFormConsentBody? Consent = null, IReadOnlyList<string>? Origins = null, string? Source = null,
    bool MakesCustomer = false, bool Open = true, string? Name = null, long? Version = null)
{
    public WebFormTerms Terms => new()
    {
        En = En ?? "",
        Zh = Zh ?? "",
        ThanksEn = ThanksEn ?? "",
        ThanksZh = ThanksZh ?? "",
        Fields = [.. (Fields ?? []).Select(one => new WebFormField(one.Key ?? "", one.En ?? "", one.Zh ?? "", one.Required))],
        Consent = Consent is null ? null : new(Consent.Purpose ?? "", Consent.En ?? "", Consent.Zh ?? ""),
        Origins = Origins ?? [],
        Source = Source ?? "website",
        MakesCustomer = MakesCustomer,
        IsOpen = Open,
    };
}

/// <summary>What somebody sent with a form.</summary>
internal sealed record WebFormEntryView(
    long Id, long FormVersion, DateTimeOffset At, IReadOnlyDictionary<string, string> Said, string Language, IReadOnlyDictionary<string, string> Campaign, string? Page, string? Address, bool Agreed, WebFormAsked? Asked,
    string? Lead, Guid? Customer)
{
    public static WebFormEntryView Of(WebFormEntry entry) => new(
        entry.Id, entry.FormVersion, entry.At, entry.Said, entry.Language, entry.Campaign, entry.Page, entry.Address, entry.Agreed, entry.Asked, entry.Lead is { } lead ? ServiceBot.Crm.Leads.Lead.NameOf(lead) : null, entry.Customer);
}

/// <summary>Forms of other sites over HTTP.</summary>
internal static class WebFormEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var forms = api.MapGroup("/web-forms").WithTags("Web forms");
        forms.MapGet("/", ListAsync).WithName("ListWebForms").WithSummary("All forms, as they count.");
        forms.MapPost("/", CreateAsync).WithName("CreateWebForm").WithSummary("Declare a form.").Accepts<WebFormBody>("application/json");
        forms.MapGet("/{form}", ReadAsync).WithName("ReadWebForm").WithSummary("A form.");
        forms.MapPut("/{form}", ChangeAsync).WithName("ChangeWebForm").WithSummary("Change a form: send all of it, and the version that you read.").Accepts<WebFormBody>("application/json");
        forms.MapGet("/{form}/entries", EntriesAsync).WithName("ListWebFormEntries").WithSummary("What was sent with a form, the newest first, page by page: with the text that people read, and whether they agreed.");
    }

    private static async Task<Ok<IReadOnlyList<WebForm>>> ListAsync(IDatabase database, CancellationToken cancellationToken) => TypedResults.Ok(await database.ReadAsync(WebFormStore.ListAsync, cancellationToken));

    private static async Task<Results<Ok<WebForm>, ProblemHttpResult>> ReadAsync(string form, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => WebFormStore.FindAsync(session, form), cancellationToken) is { } found ? TypedResults.Ok(found) : RecordApi.NoSuch("form");

    private static Task<Results<Ok<WebForm>, Created<WebForm>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpContext http, IDatabase database, EditWebForms edit, CancellationToken cancellationToken) => RecordApi.ActAsync<WebFormBody, WebForm, WebForm>(
        http, database, "form", (unit, body, by) => edit.SaveAsync(unit, body.Name ?? "", body.Terms, isNew: true, version: null, by), (_, form) => Task.FromResult(form), form => $"web-forms/{form.Name}", cancellationToken);

    private static Task<Results<Ok<WebForm>, Created<WebForm>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string form, HttpContext http, IDatabase database, EditWebForms edit, CancellationToken cancellationToken) => RecordApi.ActAsync<WebFormBody, WebForm, WebForm>(
        http, database, "form", (unit, body, by) => edit.SaveAsync(unit, form, body.Terms, isNew: false, body.Version, by), (_, changed) => Task.FromResult(changed), location: null, cancellationToken);

    private static async Task<Results<Ok<Page<WebFormEntryView>>, ValidationProblem, ProblemHttpResult>> EntriesAsync(string form, string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var entries = await database.ReadAsync(
            async session => await WebFormStore.FindAsync(session, form) is null ? null : await WebFormStore.EntriesAsync(session, form, page.After[0], page.Take), cancellationToken);
        return entries is null ? RecordApi.NoSuch("form") : TypedResults.Ok(Page<WebFormEntryView>.Of(entries, page.Take, WebFormEntryView.Of, entry => [entry.Id]));
    }
}
