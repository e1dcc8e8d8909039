using ServiceBot.Crm.Identity;

namespace ServiceBot.Crm.Relations;

/// <summary>How one customer stands to another.</summary>
public enum RelationKind
{
    /// <summary>Works for the other, an organisation.</summary>
    WorksFor,

    /// <summary>Lives in the other, a household.</summary>
    MemberOf,

    /// <summary>Is a part of the other, both organisations: a branch, a subsidiary.</summary>
    PartOf,

    /// <summary>Is the other's partner; the other is theirs.</summary>
    PartnerOf,

    /// <summary>Is the other's parent or guardian.</summary>
    ParentOf,

    /// <summary>Is related to the other in another way, and the other to them.</summary>
    RelatedTo,
}

/// <summary>That one customer stands to another in some way; nothing of both moves, and it can be ended.</summary>
public sealed record Relation
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Who stands to the other.</summary>
    public required Guid Customer { get; init; }

    /// <summary>The other.</summary>
    public required Guid Other { get; init; }

    /// <summary>How.</summary>
    public required RelationKind Kind { get; init; }

    /// <summary>More about it: «buys for the Leeds branch»; empty: nothing.</summary>
    public required string Note { get; init; }

    /// <summary>Who said so: <c>staff:…</c> or <c>api:…</c>.</summary>
    public required string SaidBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when it is so no longer; null: it is.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it reads the same from both sides.</summary>
    public static bool IsMutual(RelationKind kind) => kind is RelationKind.PartnerOf or RelationKind.RelatedTo;

    /// <summary>What the two must be, of <see cref="PartyKinds"/>; null: anything.</summary>
    internal static (string? One, string? Other) Parties(RelationKind kind) => kind switch
    {
        RelationKind.WorksFor => (PartyKinds.Person, PartyKinds.Organisation),
        RelationKind.MemberOf => (PartyKinds.Person, PartyKinds.Household),
        RelationKind.PartOf => (PartyKinds.Organisation, PartyKinds.Organisation),
        RelationKind.PartnerOf or RelationKind.ParentOf => (PartyKinds.Person, PartyKinds.Person),
        _ => (null, null),
    };
}
