using System.Text.Json.Serialization;
using ServiceBot.Channels.Uploads;
using ServiceBot.Crm;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Requests;

/// <summary>A request to open, as the API takes it.</summary>
internal sealed record CreateRequestBody(
    string? Subject, string? Details, string? Category, RequestPriority? Priority, string? Language, Guid? Customer, string? OrderNumber,
    string? Type = null, IReadOnlyDictionary<string, string?>? Fields = null, RequestLevel? Impact = null, RequestLevel? Urgency = null)
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

        CheckRating(errors, Impact, Urgency, Priority, isWhole: true);
        if (Type is null && Fields is not null)
        {
            errors["fields"] = ["Fields belong to a type; send type as well."];
        }

        if (OrderNumber is { Length: > 40 })
        {
            errors["orderNumber"] = ["It must not be longer than 40 characters."];
        }

        return errors;
    }

    /// <summary>A priority follows from impact and urgency, or is given; not both.</summary>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="impact">The impact.</param>
    /// <param name="urgency">The urgency.</param>
    /// <param name="priority">The priority.</param>
    /// <param name="isWhole">Whether the other one can't be known already.</param>
    public static void CheckRating(Dictionary<string, string[]> errors, RequestLevel? impact, RequestLevel? urgency, RequestPriority? priority, bool isWhole)
    {
        if (priority is not null && (impact is not null || urgency is not null))
        {
            errors["priority"] = ["It follows from impact and urgency: send these, or priority alone."];
        }
        else if (isWhole && impact is null != urgency is null)
        {
            errors[impact is null ? "impact" : "urgency"] = ["It is missing: the priority follows from impact and urgency together."];
        }
    }
}

/// <summary>What shall be different about a request; what is missing stays as it is.</summary>
internal sealed record EditBody(
    string? Category, RequestPriority? Priority, RequestLevel? Impact, RequestLevel? Urgency, IReadOnlyDictionary<string, string?>? Fields, long? Version)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Category is not null && !RequestLimits.IsWord(Category))
        {
            errors["category"] = ["It must be a short word in lower case, such as billing (a-z, 0-9, _ and -, at most 40)."];
        }

        CreateRequestBody.CheckRating(errors, Impact, Urgency, Priority, isWhole: false);
        if (this is { Category: null, Priority: null, Impact: null, Urgency: null, Fields: null })
        {
            errors["category"] = ["Nothing is to be different: send category, priority, impact, urgency or fields."];
        }

        return errors;
    }
}

/// <summary>Words to add to a request.</summary>
internal sealed record CommentBody(string? Text, bool Public = false, bool ToLinked = false)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        Check.Text(errors, "text", Text, RequestLimits.Comment);
        if (ToLinked && !Public)
        {
            errors["toLinked"] = ["Only what is public goes to the customers of linked requests."];
        }

        return errors;
    }
}

/// <summary>A change of status.</summary>
internal sealed record StatusBody(RequestStatus? Status, long? Version, string? Comment, bool ToLinked = false, bool DespiteParts = false)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Status is null)
        {
            errors["status"] = ["It is missing."];
        }

        if (ToLinked && Status != RequestStatus.Resolved)
        {
            errors["toLinked"] = ["Only resolved goes to linked requests; what is said publicly goes there with a comment."];
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
    string Number, Guid Id, string? Type, string Subject, string Details, IReadOnlyDictionary<string, string> Fields, string Category,
    RequestPriority Priority, RequestLevel? Impact, RequestLevel? Urgency, RequestStatus Status, string Team, Guid? Agent,
    Guid? Customer, long? Conversation, string? OrderNumber, string Language,
    DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt, long Version, string? MergedInto = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SimilarView>? PossibleDuplicates = null)
{
    public static RequestView From(ServiceRequest request) => new(
        request.Number.ToString(), request.Id, request.Type, request.Subject, request.Details, RequestFields.Read(request.Fields), request.Category,
        request.Priority, request.Impact, request.Urgency, request.Status, request.Team, request.Agent,
        request.Customer, request.Conversation, request.OrderNumber, request.Language,
        request.OpenedAt, request.ChangedAt, request.ResolvedAt, request.ClosedAt, request.Version, request.MergedInto?.ToString());
}

/// <summary>An open request that may be about the same, and why.</summary>
internal sealed record SimilarView(string Number, string Subject, RequestStatus Status, string? SameOrder, bool SameCustomer, IReadOnlyList<string> SameWords)
{
    public static SimilarView Of(SimilarRequest similar) =>
        new($"{similar.Request.Number}", similar.Request.Subject, similar.Request.Status, similar.SameOrder, similar.SameCustomer, similar.SameWords);
}

/// <summary>A request with what happened to it, oldest first, its files, and the conversations that are linked to it.</summary>
internal sealed record RequestDetailsView(
    RequestView Request, IReadOnlyList<ChangeView> History, IReadOnlyList<AttachmentView> Attachments, RequestMarks Marks, IReadOnlyList<long> LinkedConversations,
    IReadOnlyList<LinkView> Links, IReadOnlyList<ThreadLineView> Elsewhere);

