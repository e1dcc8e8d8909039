using System.Text.Json.Serialization;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Crm.Linking;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Customers;

/// <summary>A customer in a list.</summary>
/// <param name="Id">The id; the ids of all that are the same lead to it.</param>
/// <param name="Name">The name; null: none is known.</param>
/// <param name="CreatedAt">Since when the books have them.</param>
/// <param name="Emails">E-mail addresses.</param>
/// <param name="Phones">Phone numbers.</param>
/// <param name="CustomerNumbers">Customer numbers.</param>
/// <param name="Stage">Where they stand; null: that is not computed yet.</param>
/// <param name="Tags">Their tags.</param>
internal sealed record CustomerCardView(
    Guid Id, string? Name, DateTimeOffset CreatedAt, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones, IReadOnlyList<string> CustomerNumbers,
    [property: JsonConverter(typeof(WordConverter<LifecycleStage>))] LifecycleStage? Stage, IReadOnlyList<string> Tags)
{
    public static CustomerCardView Of(CustomerCard card) => new(card.Id, card.Name, card.CreatedAt, card.Emails, card.Phones, card.Numbers, card.Stage, card.Tags);
}

/// <summary>A page of customers.</summary>
/// <param name="Items">The customers.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null: this page was not full.</param>
internal sealed record CustomerPage(IReadOnlyList<CustomerCardView> Items, string? Next);

/// <summary>What was said of a field.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Customer">Of which of the customers that are the same.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">The value; null: there is said to be none.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="SaidBy">Who of the company said it; null: nobody.</param>
/// <param name="At">When.</param>
/// <param name="WithdrawnAt">Since when it counts no longer; null: it may count.</param>
/// <param name="Import">The number of the import that said it; null: none did.</param>
internal sealed record FactView(long Id, Guid Customer, string Field, string? Value, string Source, string? SaidBy, DateTimeOffset At, DateTimeOffset? WithdrawnAt, long? Import)
{
    public static FactView Of(CustomerFact fact) => new(fact.Id, fact.Customer, fact.Field, fact.Value, fact.Source, fact.SaidBy, fact.At, fact.WithdrawnAt, fact.Import);
}

/// <summary>That two customers are the same, or are not.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Customer">One.</param>
/// <param name="Other">The other.</param>
/// <param name="IsSame">Whether they are the same.</param>
/// <param name="Kind"><c>proof</c>, <c>decided</c> or <c>linked</c>.</param>
/// <param name="DecidedBy">Who decided it; null: it follows from a proof, or from comparing.</param>
/// <param name="At">When.</param>
/// <param name="Comparison">How they compare, where it follows from that.</param>
internal sealed record EdgeView(long Id, Guid Customer, Guid Other, bool IsSame, string Kind, string? DecidedBy, DateTimeOffset At, ComparisonView? Comparison)
{
    public static EdgeView Of(Edge edge) => new(edge.Id, edge.Customer, edge.Other, edge.IsSame, edge.Kind, edge.DecidedBy, edge.At, edge.Comparison is { } evidence ? ComparisonView.Of(evidence) : null);
}

/// <summary>How two customers compare.</summary>
/// <param name="Weight">In bits: the log2 of the odds that they are one person.</param>
/// <param name="Probability">The same as a probability, 0 to 1.</param>
/// <param name="Steps">How the weight comes about.</param>
internal sealed record ComparisonView(double Weight, double Probability, IReadOnlyList<ComparisonStepView> Steps)
{
    public static ComparisonView Of(LinkEvidence evidence) => new(
        evidence.Weight, evidence.Probability, [.. evidence.Steps.Select(step => new ComparisonStepView(step.Kind, step.Field, step.Level, step.Weight, step.Sum))]);
}

/// <summary>One step of a comparison.</summary>
/// <param name="Kind"><c>prior</c>: how rarely two records are one person; <c>field</c>; <c>household</c>: what people who live together share as well.</param>
/// <param name="Field">The field that is compared.</param>
/// <param name="Level">How far it agrees.</param>
/// <param name="Weight">What it adds, in bits.</param>
/// <param name="Sum">The weight up to here, in bits.</param>
internal sealed record ComparisonStepView(
    [property: JsonConverter(typeof(WordConverter<WaterfallKind>))] WaterfallKind Kind, [property: JsonConverter(typeof(WordConverter<LinkField>))] LinkField? Field,
    [property: JsonConverter(typeof(WordConverter<LinkLevel>))] LinkLevel? Level, double Weight, double Sum);

/// <summary>Two customers who may be one person.</summary>
/// <param name="Customer">One.</param>
/// <param name="Other">The other.</param>
/// <param name="Comparison">How they compare.</param>
internal sealed record DuplicateView(Guid Customer, Guid Other, ComparisonView Comparison)
{
    public static DuplicateView Of(LinkProposal proposal) => new(proposal.Customer, proposal.Other, ComparisonView.Of(proposal.Evidence));
}

/// <summary>A page of customers who may be one person.</summary>
/// <param name="Items">The pairs.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null: this page was not full.</param>
internal sealed record DuplicatePage(IReadOnlyList<DuplicateView> Items, string? Next);

/// <summary>A customer who may be somebody.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Contradicted">Whether two facts for life are something else, so that it is most likely a relative.</param>
/// <param name="Comparison">How they compare.</param>
internal sealed record SimilarView(Guid Customer, bool Contradicted, ComparisonView Comparison);

/// <summary>A customer with where everything comes from.</summary>
/// <param name="Id">The id.</param>
/// <param name="Members">The ids of all that are the same, <paramref name="Id"/> first.</param>
/// <param name="CreatedAt">Since when the books have the first of them.</param>
/// <param name="Fields">What counts, by field.</param>
/// <param name="Facts">All that was said.</param>
/// <param name="Identifiers">What tells them apart.</param>
/// <param name="Edges">Why they are the same, and who is not.</param>
/// <param name="WithdrawnAt">Since when nothing is known of them any more, because the import that made them was taken back; null: something is.</param>
internal sealed record CustomerView(
    Guid Id, IReadOnlyList<Guid> Members, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, FactView> Fields, IReadOnlyList<FactView> Facts,
    IReadOnlyList<CustomerIdentifier> Identifiers, IReadOnlyList<EdgeView> Edges, DateTimeOffset? WithdrawnAt)
{
    public static CustomerView Of(CustomerProfile profile) => new(
        profile.Id, profile.Members, profile.CreatedAt, profile.Fields.ToDictionary(field => field.Key, field => FactView.Of(field.Value)), [.. profile.Facts.Select(FactView.Of)],
        profile.Identifiers, [.. profile.Edges.Select(EdgeView.Of)], profile.WithdrawnAt);
}

/// <summary>A customer who is made, or fields that are changed.</summary>
/// <param name="Fields">The fields and their values; a value of null: there is none.</param>
/// <param name="Seen">Of a change: by field, the number of the fact that counted when the caller looked, or null if none did. Then a field that somebody else has changed meanwhile is refused. Left out: whatever counted is written over.</param>
/// <param name="Identifiers">What tells a customer apart who is made.</param>
internal sealed record CustomerBody(Dictionary<string, string?>? Fields, Dictionary<string, long?>? Seen, IReadOnlyList<IdentifierBody>? Identifiers);

/// <summary>Something that tells a customer apart.</summary>
/// <param name="Kind"><c>email</c>, <c>phone</c>, <c>customer_number</c> or <c>external_key</c>.</param>
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
