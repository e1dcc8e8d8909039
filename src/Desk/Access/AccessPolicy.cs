using System.Collections.Frozen;
using System.Security.Claims;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Access;

/// <summary>Who may do what: for pages, lists and the API alike. Whose rows they see is <see cref="Sight"/>.</summary>
public static class AccessPolicy
{
    private static readonly Permission[] Agent =
    [
        Permission.RequestsRead, Permission.RequestsWrite, Permission.ConversationsRead, Permission.ConversationsWrite,
        Permission.GapsRead, Permission.CustomersRead, Permission.CustomersWrite, Permission.ContractsRead, Permission.SalesRead, Permission.SalesWrite, Permission.RotasRead,
    ];

    private static readonly Permission[] Lead = [.. Agent, Permission.OutboxRead, Permission.OutboxWrite, Permission.ReportsRead, Permission.OutreachRead, Permission.ContractsWrite, Permission.SalesApprove, Permission.RotasWrite];

    private static readonly FrozenDictionary<StaffRole, FrozenSet<Permission>> Table = new Dictionary<StaffRole, FrozenSet<Permission>>
    {
        [StaffRole.Agent] = [.. Agent],
        [StaffRole.Lead] = [.. Lead],
        [StaffRole.Manager] = [.. Lead.Except([Permission.ConversationsWrite]), Permission.ArchiveRead, Permission.PeopleRead, Permission.ImportsRead, Permission.ImportsWrite, Permission.CustomersExport, Permission.FieldsWrite, Permission.FormsRead, Permission.FormsWrite, Permission.PrivacyRead, Permission.PrivacyWrite, Permission.ModelsWrite, Permission.SegmentsWrite, Permission.OutreachWrite],
        [StaffRole.Administrator] = [.. Enum.GetValues<Permission>().Except([Permission.BotSpeak, Permission.MailDeliver])],
        [StaffRole.Auditor] = [.. Enum.GetValues<Permission>().Where(permission => PermissionWord.Of(permission).EndsWith(":read", StringComparison.Ordinal))],
    }.ToFrozenDictionary();

    /// <summary>What a role may do.</summary>
    public static IReadOnlySet<Permission> Of(StaffRole role) => Table[role];

    /// <summary>Whether somebody who is signed in may do something.</summary>
    public static bool May(this ClaimsPrincipal caller, Permission permission) => caller.HasClaim(CallerClaims.Permission, PermissionWord.Of(permission));

    /// <summary>Whether somebody may use the canned replies and saved views of a place: their own, their team's and the company's; who sees every row, every team's.</summary>
    /// <param name="sight">Whose rows they see.</param>
    /// <param name="place">The place, as <see cref="CannedPlace"/> writes it.</param>
    internal static bool Sees(Sight sight, string place) => place == CannedPlace.Company
        || (CannedPlace.TeamOf(place) is { } team ? sight.SeesAll || team == sight.OwnTeam : sight.Me is { } me && place == CannedPlace.Of(me));

    /// <summary>Whether somebody may change the canned replies and saved views of a place: everybody their own, leads their team's, managers and administrators every team's and the company's.</summary>
    /// <param name="member">Who; null: a program, which may change all but people's own.</param>
    /// <param name="place">The place, as <see cref="CannedPlace"/> writes it.</param>
    public static bool MayEdit(StaffMember? member, string place) => CannedPlace.TeamOf(place) is { } team
        ? member is null or { Role: StaffRole.Manager or StaffRole.Administrator } || (member.Role == StaffRole.Lead && member.Team == team)
        : place == CannedPlace.Company ? member is null or { Role: StaffRole.Manager or StaffRole.Administrator }
        : member is not null && place == CannedPlace.Of(member.Id);

    /// <summary>Whether somebody may change the rotas of a team: leads their team's, managers and administrators every team's.</summary>
    /// <param name="member">Who; null: a program, which may change all.</param>
    /// <param name="team">The team.</param>
    public static bool MayKeepRota(StaffMember? member, string team) => member is null || Of(member.Role).Contains(Permission.RotasWrite) && (member.Role != StaffRole.Lead || member.Team == team);

    /// <summary>What the policy says of somebody, as claims.</summary>
    internal static IEnumerable<Claim> ClaimsOf(StaffMember member) =>
        [new(ClaimTypes.Role, member.Role.ToString()), .. Of(member.Role).Select(permission => new Claim(CallerClaims.Permission, PermissionWord.Of(permission)))];
}
