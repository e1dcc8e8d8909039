using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Crm;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Routing;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>A request to be opened. Texts are cleaned and cut to length here.</summary>
public sealed record NewRequest
{
    /// <summary>One line; at most 200 characters are kept. Empty: the beginning of the details.</summary>
    public required string Subject { get; init; }

    /// <summary>The customer's words; at most 100,000 characters are kept.</summary>
    public required string Details { get; init; }

    /// <summary>A short word in lower case: <c>fault</c>, <c>billing</c> … What is none counts as <c>other</c>.</summary>
    public required string Category { get; init; }

    /// <summary>How much it presses, before the routing rules have their say; with impact and urgency it follows from these.</summary>
    public RequestPriority Priority { get; init; } = RequestPriority.Normal;

    /// <summary>How many are hit; with <see cref="Urgency"/> or not at all.</summary>
    public RequestLevel? Impact { get; init; }

    /// <summary>How soon it hurts.</summary>
    public RequestLevel? Urgency { get; init; }

    /// <summary>The type; null: none.</summary>
    public string? Type { get; init; }

    /// <summary>The values of the type's form, as they are kept (<see cref="RequestForms.Read"/>).</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Who opens it.</summary>
    public required Actor By { get; init; }

    /// <summary>The team that works on it; null: whom the routing rules name.</summary>
    public string? Team { get; init; }

    /// <summary>Whose it is, if known.</summary>
    public Guid? Customer { get; init; }

    /// <summary>The conversation it is opened in; its files that no request has yet are attached.</summary>
    public long? Conversation { get; init; }

    /// <summary>The order it is about, if any.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>
    /// What makes it the same request when it is asked for again: unique within the conversation, or within the API key when there is no
    /// conversation. Null: every call is a new one.
    /// </summary>
    public string? DedupeKey { get; init; }
}

/// <summary>What became of the wish for a request.</summary>
public abstract record OpenRequestOutcome
{
    private OpenRequestOutcome()
    {
    }

    /// <summary>It is open.</summary>
    public sealed record Opened(ServiceRequest Request) : OpenRequestOutcome;

    /// <summary>It was opened before under the same key; this is how it stands.</summary>
    public sealed record AlreadyOpened(ServiceRequest Request) : OpenRequestOutcome;

    /// <summary>The key was used before, for something else.</summary>
    public sealed record KeyInUse(ServiceRequest Request) : OpenRequestOutcome;
}

