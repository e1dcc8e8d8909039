using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Relations;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Conversations;

namespace ServiceBot.Desk.Customers;

/// <summary>What kind of thing happened with a customer.</summary>
public enum TimeLineKind
{
    /// <summary>The books have them since.</summary>
    Created,

    /// <summary>A request was opened.</summary>
    Request,

    /// <summary>A conversation began.</summary>
    Conversation,

    /// <summary>An order was placed.</summary>
    Order,

    /// <summary>Something was done with an order.</summary>
    OrderStep,

    /// <summary>They agreed to something.</summary>
    Agreed,

    /// <summary>They refused something, or took their word back.</summary>
    Refused,

    /// <summary>It is not known any more whether they agree to something.</summary>
    NotKnown,

    /// <summary>Somebody said what counts for a field.</summary>
    Said,

    /// <summary>It was decided, or proved, that two records are the same.</summary>
    Merged,

    /// <summary>It was decided that two records are not the same.</summary>
    KeptApart,

    /// <summary>They came to another stage.</summary>
    Stage,

    /// <summary>They stand to somebody in some way.</summary>
    Related,

    /// <summary>They stand to somebody in that way no longer.</summary>
    Unrelated,

    /// <summary>A service contract began.</summary>
    Contract,
}

/// <summary>Something that happened with a customer.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="What">What it was: a subject, a number, a purpose.</param>
/// <param name="Href">Where it is to be seen; null: here.</param>
/// <param name="Fact">What was said of a field; of other kinds null.</param>
public sealed record TimeLineEntry(DateTimeOffset At, TimeLineKind Kind, string What, string? Href, CustomerFact? Fact = null)
{
    /// <summary>All that happened with a customer, the newest first.</summary>
    /// <param name="profile">Who they are.</param>
    /// <param name="story">What was between them and us, as far as who asks sees it.</param>
    /// <param name="consents">What they said to what for.</param>
    /// <param name="stages">What stages they came to.</param>
    /// <param name="relations">How they stand to others, and stood, with the others' names.</param>
    /// <param name="contracts">Their contracts.</param>
    /// <param name="steps">What was done with the orders, by their numbers.</param>
    /// <param name="until">The last instant that counts.</param>
    public static IReadOnlyList<TimeLineEntry> ListOf(
        CustomerProfile profile, CustomerStory story, IEnumerable<ConsentEntry> consents, IEnumerable<LifecycleStep> stages, IEnumerable<(Relation Relation, string? Other)> relations, IEnumerable<Contract> contracts, ILookup<string, OrderStep> steps, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(story);
        ArgumentNullException.ThrowIfNull(steps);
        return
        [
            .. new[] { new TimeLineEntry(profile.CreatedAt, TimeLineKind.Created, "", null) }
                .Concat(story.Requests.Select(one => new TimeLineEntry(one.Request.OpenedAt, TimeLineKind.Request, $"{one.Request.Number} · {one.Request.Subject}", $"/desk/requests/{one.Request.Number}")))
                .Concat(story.Earlier.Select(talk => new TimeLineEntry(talk.OpenedAt, TimeLineKind.Conversation, talk.LastWords ?? $"#{talk.Key}", $"/desk/{talk.Key}?view=ended")))
                .Concat(consents.Select(consent => new TimeLineEntry(consent.At, consent.State switch { ConsentState.Granted => TimeLineKind.Agreed, ConsentState.Withdrawn => TimeLineKind.Refused, _ => TimeLineKind.NotKnown }, consent.Channel.Length == 0 ? consent.Purpose : $"{consent.Purpose}:{consent.Channel}", null)))
                .Concat(story.Orders.Select(order => new TimeLineEntry(order.PlacedAt, TimeLineKind.Order, $"{order.Number} · {order.Items}", $"/desk/orders/{order.Number}")))
                .Concat(story.Orders.SelectMany(order => steps[order.Number].Where(step => step.Move.Kind is not (OrderStepKind.Create or OrderStepKind.Change))
                    .Select(step => new TimeLineEntry(step.At, TimeLineKind.OrderStep, $"{order.Number}:{step.Move.Kind}", $"/desk/orders/{order.Number}"))))
                .Concat(profile.Facts.Where(fact => fact.SaidBy is not null).Select(fact => new TimeLineEntry(fact.At, TimeLineKind.Said, "", null, fact)))
                .Concat(profile.Edges.Select(edge => new TimeLineEntry(edge.At, edge.IsSame ? TimeLineKind.Merged : TimeLineKind.KeptApart, "", "#same")))
                .Concat(relations.Select(one => new TimeLineEntry(one.Relation.At, TimeLineKind.Related, $"{one.Relation.Kind}:{one.Other}", "#relations")))
                .Concat(relations.Where(one => one.Relation.EndedAt is not null).Select(one => new TimeLineEntry(one.Relation.EndedAt!.Value, TimeLineKind.Unrelated, $"{one.Relation.Kind}:{one.Other}", "#relations")))
                .Concat(contracts.Select(contract => new TimeLineEntry(contract.StartsAt, TimeLineKind.Contract, contract.Name, $"/desk/contracts/{contract.Name}")))
                .Concat(stages.Where(step => step.Stage != LifecycleStage.Prospect).Select(step => new TimeLineEntry(step.Since, TimeLineKind.Stage, $"{step.Stage}", null)))
                .Where(entry => entry.At <= until)
                .OrderByDescending(entry => entry.At),
        ];
    }
}
