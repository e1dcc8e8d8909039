using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;

namespace ServiceBot.Desk.Customers;

/// <summary>A customer in a list.</summary>
/// <param name="Id">The id; the ids of all that are the same lead to it.</param>
/// <param name="Name">The name; null: none is known.</param>
/// <param name="CreatedAt">Since when the books have them.</param>
/// <param name="Emails">E-mail addresses.</param>
/// <param name="Phones">Phone numbers.</param>
/// <param name="CustomerNumbers">Customer numbers.</param>
internal sealed record CustomerCardView(Guid Id, string? Name, DateTimeOffset CreatedAt, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones, IReadOnlyList<string> CustomerNumbers)
{
    public static CustomerCardView Of(CustomerCard card) => new(card.Id, card.Name, card.CreatedAt, card.Emails, card.Phones, card.Numbers);
}

/// <summary>A page of customers.</summary>
/// <param name="Items">The customers.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null: this page was not full.</param>
internal sealed record CustomerPage(IReadOnlyList<CustomerCardView> Items, Guid? Next);

/// <summary>What was said of a field.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Customer">Of which of the customers that are the same.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">The value; null: there is said to be none.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="SaidBy">Who of the company said it; null: nobody.</param>
/// <param name="At">When.</param>
/// <param name="WithdrawnAt">Since when it counts no longer; null: it may count.</param>
internal sealed record FactView(long Id, Guid Customer, string Field, string? Value, string Source, string? SaidBy, DateTimeOffset At, DateTimeOffset? WithdrawnAt)
{
    public static FactView Of(CustomerFact fact) => new(fact.Id, fact.Customer, fact.Field, fact.Value, fact.Source, fact.SaidBy, fact.At, fact.WithdrawnAt);
}

/// <summary>That two customers are the same, or are not.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Customer">One.</param>
/// <param name="Other">The other.</param>
/// <param name="IsSame">Whether they are the same.</param>
/// <param name="Kind"><c>proof</c> or <c>decided</c>.</param>
/// <param name="DecidedBy">Who decided it; null: a proof.</param>
/// <param name="At">When.</param>
internal sealed record EdgeView(long Id, Guid Customer, Guid Other, bool IsSame, string Kind, string? DecidedBy, DateTimeOffset At)
{
    public static EdgeView Of(Edge edge) => new(edge.Id, edge.Customer, edge.Other, edge.IsSame, edge.Kind, edge.DecidedBy, edge.At);
}

/// <summary>A customer with where everything comes from.</summary>
/// <param name="Id">The id.</param>
/// <param name="Members">The ids of all that are the same, <paramref name="Id"/> first.</param>
/// <param name="CreatedAt">Since when the books have the first of them.</param>
/// <param name="Fields">What counts, by field.</param>
/// <param name="Facts">All that was said.</param>
/// <param name="Identifiers">What tells them apart.</param>
/// <param name="Edges">Why they are the same, and who is not.</param>
internal sealed record CustomerView(
    Guid Id, IReadOnlyList<Guid> Members, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, FactView> Fields, IReadOnlyList<FactView> Facts,
    IReadOnlyList<CustomerIdentifier> Identifiers, IReadOnlyList<EdgeView> Edges)
{
    public static CustomerView Of(CustomerProfile profile) => new(
        profile.Id, profile.Members, profile.CreatedAt, profile.Fields.ToDictionary(field => field.Key, field => FactView.Of(field.Value)), [.. profile.Facts.Select(FactView.Of)],
        profile.Identifiers, [.. profile.Edges.Select(EdgeView.Of)]);
}

/// <summary>A customer who is made, or fields that are changed.</summary>
/// <param name="Fields">The fields and their values; a value of null: there is none.</param>
/// <param name="Seen">Of a change: by field, the number of the fact that counted when the caller looked, or null if none did. Then a field that somebody else has changed meanwhile is refused. Left out: whatever counted is written over.</param>
/// <param name="Identifiers">What tells a customer apart who is made.</param>
internal sealed record CustomerBody(Dictionary<string, string?>? Fields, Dictionary<string, long?>? Seen, IReadOnlyList<IdentifierBody>? Identifiers);

/// <summary>Something that tells a customer apart.</summary>
/// <param name="Kind"><c>email</c>, <c>phone</c> or <c>customer_number</c>.</param>
/// <param name="Value">As it is written.</param>
internal sealed record IdentifierBody(string? Kind, string? Value);

/// <summary>Who else a customer is, or is not.</summary>
/// <param name="Other">The other customer's id.</param>
/// <param name="Why">What speaks for it; null: nothing is said.</param>
internal sealed record OtherBody(Guid? Other, string? Why);

/// <summary>What became of a decision.</summary>
/// <param name="Edge">Its number, by which it is taken back; null: it was so already.</param>
/// <param name="Customers">The customers whose pages are now those of all that were touched.</param>
internal sealed record DecisionView(long? Edge, IReadOnlyList<Guid> Customers);
