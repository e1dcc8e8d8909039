using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Dispatch;

/// <summary>What somebody has chosen and can do.</summary>
internal sealed record AgentRow
{
    public required Guid Staff { get; init; }

    public Availability Availability { get; init; }

    public double? Capacity { get; init; }

    /// <summary>Levels, as <see cref="AbilityWords"/> writes them.</summary>
    public string Skills { get; init; } = "";

    public string Languages { get; init; } = "";

    public DateTimeOffset? GivenAt { get; init; }
}

/// <summary>Who takes work, in the database.</summary>
internal static class AgentStore
{
    private const string Columns = "staff, availability, capacity, skills, languages, given_at";

    private const string Save = """
        INSERT INTO desk_agent (staff, availability, capacity, skills, languages, given_at)
        VALUES (@Staff, @availability, @Capacity, @Skills, @Languages, @GivenAt)
        ON CONFLICT (staff) DO UPDATE
        SET availability = excluded.availability, capacity = excluded.capacity, skills = excluded.skills, languages = excluded.languages
        """;

    private const string CountTaking = """
        SELECT count(*) FROM desk_agent a
        WHERE a.availability = 'available' AND EXISTS (SELECT 1 FROM desk_presence p WHERE p.staff = a.staff AND p.until > @now)
        """;

    private const string Arrive = """
        INSERT INTO desk_presence (staff, node, until) VALUES (@staff, @node, @until) ON CONFLICT (staff, node) DO UPDATE SET until = excluded.until
        """;

    /// <summary>What somebody has chosen; who has never chosen anything is away.</summary>
    public static async Task<AgentRow> FindAsync(Session session, Guid staff) =>
        await session.FindAsync<AgentRow>($"SELECT {Columns} FROM desk_agent WHERE staff = @staff", new { staff }) ?? new() { Staff = staff };

    /// <summary>What everybody has chosen who ever chose anything.</summary>
    public static Task<IReadOnlyList<AgentRow>> EverybodyAsync(Session session) => session.QueryAsync<AgentRow>($"SELECT {Columns} FROM desk_agent");

    public static Task SaveAsync(UnitOfWork unit, AgentRow row) => unit.ExecuteAsync(
        Save, new { row.Staff, availability = EnumWord.Of(row.Availability), row.Capacity, row.Skills, row.Languages, row.GivenAt });

    public static Task GivenAsync(UnitOfWork unit, Guid staff, DateTimeOffset at) =>
        unit.ExecuteAsync("UPDATE desk_agent SET given_at = @at WHERE staff = @staff", new { staff, at });

    /// <summary>Whether anybody takes work now.</summary>
    public static async Task<bool> IsAnybodyTakingAsync(Session session, DateTimeOffset now) => await session.GetAsync<long>(CountTaking, new { now }) > 0;

    public static Task ArriveAsync(UnitOfWork unit, Guid staff, string node, DateTimeOffset until) => unit.ExecuteAsync(Arrive, new { staff, node, until });

    /// <summary>Forgets pages of somebody on nodes that have died.</summary>
    public static Task ForgetAsync(UnitOfWork unit, Guid staff, DateTimeOffset now) =>
        unit.ExecuteAsync("DELETE FROM desk_presence WHERE staff = @staff AND until <= @now", new { staff, now });

    public static Task LeaveAsync(UnitOfWork unit, Guid staff, string node) =>
        unit.ExecuteAsync("DELETE FROM desk_presence WHERE staff = @staff AND node = @node", new { staff, node });

    /// <summary>Everybody who answers customers, as it stands with them.</summary>
    public static async Task<IReadOnlyList<DispatchAgent>> ReadAsync(Session session, OfferOptions options, string defaultTeam, DateTimeOffset now)
    {
        var staff = await StaffStore.ListAsync(session);
        var rows = (await session.QueryAsync<AgentRow>($"SELECT {Columns} FROM desk_agent")).ToDictionary(row => row.Staff);
        var connected = (await session.QueryAsync<Guid>("SELECT staff FROM desk_presence WHERE until > @now", new { now })).ToHashSet();
        var held = await OwnershipStore.CountsAsync(session);
        var requests = await WorkOfRequests.CountsAsync(session, options);
        var offered = (await OfferStore.OpenAsync(session)).CountBy(offer => (offer.Agent, offer.Kind)).ToDictionary();
        return
        [
            .. from member in staff.Where(Sight.MayAnswer)
               let row = rows.GetValueOrDefault(member.Id) ?? new() { Staff = member.Id }
               select new DispatchAgent
               {
                   Id = member.Id,
                   Name = member.Name,
                   Sight = Sight.Of(member, defaultTeam),
                   Skills = AbilityWords.SkillsOf(row.Skills),
                   Languages = AbilityWords.LanguagesOf(row.Languages),
                   IsConnected = connected.Contains(member.Id),
                   Availability = row.Availability,
                   Capacity = row.Capacity ?? options.Capacity,
                   Held = new Dictionary<string, int>
                   {
                       ["chat"] = held.GetValueOrDefault(member.Id) + offered.GetValueOrDefault((member.Id, WorkKind.Conversation)),
                       [WorkOfRequests.Channel] = requests.GetValueOrDefault(member.Id) + offered.GetValueOrDefault((member.Id, WorkKind.Request)),
                   },
                   LastGiven = row.GivenAt,
               },
        ];
    }
}
