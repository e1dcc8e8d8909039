using System.Globalization;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Web.Pages.Staff.Requests;

/// <summary>What the address of the list of requests says: a view, filters, an order and a place. What is none of what the page offers counts as not said.</summary>
internal sealed record RequestListQuery
{
    private static readonly string[] Orders = ["newest", "oldest"];

    public string View { get; private init; } = "open";

    public RequestStatus? Status { get; private init; }

    public string? Team { get; private init; }

    public string? Category { get; private init; }

    public RequestPriority? Priority { get; private init; }

    /// <summary>A colleague's id.</summary>
    public Guid? Agent { get; private init; }

    public string? Tag { get; private init; }

    public bool AtRisk { get; private init; }

    public string Order { get; private init; } = Orders[0];

    /// <summary>The number after which the page begins; 0: at the beginning.</summary>
    public long After { get; private init; }

    public static RequestListQuery Of(HttpRequest request) => new()
    {
        View = RequestDesk.Views.FirstOrDefault(view => view == request.Query["view"]) ?? "open",
        Status = OneOf<RequestStatus>(request.Query["status"]),
        Team = Word(request.Query["team"]),
        Category = Word(request.Query["category"]),
        Priority = OneOf<RequestPriority>(request.Query["priority"]),
        Agent = Guid.TryParse(request.Query["agent"], out var agent) ? agent : null,
        Tag = MarkRequest.TagOf(request.Query["tag"]),
        AtRisk = request.Query["risk"] == "1",
        Order = Orders.FirstOrDefault(order => order == request.Query["order"]) ?? Orders[0],
        After = long.TryParse(request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0,
    };

    public bool IsFiltered => Status is not null || Team is not null || Category is not null || Priority is not null || Agent is not null || Tag is not null || AtRisk;

    public bool NewestFirst => Order == Orders[0];

    /// <summary>The rows that are asked for, among those of the view that somebody sees.</summary>
    public RequestFilter Filter(Sight sight)
    {
        var view = RequestDesk.Of(View, sight);
        return view with
        {
            Statuses = Status is { } status && view.Statuses.Contains(status) ? [status] : view.Statuses,
            Team = Team,
            Category = Category,
            Priority = Priority,
            Agent = view.Agent ?? Agent,
            Tag = Tag,
            AtRisk = AtRisk,
        };
    }

    /// <summary>Another view, without filters.</summary>
    public static string To(string view) => $"/desk/requests?view={view}";

    /// <summary>What has a tag, of all that is to do.</summary>
    public static string ToTag(string tag) => "/desk/requests" + new RequestListQuery { Tag = tag }.Text;

    /// <summary>What is predicted to miss a deadline, of all that is to do.</summary>
    public static string ToAtRisk => "/desk/requests" + new RequestListQuery { AtRisk = true }.Text;

    /// <summary>The same rows from another place on.</summary>
    public string From(long after) => "/desk/requests" + (this with { After = after }).Text;

    /// <summary>The address that does one thing to many of them, and shows the list again.</summary>
    public string Many => "/desk/requests/many" + Text;

    /// <summary>The address that gives the list alone.</summary>
    public string Part => "/desk/requests/list" + Text;

    private string Text => QueryString.Create(
        new[]
        {
            ("view", View), ("status", Status?.ToString()), ("team", Team), ("category", Category), ("priority", Priority?.ToString()), ("agent", Agent?.ToString()), ("tag", Tag), ("risk", AtRisk ? "1" : null),
            ("order", NewestFirst ? null : Order), ("after", After > 0 ? After.ToString(CultureInfo.InvariantCulture) : null),
        }.Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))).ToString();

    private static string? Word(string? text) => text is { Length: > 0 and <= 40 } ? text : null;

    internal static T? OneOf<T>(string? name)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => value.ToString() == name);
}