/// <summary>Opens a service request, gives it its number, and routes it to a team.</summary>
public sealed partial class OpenRequest(
    SignalLog signals, IOptions<RoutingOptions> routing, IOptions<RequestOptions> options, TimeProvider clock, ILogger<OpenRequest> logger)
{
    /// <summary>Opens a request, or finds the one that was opened under the same key.</summary>
    /// <param name="unit">The turn's transaction.</param>
    /// <param name="wanted">What to open.</param>
    public Task<OpenRequestOutcome> HandleAsync(UnitOfWork unit, NewRequest wanted) => HandleAsync(unit, wanted, bodyHash: null, clock.GetUtcNow());

    internal async Task<OpenRequestOutcome> HandleAsync(UnitOfWork unit, NewRequest wanted, string? bodyHash, DateTimeOffset now)
    {
        var key = KeyOf(wanted);
        if (key is not null && await RequestStore.FindByKeyAsync(unit, key) is { } before)
        {
            return Again(before, bodyHash);
        }

        var number = await RequestStore.TakeNumberAsync(unit);
        if (key is not null && await RequestStore.FindByKeyAsync(unit, key) is { } justOpened)   // while the counter's lock was waited for
        {
            return Again(justOpened, bodyHash);
        }

        var (request, decision) = Decide(Clean(Rated(wanted)), Guid.CreateVersion7(now), number, routing.Value, now);
        await RequestStore.InsertAsync(unit, request, key, bodyHash);
        await WriteHistoryAsync(unit, request, wanted.By, decision);
        if (request.Conversation is { } conversation)
        {
            await AttachmentStore.AttachNewAsync(unit, request.Id, conversation, now);
        }

        if (wanted.By != Actor.System)   // the demo's hundreds are no news
        {
            unit.OnCommitted(() => Log.Opened(logger, number, request.Team, decision.Because));
        }

        return new OpenRequestOutcome.Opened(request);
    }

    /// <summary>The request as the rules route it.</summary>
    internal static (ServiceRequest Request, RoutingDecision Decision) Decide(
        NewRequest wanted, Guid id, RequestNumber number, RoutingOptions routing, DateTimeOffset now)
    {
        var decision = Router.Decide(
            routing, new(wanted.Category, wanted.Priority, wanted.Language, wanted.OrderNumber, wanted.Subject, wanted.Details));
        return (
            new()
            {
                Id = id,
                Number = number,
                Subject = wanted.Subject,
                Details = wanted.Details,
                Type = wanted.Type,
                Fields = RequestFields.Write(wanted.Fields),
                Category = wanted.Category,
                Priority = decision.Priority,
                Impact = wanted.Impact,
                Urgency = wanted.Urgency,
                Status = RequestStatus.New,
                Team = wanted.Team ?? decision.Team,
                Customer = wanted.Customer,
                Conversation = wanted.Conversation,
                OrderNumber = wanted.OrderNumber,
                Language = wanted.Language,
                OpenedAt = now,
                ChangedAt = now,
                Version = 1,
            },
            decision);
    }

    private NewRequest Rated(NewRequest wanted) =>
        wanted is { Impact: { } impact, Urgency: { } urgency } ? wanted with { Priority = options.Value.PriorityOf(impact, urgency) } : wanted;

    /// <summary>The wish with texts that can be stored, a category that is one, and a subject.</summary>
    internal static NewRequest Clean(NewRequest wanted)
    {
        var details = StoredText.Clean(wanted.Details, RequestLimits.Details);
        var subject = StoredText.CleanLine(wanted.Subject, RequestLimits.Subject);
        var order = StoredText.CleanLine(wanted.OrderNumber, 40);
        return wanted with
        {
            Details = details,
            Subject = subject.Length > 0 ? subject : StoredText.CleanLine(details, RequestLimits.Subject),
            Category = RequestLimits.IsWord(wanted.Category) ? wanted.Category : RequestLimits.DefaultCategory,
            OrderNumber = order.Length == 0 ? null : order,
            Fields = wanted.Fields.ToDictionary(field => field.Key, field => StoredText.Clean(field.Value, RequestLimits.Field)),
        };
    }

    private static string? KeyOf(NewRequest wanted) => wanted switch
    {
        { DedupeKey: null } => null,
        { Conversation: { } conversation } => $"conversation:{conversation}:{wanted.DedupeKey}",
        _ => $"{wanted.By.Name}:{wanted.DedupeKey}",
    };

    private static OpenRequestOutcome Again((ServiceRequest Request, string? Hash) before, string? hash) =>
        before.Hash == hash ? new OpenRequestOutcome.AlreadyOpened(before.Request) : new OpenRequestOutcome.KeyInUse(before.Request);

    private async Task WriteHistoryAsync(UnitOfWork unit, ServiceRequest request, Actor by, RoutingDecision decision)
    {
        var at = request.OpenedAt;
        await RequestStore.AddChangeAsync(unit, request.Id, new() { At = at, Who = by.Name, What = "opened", ToValue = "new", IsPublic = true });
        await RequestStore.AddChangeAsync(
            unit,
            request.Id,
            new() { At = at, Who = Actor.System.Name, What = "routed", ToValue = request.Team, Comment = decision.Because, IsPublic = false });
        var data = JsonSerializer.Serialize(new
        {
            request = request.Id,
            number = request.Number.ToString(),
            type = request.Type,
            category = request.Category,
            priority = EnumWord.Of(request.Priority),
            team = request.Team,
            language = request.Language,
            by = by.Name,
        });
        await signals.AppendAsync(unit, new("RequestOpened", at, request.Conversation, request.Customer, data));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Number} opened for team {Team} ({Because})")]
        public static partial void Opened(ILogger logger, RequestNumber number, string team, string because);
    }
}
