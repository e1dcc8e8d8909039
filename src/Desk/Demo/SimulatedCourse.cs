using System.Text.Json;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Demo;

/// <summary>What became of a simulated request until an instant: the request, its history, its survey and its signals.</summary>
internal sealed class SimulatedCourse
{
    private static readonly TimeSpan UntilClosed = TimeSpan.FromDays(7);

    private readonly DateTimeOffset _end;
    private readonly Actor _staff;

    private SimulatedCourse(ServiceRequest request, Actor staff, DateTimeOffset end) => (Request, _staff, _end) = (request, staff, end);

    public ServiceRequest Request { get; private set; }

    public List<RequestChange> History { get; } = [];

    public Survey? Survey { get; private set; }

    public List<Signal> Signals { get; } = [];

    public static SimulatedCourse Of(SimulatedRequest wanted, RequestNumber number, RoutingOptions routing, Actor staff, DateTimeOffset end)
    {
        var topic = DemoTopics.All[wanted.Topic % DemoTopics.All.Length];
        var (request, decision) = OpenRequest.Decide(
            new()
            {
                Subject = topic.Subject(wanted.Language),
                Details = topic.Details(wanted.Language),
                Category = topic.Category,
                Language = wanted.Language,
                By = Actor.Customer,
                Customer = wanted.Customer,
            },
            wanted.Id, number, routing, wanted.OpenedAt);
        var course = new SimulatedCourse(request, staff, end);
        course.Open(decision.Because);
        course.Answer(wanted);
        course.Move(RequestStatus.Resolved, staff, wanted.ResolvedAt);
        if (wanted.Reopened is var (again, resolvedAgain))
        {
            course.Move(RequestStatus.Open, Actor.Customer, again);
            course.Move(RequestStatus.Resolved, staff, resolvedAgain);
        }

        course.Move(RequestStatus.Closed, Actor.System, (wanted.Reopened?.ResolvedAt ?? wanted.ResolvedAt) + UntilClosed);
        course.Rate(wanted);
        return course;
    }

    private void Open(string because)
    {
        var at = Request.OpenedAt;
        Add(new() { At = at, Who = Actor.Customer.Name, What = "opened", ToValue = "new", IsPublic = true });
        Add(new() { At = at, Who = Actor.System.Name, What = "routed", ToValue = Request.Team, Comment = because, IsPublic = false });
        Say("RequestOpened", at, new
        {
            request = Request.Id,
            number = Request.Number.ToString(),
            category = Request.Category,
            priority = EnumWord.Of(Request.Priority),
            team = Request.Team,
            language = Request.Language,
            by = Actor.Customer.Name,
        });
    }

    private void Answer(SimulatedRequest wanted)
    {
        Move(RequestStatus.Open, _staff, wanted.AnsweredAt);
        if (wanted.AnsweredAt <= _end)
        {
            Add(new() { At = wanted.AnsweredAt, Who = _staff.Name, What = "comment", Comment = wanted.Language == "zh" ? "我们正在处理，请您稍候。" : "Thank you. We look into it and tell you what we find.", IsPublic = true });
        }
    }

    private void Move(RequestStatus to, Actor by, DateTimeOffset at)
    {
        if (at > _end)
        {
            return;
        }

        var (from, name) = (EnumWord.Of(Request.Status), EnumWord.Of(to));
        Add(new() { At = at, Who = by.Name, What = "status", FromValue = from, ToValue = name, IsPublic = true });
        Request = Request with
        {
            Status = to,
            ResolvedAt = to == RequestStatus.Resolved ? at : to == RequestStatus.Closed ? Request.ResolvedAt : null,
            ClosedAt = to == RequestStatus.Closed ? at : null,
            Version = Request.Version + 1,
        };
        Say("RequestStatusChanged", at, new { request = Request.Id, number = Request.Number.ToString(), from, to = name, by = by.Name, quiet = true });
    }

    /// <summary>Everybody is asked once their request is resolved for good.</summary>
    private void Rate(SimulatedRequest wanted)
    {
        var asked = (wanted.Reopened?.ResolvedAt ?? wanted.ResolvedAt).AddMinutes(10);
        if (asked > _end)
        {
            return;
        }

        var (answeredAt, csat) = wanted.Rating is { } rating && rating.At <= _end ? (rating.At, rating.Csat) : ((DateTimeOffset?)null, (int?)null);
        var number = Request.Number;
        Survey = new()
        {
            Id = Guid.CreateVersion7(asked),
            About = $"{SurveyKinds.Request}:{number.Value}",
            Kind = SurveyKinds.Request,
            Request = number.Value,
            Customer = Request.Customer,
            Team = Request.Team,
            Language = Request.Language,
            DueAt = asked,
            AskedAt = asked,
            AskedBy = "letter",
            AnsweredAt = answeredAt,
            Csat = csat,
        };
        Say("SurveyAsked", asked, Data(null));
        if (answeredAt is { } answered)
        {
            Say("SurveyAnswered", answered, Data(csat));
        }

        object Data(int? score) => new { survey = Survey.Id, about = Survey.About, number = number.ToString(), score };
    }

    private void Add(RequestChange change)
    {
        History.Add(change with { RequestId = Request.Id });
        Request = Request with { ChangedAt = change.At };
    }

    private void Say(string type, DateTimeOffset at, object data) => Signals.Add(new(type, at, Customer: Request.Customer, Data: JsonSerializer.Serialize(data)));
}
