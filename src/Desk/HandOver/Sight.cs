using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.HandOver;

/// <summary>
/// Which conversations somebody sees: agents and leads those of their team, of no team, and their own; everybody else, and a program without a
/// person, all.
/// </summary>
/// <param name="All">Whether everything.</param>
/// <param name="Team">Their team, or null.</param>
/// <param name="Me">Who it is, or null.</param>
internal sealed record Sight(bool All, string? Team, Guid? Me)
{
    /// <summary>What somebody sees; null: a program.</summary>
    public static Sight Of(StaffMember? member) =>
        new(member is not { Role: StaffRole.Agent or StaffRole.Lead, Team: not null }, member?.Team, member?.Id);

    /// <summary>What is their own team's alone, whatever else they may see.</summary>
    public Sight OfTeam => this with { All = false };

    /// <summary>Whether a conversation is seen; one that the desk has nothing of is with the bot, and everybody's.</summary>
    public bool Sees(DeskConversation? row) => All || row?.Team is null || row.Team == Team || row.Agent == Me || row.OfferedTo == Me;

    /// <summary>Whether somebody may answer customers.</summary>
    public static bool MayAnswer(StaffMember member) => member is { DisabledAt: null, Role: StaffRole.Agent or StaffRole.Lead or StaffRole.Administrator };

    /// <summary>Whether somebody may whisper, and take conversations from others.</summary>
    public static bool MayLead(StaffMember member) => member is { DisabledAt: null, Role: StaffRole.Lead or StaffRole.Administrator };
}
