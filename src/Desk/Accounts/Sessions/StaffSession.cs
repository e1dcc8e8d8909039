namespace ServiceBot.Desk.Accounts.Sessions;

/// <summary>A browser that is signed in.</summary>
public sealed record StaffSession
{
    /// <summary>Its id, which is no secret.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>The network address that it began from.</summary>
    public required string Address { get; init; }

    /// <summary>What the browser calls itself.</summary>
    public required string Agent { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}
