using ServiceBot.Channels.Uploads;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Requests;

/// <summary>A request to open, as the API takes it.</summary>
internal sealed record CreateRequestBody(
    string? Subject, string? Details, string? Category, RequestPriority? Priority, string? Language, Guid? Customer, string? OrderNumber)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        Check.Text(errors, "subject", Subject, RequestLimits.Subject);
        Check.Text(errors, "details", Details, RequestLimits.Details);
        if (Category is not null && !RequestLimits.IsWord(Category))
        {
            errors["category"] = ["It must be a short word in lower case, such as billing (a-z, 0-9, _ and -, at most 40)."];
        }

        if (Language is not (null or "en" or "zh"))
        {
            errors["language"] = ["It must be en or zh."];
        }

        if (OrderNumber is { Length: > 40 })
        {
            errors["orderNumber"] = ["It must not be longer than 40 characters."];
        }

        return errors;
    }
}

/// <summary>Words to add to a request.</summary>
internal sealed record CommentBody(string? Text, bool Public = false)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        Check.Text(errors, "text", Text, RequestLimits.Comment);
        return errors;
    }
}

/// <summary>A change of status.</summary>
internal sealed record StatusBody(RequestStatus? Status, long? Version, string? Comment)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Status is null)
        {
            errors["status"] = ["It is missing."];
        }

        if (Comment is { Length: > RequestLimits.Comment })
        {
            errors["comment"] = [$"It must not be longer than {RequestLimits.Comment} characters."];
        }

        return errors;
    }
}

/// <summary>Who shall work on a request.</summary>
internal sealed record AssignBody(string? Team, Guid? Agent, long? Version)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Team is null && Agent is null)
        {
            errors["team"] = ["Either team or agent must be there. A team without an agent leaves it to nobody in particular."];
        }

        if (Team is not null && !RequestLimits.IsWord(Team))
        {
            errors["team"] = ["It must be a short word in lower case, such as billing."];
        }

        return errors;
    }
}

/// <summary>A request as the API shows it.</summary>
internal sealed record RequestView(
    string Number, Guid Id, string Subject, string Details, string Category, RequestPriority Priority, RequestStatus Status, string Team, Guid? Agent,
    Guid? Customer, long? Conversation, string? OrderNumber, string Language,
    DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, DateTimeOffset? ClosedAt, long Version)
{
    public static RequestView From(ServiceRequest request) => new(
        request.Number.ToString(), request.Id, request.Subject, request.Details, request.Category, request.Priority, request.Status, request.Team, request.Agent,
        request.Customer, request.Conversation, request.OrderNumber, request.Language,
        request.OpenedAt, request.ChangedAt, request.ClosedAt, request.Version);
}

/// <summary>A request with what happened to it, oldest first, and its files.</summary>
internal sealed record RequestDetailsView(RequestView Request, IReadOnlyList<ChangeView> History, IReadOnlyList<AttachmentView> Attachments);

/// <summary>Something that happened to a request.</summary>
internal sealed record ChangeView(DateTimeOffset At, string Who, string What, string? From, string? To, string? Comment, bool Public)
{
    public static ChangeView Of(RequestChange change) =>
        new(change.At, change.Who, change.What, change.FromValue, change.ToValue, change.Comment, change.IsPublic);
}

/// <summary>A customer's file.</summary>
internal sealed record AttachmentView(string Name, string ContentType, string Url)
{
    public static AttachmentView Of(Upload upload) => new(upload.Name, upload.ContentType, $"/uploads/{upload.Id}/{Uri.EscapeDataString(upload.Name)}");
}
