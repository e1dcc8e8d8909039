using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Api;
using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Api;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Templates;

/// <summary>Templates over HTTP.</summary>
internal static class TemplateEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/templates").WithTags("Outreach");
        templates.MapGet("/", ListAsync).WithName("ListTemplates").WithSummary("What campaigns can say, by name.").Needs(Permission.OutreachRead);
        templates.MapPost("/", CreateAsync).WithName("CreateTemplate").WithSummary("Write a template.").Accepts<TemplateBody>("application/json").Needs(Permission.OutreachWrite);
        templates.MapGet("/{template:guid}", ReadAsync).WithName("ReadTemplate").WithSummary("A template with all its versions, the newest first.").Needs(Permission.OutreachRead);
        templates.MapPut("/{template:guid}", ChangeAsync).WithName("ChangeTemplate").WithSummary("Write a new version of a template: send all of it, and the version that you read.")
            .Accepts<TemplateBody>("application/json").Needs(Permission.OutreachWrite);
        templates.MapDelete("/{template:guid}", ArchiveAsync).WithName("ArchiveTemplate").WithSummary("Offer a template no longer; campaigns that have it go on with it.").Needs(Permission.OutreachWrite);
        templates.MapGet("/{template:guid}/preview", PreviewAsync).WithName("PreviewTemplate").WithSummary("What a customer would read, by channel=chat, email or sms.").Needs(Permission.OutreachRead);
    }

    private static async Task<Ok<IReadOnlyList<TemplateView>>> ListAsync(IDatabase database, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<TemplateView>>([.. (await database.ReadAsync(TemplateStore.ListAsync, cancellationToken)).Select(TemplateView.Of)]);

    private static async Task<Results<Ok<IReadOnlyList<TemplateView>>, ProblemHttpResult>> ReadAsync(Guid template, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => TemplateStore.VersionsAsync(session, template), cancellationToken) is { Count: > 0 } versions
            ? TypedResults.Ok<IReadOnlyList<TemplateView>>([.. versions.Select(TemplateView.Of)])
            : RecordApi.NoSuch("template");

    private static Task<Results<Ok<TemplateView>, Created<TemplateView>, ValidationProblem, ProblemHttpResult>> CreateAsync(HttpContext http, IDatabase database, EditTemplates edit, CancellationToken cancellationToken) =>
        SaveAsync(http, database, edit, null, cancellationToken);

    private static Task<Results<Ok<TemplateView>, Created<TemplateView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        Guid template, HttpContext http, IDatabase database, EditTemplates edit, CancellationToken cancellationToken) => SaveAsync(http, database, edit, template, cancellationToken);

    private static Task<Results<Ok<TemplateView>, Created<TemplateView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        HttpContext http, IDatabase database, EditTemplates edit, Guid? id, CancellationToken cancellationToken) => RecordApi.ActAsync<TemplateBody, MessageTemplate, TemplateView>(
        http, database, "template",
        async (unit, body, by) => body.Texts is null || body.Texts.Values.Any(text => text is null)
            ? new EditOutcome<MessageTemplate>.Wrong(new Dictionary<string, string[]> { ["texts"] = ["It is missing: the texts by language, en or zh."] })
            : await edit.SaveAsync(unit, id, body.Version, body.Name ?? "", body.Texts.ToDictionary(pair => pair.Key, pair => pair.Value!.Text), by),
        (_, template) => Task.FromResult(TemplateView.Of(template)), id is null ? template => $"templates/{template.Id}" : null, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> ArchiveAsync(Guid template, IDatabase database, EditTemplates edit, CancellationToken cancellationToken) =>
        await database.WriteAsync(unit => edit.ArchiveAsync(unit, template), cancellationToken) ? TypedResults.NoContent() : RecordApi.NoSuch("template");

    private static async Task<Results<Ok<WrittenMessage>, ValidationProblem, ProblemHttpResult>> PreviewAsync(
        Guid template, string? customer, string? channel, IDatabase database, WriteMessage write, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var who = RecordApi.Id("customer", customer, errors);
        if (channel is not null && !OutreachChannels.All.Contains(channel))
        {
            errors["channel"] = [$"It is one of {string.Join(", ", OutreachChannels.All)}."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var (found, reader) = await database.ReadAsync(
            async session => (await TemplateStore.FindAsync(session, template), who is { } id ? await CustomerStore.FindAsync(session, id) : null), cancellationToken);
        return found is null ? RecordApi.NoSuch("template")
            : who is not null && reader is null ? RecordApi.NoSuch("customer")
            : TypedResults.Ok(write.Handle(found, channel ?? OutreachChannels.Chat, reader?.Name, reader?.Language ?? "en"));
    }
}

/// <summary>A template to write.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Texts">What it says, by language.</param>
/// <param name="Version">The version that was read; left out: whichever there is.</param>
internal sealed record TemplateBody(string? Name, Dictionary<string, TemplateTextBody?>? Texts, int? Version);

/// <summary>What a template says in one language.</summary>
/// <param name="Chat">In the chat: Markdown.</param>
/// <param name="Subject">The subject of a mail.</param>
/// <param name="Email">In a mail; left out: as in the chat.</param>
/// <param name="Sms">In a text message; left out: as in the chat.</param>
/// <param name="Choices">What can be answered by a button in the chat.</param>
internal sealed record TemplateTextBody(string? Chat, string? Subject, string? Email, string? Sms, IReadOnlyList<string>? Choices)
{
    public MessageText Text => new(Chat ?? "", Subject ?? "", Email ?? "", Sms ?? "", Choices);
}

/// <summary>A template.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Version">The version.</param>
/// <param name="At">When that was written.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Texts">What it says, by language.</param>
internal sealed record TemplateView(Guid Id, string Name, int Version, DateTimeOffset At, string By, IReadOnlyDictionary<string, MessageText> Texts)
{
    public static TemplateView Of(MessageTemplate template) => new(template.Id, template.Name, template.Version, template.At, template.MadeBy, template.Texts);
}
