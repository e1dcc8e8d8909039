using ServiceBot.Desk.CannedReplies;

namespace ServiceBot.Desk.Views;

/// <summary>A list as somebody wants to see it again: a name for the view and filters of its address.</summary>
public sealed record SavedView
{
    /// <summary>The list of requests.</summary>
    public const string OfRequests = "requests";

    /// <summary>The inbox.</summary>
    public const string OfConversations = "conversations";

    /// <summary>The list of customers.</summary>
    public const string OfCustomers = "customers";

    /// <summary>The lists that there are views of.</summary>
    public static IReadOnlyList<string> Lists { get; } = [OfRequests, OfConversations, OfCustomers];

    /// <summary>The longest name.</summary>
    public const int MostName = 60;

    /// <summary>The most of one place and list.</summary>
    public const int Most = 20;

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is, as <see cref="CannedPlace"/> writes it.</summary>
    public required string Place { get; init; }

    /// <summary>One of <see cref="Lists"/>.</summary>
    public required string List { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The view and the filters as they stand in the address of the list: <c>view=open&amp;priority=Urgent</c>.</summary>
    public required string Query { get; init; }

    /// <summary>Its place among those of its list that are the same people's.</summary>
    public int Position { get; init; }
}
