using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ServiceBot.Crm;
using ServiceBot.Desk.Access;

namespace ServiceBot.Desk.Requests;

/// <summary>What the address of the list of requests says: a view, filters, an order and a place. What is none of what the page offers counts as not said.</summary>
public sealed record RequestListQuery
{
    private static readonly string[] Orders = ["newest", "oldest"];

    /// <summary>One of <see cref="RequestDesk.Views"/>.</summary>
    public string View { get; private init; } = "open";

    /// <summary>The status.</summary>
    public RequestStatus? Status { get; private init; }

    /// <summary>The team.</summary>
    public string? Team { get; private init; }

    /// <summary>What it is about.</summary>
    public string? Category { get; private init; }

    /// <summary>How much it presses.</summary>
    public RequestPriority? Priority { get; private init; }

    /// <summary>A colleague's id.</summary>
    public Guid? Agent { get; private init; }

    /// <summary>The tag.</summary>
    public string? Tag { get; private init; }

    /// <summary>Whether only those of which a deadline is predicted to be missed.</summary>
    public bool AtRisk { get; private init; }

    /// <summary><c>newest</c> or <c>oldest</c> first.</summary>
    public string Order { get; private init; } = Orders[0];

    /// <summary>The number after which the page begins; 0: at the beginning.</summary>
    public long After { get; private init; }

    /// <summary>Reads it from an address.</summary>
    public static RequestListQuery Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new()
        {
            View = RequestDesk.Views.FirstOrDefault(view => view == query["view"]) ?? "open",
            Status = OneOf<RequestStatus>(query["status"]),
            Team = Word(query["team"]),
            Category = Word(query["category"]),
            Priority = OneOf<RequestPriority>(query["priority"]),
            Agent = Guid.TryParse(query["agent"], out var agent) ? agent : null,
            Tag = StoredText.Tag(query["tag"]),
            AtRisk = query["risk"] == "1",
            Order = Orders.FirstOrDefault(order => order == query["order"]) ?? Orders[0],
            After = long.TryParse(query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0,
        };
    }

    /// <summary>Reads it as <see cref="Query"/> writes it.</summary>
    public static RequestListQuery Parse(string query) => Of(new QueryCollection(QueryHelpers.ParseQuery(query)));

    /// <summary>Whether it is less than the whole view.</summary>
    public bool IsFiltered => Status is not null || Team is not null || Category is not null || Priority is not null || Agent is not null || Tag is not null || AtRisk;

    /// <summary>Whether the newest come first.</summary>
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

    /// <summary>It as it stands in an address, without the place: <c>view=open&amp;priority=Urgent</c>.</summary>
    public string Query => QueryString.Create(
        new[]
        {
            ("view", View), ("status", Status?.ToString()), ("team", Team), ("category", Category), ("priority", Priority?.ToString()), ("agent", Agent?.ToString()), ("tag", Tag),
            ("risk", AtRisk ? "1" : null), ("order", NewestFirst ? null : Order),
        }.Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))).ToString()[1..];

    private static string? Word(string? text) => text is { Length: > 0 and <= 40 } ? text : null;

    /// <summary>The value of that name; null: there is none.</summary>
    public static T? OneOf<T>(string? name)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => value.ToString() == name);
}