/// <summary>A request that belongs to another, as that one shows it: what <c>request</c> is to it. Null: the caller does not see it.</summary>
internal sealed record LinkView(RequestLinkKind Kind, string Number, bool IsUp, RequestView? Request)
{
    public static LinkView Of(LinkedRequest linked) => new(linked.Kind, $"{linked.Number}", linked.IsUp, linked.Request is { } request ? RequestView.From(request) : null);
}

/// <summary>A line of another request's history that is read here: of one that is merged into it, or what it was split off with.</summary>
internal sealed record ThreadLineView(string? Number, ChangeView Change);

/// <summary>What one request is to another: its part (parent), incident (problem), duplicate, or related.</summary>
internal sealed record LinkRequestBody(RequestLinkKind? Kind, string? Other, bool Link = true)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Kind is null or RequestLinkKind.Merged or RequestLinkKind.Split)
        {
            errors["kind"] = ["It must be parent, problem, duplicate or related; merge and split have routes of their own."];
        }

        OtherRequest.Check(errors, "other", Other);
        return errors;
    }
}

/// <summary>The request into which one is merged.</summary>
internal sealed record MergeBody(string? Into)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        OtherRequest.Check(errors, "into", Into);
        return errors;
    }
}

/// <summary>Nothing that needs to be said.</summary>
internal sealed record EmptyBody;

/// <summary>What becomes a request of its own: lines of the history, by their ids.</summary>
internal sealed record SplitBody(string? Subject, IReadOnlyList<long>? Lines)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        Check.Text(errors, "subject", Subject, RequestLimits.Subject);
        if (Lines is not { Count: > 0 and <= SplitRequest.MostLines })
        {
            errors["lines"] = [$"It must hold 1 to {SplitRequest.MostLines} ids of comments in the request's history."];
        }

        return errors;
    }
}

/// <summary>Whom an update of a request reaches beside its own customer.</summary>
internal sealed record LinkedCustomerView(string Number, string? Customer, bool Told)
{
    public static LinkedCustomerView Of(LinkedCustomer linked) => new($"{linked.Request.Number}", linked.Name, linked.IsTold);
}

/// <summary>Checks the number of another request.</summary>
internal static class OtherRequest
{
    public static void Check(Dictionary<string, string[]> errors, string field, string? number)
    {
        if (!RequestNumber.TryParse(number, out _))
        {
            errors[field] = ["It must be the number of a request, such as SR-000123."];
        }
    }
}

/// <summary>A conversation whose customer is to hear of a request, or no more.</summary>
internal sealed record LinkConversationBody(long? Conversation, bool Link = true)
{
    public Dictionary<string, string[]> Errors() => Conversation is null ? new() { ["conversation"] = ["It is missing: the number of a conversation."] } : [];
}

/// <summary>Tags to put on a request, and to take off.</summary>
internal sealed record TagsBody(IReadOnlyList<string>? Add, IReadOnlyList<string>? Remove)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Add is null or [] && Remove is null or [])
        {
            errors["add"] = ["Either add or remove must be there."];
        }

        foreach (var (field, tags) in new[] { ("add", Add), ("remove", Remove) })
        {
            if (tags is { Count: > 20 } || tags?.Any(tag => StoredText.Tag(tag) is null) == true)
            {
                errors[field] = [$"Tags have 1 to {StoredText.LongestTag} characters and no comma, and there may be 20 at once."];
            }
        }

        return errors;
    }
}

/// <summary>Who follows a request.</summary>
internal sealed record FollowBody(Guid? Staff, bool Follow = true)
{
    public Dictionary<string, string[]> Errors() => Staff is null ? new() { ["staff"] = ["It is missing: the id of the colleague."] } : [];
}

/// <summary>A line of what is to be done: a new one, or one that is ticked.</summary>
internal sealed record CheckBody(string? Text, long? Id, bool? Done)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Id is null)
        {
            Check.Text(errors, "text", Text, MarkRequest.MostWords);
        }
        else if (Done is null || Text is not null)
        {
            errors["done"] = ["With an id, send done and no text."];
        }

        return errors;
    }
}

/// <summary>Something that happened to a request.</summary>
internal sealed record ChangeView(long Id, DateTimeOffset At, string Who, string What, string? From, string? To, string? Comment, bool Public)
{
    public static ChangeView Of(RequestChange change) =>
        new(change.Id, change.At, change.Who, change.What, change.FromValue, change.ToValue, change.Comment, change.IsPublic);
}

/// <summary>A file of a request.</summary>
internal sealed record AttachmentView(string Name, string ContentType, long Size, string Url)
{
    public static AttachmentView Of(Upload upload) => new(upload.Name, upload.ContentType, upload.Size, $"/uploads/{upload.Id}/{Uri.EscapeDataString(upload.Name)}");
}
