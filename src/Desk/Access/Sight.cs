using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Access;

/// <summary>
/// Whose rows somebody sees: the one rule for lists, pages, the API and live events. Agents and leads see the rows of their team, of the default
/// team, of no team, the requests that they work on, and the conversations that they hold or that are kept for them; whoever has no team is of the default team. Everybody
/// else, and a program without a person, sees all.
/// </summary>
public sealed record Sight
{
    private Sight()
    {
    }

    /// <summary>Every row.</summary>
    public static Sight Everything { get; } = new() { SeesAll = true };

    /// <summary>Whether every row is seen.</summary>
    public required bool SeesAll { get; init; }

    /// <summary>The team whose rows are seen.</summary>
    public string? OwnTeam { get; init; }

    /// <summary>The team whose rows everybody sees.</summary>
    public string? SharedTeam { get; init; }

    /// <summary>Who it is; null: a program.</summary>
    public Guid? Me { get; init; }

    /// <summary>What is their own team's or nobody's alone, whatever else they may see.</summary>
    public Sight OfTeam => this with { SeesAll = false, SharedTeam = null };

    /// <summary>What somebody sees.</summary>
    /// <param name="member">Who it is; null: a program.</param>
    /// <param name="defaultTeam">The team of what fits no routing rule.</param>
    public static Sight Of(StaffMember? member, string defaultTeam) => new()
    {
        SeesAll = member is not { Role: StaffRole.Agent or StaffRole.Lead },
        OwnTeam = member?.Team ?? defaultTeam,
        SharedTeam = defaultTeam,
        Me = member?.Id,
    };

    /// <summary>The condition on a table's column that holds the team; <see cref="SeesAll"/>, <see cref="OwnTeam"/> and <see cref="SharedTeam"/> are its parameters.</summary>
    /// <param name="column">The column.</param>
    public static string Sql(string column) => $"(@SeesAll OR {column} IS NULL OR {column} = @OwnTeam OR {column} = @SharedTeam)";

    /// <summary>The same of a row that was read.</summary>
    /// <param name="team">The row's team.</param>
    public bool Sees(string? team) => SeesAll || team is null || team == OwnTeam || team == SharedTeam;

    /// <summary>Whether a request is seen: of one's teams, or one's own.</summary>
    public bool Sees(ServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Sees(request.Team, request.Agent, offeredTo: null);
    }

    /// <summary>Whether a conversation is seen; one that the desk has nothing of is with the bot, and everybody's.</summary>
    internal bool Sees(DeskConversation? row) => row is null || Sees(row.Team, row.Agent, row.OfferedTo);

    /// <summary>Whether a conversation is seen that is a team's, is held by an agent and kept for another.</summary>
    internal bool Sees(string? team, Guid? agent, Guid? offeredTo) => Sees(team) || (Me is { } me && (agent == me || offeredTo == me));

    /// <summary>Whether somebody may answer customers.</summary>
    internal static bool MayAnswer(StaffMember member) => member is { DisabledAt: null, Role: StaffRole.Agent or StaffRole.Lead or StaffRole.Administrator };

    /// <summary>Whether somebody may whisper, and take conversations from others.</summary>
    internal static bool MayLead(StaffMember member) => member is { DisabledAt: null, Role: StaffRole.Lead or StaffRole.Administrator };
}
