using System.Collections.Frozen;
using System.Security.Claims;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Access;

/// <summary>Who may do what, and whose rows they see: for pages, lists and the API alike.</summary>
public static class AccessPolicy
{
    private const string TeamClaim = "team";
    private const string SharedTeamClaim = "shared-team";

    private static readonly Permission[] Agent =
    [
        Permission.RequestsRead, Permission.RequestsWrite, Permission.ConversationsRead, Permission.ConversationsWrite,
        Permission.GapsRead,
    ];

    private static readonly Permission[] Lead = [.. Agent, Permission.OutboxRead, Permission.OutboxWrite, Permission.ReportsRead];

    private static readonly FrozenDictionary<StaffRole, FrozenSet<Permission>> Table = new Dictionary<StaffRole, FrozenSet<Permission>>
    {
        [StaffRole.Agent] = [.. Agent],
        [StaffRole.Lead] = [.. Lead],
        [StaffRole.Manager] = [.. Lead.Except([Permission.ConversationsWrite]), Permission.ArchiveRead, Permission.PeopleRead],
        [StaffRole.Administrator] = [.. Enum.GetValues<Permission>().Except([Permission.BotSpeak])],
        [StaffRole.Auditor] = [.. Enum.GetValues<Permission>().Where(permission => PermissionWord.Of(permission).EndsWith(":read", StringComparison.Ordinal))],
    }.ToFrozenDictionary();

    /// <summary>What a role may do.</summary>
    public static IReadOnlySet<Permission> Of(StaffRole role) => Table[role];

    /// <summary>Whether somebody who is signed in may do something.</summary>
    public static bool May(this ClaimsPrincipal caller, Permission permission) => caller.HasClaim(CallerClaims.Permission, PermissionWord.Of(permission));

    /// <summary>Whose rows a caller sees. Agents and leads: those of their team, and those that are no team's in particular. Everybody else, and programs: all.</summary>
    public static TeamScope RowsOf(ClaimsPrincipal caller) =>
        caller.FindFirstValue(ClaimTypes.Role) is nameof(StaffRole.Agent) or nameof(StaffRole.Lead)
            ? TeamScope.Only(caller.FindFirstValue(TeamClaim), caller.FindFirstValue(SharedTeamClaim))
            : TeamScope.All;

    /// <summary>What the policy says of somebody, as claims.</summary>
    /// <param name="member">Who it is.</param>
    /// <param name="sharedTeam">The team of what fits no routing rule, whose rows are everybody's.</param>
    internal static IEnumerable<Claim> ClaimsOf(StaffMember member, string sharedTeam) =>
    [
        new(ClaimTypes.Role, member.Role.ToString()),
        new(SharedTeamClaim, sharedTeam),
        .. member.Team is { } team ? [new Claim(TeamClaim, team)] : Array.Empty<Claim>(),
        .. Of(member.Role).Select(permission => new Claim(CallerClaims.Permission, PermissionWord.Of(permission))),
    ];
}

/// <summary>The rows that somebody sees, for stores to put into their SQL.</summary>
public sealed record TeamScope
{
    private TeamScope()
    {
    }

    /// <summary>Every row.</summary>
    public static TeamScope All { get; } = new() { SeesAll = true };

    /// <summary>Whether every row is seen.</summary>
    public required bool SeesAll { get; init; }

    /// <summary>The team whose rows are seen; null: none.</summary>
    public string? OwnTeam { get; init; }

    /// <summary>The team whose rows everybody sees.</summary>
    public string? SharedTeam { get; init; }

    /// <summary>The rows of a team, those that everybody sees, and those without a team.</summary>
    public static TeamScope Only(string? team, string? sharedTeam) => new() { SeesAll = false, OwnTeam = team, SharedTeam = sharedTeam };

    /// <summary>The condition on a table's column that holds the team; <see cref="SeesAll"/>, <see cref="OwnTeam"/> and <see cref="SharedTeam"/> are its parameters.</summary>
    /// <param name="column">The column.</param>
    public static string Sql(string column) => $"(@SeesAll OR {column} IS NULL OR {column} = @OwnTeam OR {column} = @SharedTeam)";

    /// <summary>The same of a row that was read.</summary>
    /// <param name="team">The row's team.</param>
    public bool Sees(string? team) => SeesAll || team is null || team == OwnTeam || team == SharedTeam;
}
