using ServiceBot.Desk.Access;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Tests.Desk.Dispatch;

/// <summary>Work and people to begin with.</summary>
internal static class A
{
    public static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static WorkItem Chat(long number = 1) => new()
    {
        Id = new(WorkKind.Conversation, number),
        Channel = "chat",
        Team = "billing",
        Language = "en",
        WaitsSince = Nine,
        DueAt = Nine.AddMinutes(2),
    };

    public static WorkItem Request(long number = 1) => Chat(number) with { Id = new(WorkKind.Request, number), Channel = "request", DueAt = Nine.AddHours(4) };

    public static DispatchAgent Agent(int number, string? team = "billing", StaffRole role = StaffRole.Agent) => new()
    {
        Id = IdOf(number),
        Name = $"Agent {number}",
        Sight = Sight.Of(new() { Id = IdOf(number), Name = "", Email = "", Role = role, Team = team, Language = "en", CreatedAt = Nine }, "care"),
        IsConnected = true,
        Availability = Availability.Available,
        Capacity = 3,
    };

    public static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);
}
