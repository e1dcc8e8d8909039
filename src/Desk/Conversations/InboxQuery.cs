using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ServiceBot.Crm;

namespace ServiceBot.Desk.Conversations;

/// <summary>What the address of the inbox says: a view, and which of its conversations. What is none of what the page offers counts as not said.</summary>
public sealed record InboxQuery
{
    /// <summary>The views that can be filtered: those of what people work on.</summary>
    private static readonly string[] Filtered = ["mine", "team", "waiting", "snoozed"];

    /// <summary>One of <see cref="Inbox.Views"/>.</summary>
    public string View { get; private init; } = "mine";

    /// <summary>The team that it is meant for.</summary>
    public string? Team { get; private init; }

    /// <summary>What the customer is told is in: <c>en</c> or <c>zh</c>.</summary>
    public string? Language { get; private init; }

    /// <summary>The tag.</summary>
    public string? Tag { get; private init; }

    /// <summary>Whether the view can be filtered.</summary>
    public bool TakesFilters => Filtered.Contains(View);

    /// <summary>Whether it is less than the whole view.</summary>
    public bool IsFiltered => Team is not null || Language is not null || Tag is not null;

    /// <summary>Reads it from an address.</summary>
    public static InboxQuery Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Of(query["view"], query["team"], query["language"], query["tag"]);
    }

    /// <summary>Puts it together.</summary>
    public static InboxQuery Of(string? view, string? team = null, string? language = null, string? tag = null)
    {
        var read = new InboxQuery { View = Inbox.Views.FirstOrDefault(known => known == view) ?? "mine" };
        return !read.TakesFilters ? read : read with { Team = team is { Length: > 0 and <= 40 } ? team : null, Language = language is "en" or "zh" ? language : null, Tag = StoredText.Tag(tag) };
    }

    /// <summary>Reads it as <see cref="Query"/> writes it.</summary>
    public static InboxQuery Parse(string query) => Of(new QueryCollection(QueryHelpers.ParseQuery(query)));

    /// <summary>It as it stands in an address: <c>view=mine&amp;language=zh</c>.</summary>
    public string Query => QueryString.Create(
        new[] { ("view", View), ("team", Team), ("language", Language), ("tag", Tag) }.Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))).ToString()[1..];
}
