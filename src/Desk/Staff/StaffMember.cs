using System.Text.Json.Serialization;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Staff;

/// <summary>What somebody at the desk may do.</summary>
[JsonConverter(typeof(WordConverter<StaffRole>))]
public enum StaffRole
{
    /// <summary>Answers customers.</summary>
    Agent,

    /// <summary>Answers customers, and sees what the team does.</summary>
    Lead,

    /// <summary>Reads the figures of all teams.</summary>
    Manager,

    /// <summary>Runs the product: people, keys, settings.</summary>
    Administrator,

    /// <summary>Reads everything and changes nothing.</summary>
    Auditor,
}

/// <summary>Somebody who works at the desk.</summary>
public sealed record StaffMember
{
    /// <summary>Their id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name that colleagues and customers read.</summary>
    public required string Name { get; init; }

    /// <summary>The address they sign in with, normalised.</summary>
    public required string Email { get; init; }

    /// <summary>What they may do.</summary>
    public required StaffRole Role { get; init; }

    /// <summary>Their team, a word as in <see cref="Requests.ServiceRequest.Team"/>; null: none.</summary>
    public string? Team { get; init; }

    /// <summary>The language of their pages: <c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>When they came.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they left; null: they work here.</summary>
    public DateTimeOffset? DisabledAt { get; init; }
}
