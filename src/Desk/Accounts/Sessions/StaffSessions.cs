using Microsoft.Extensions.Options;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.Sessions;

/// <summary>The browsers that are signed in. They stand in the database, so that ending one ends it everywhere and at once.</summary>
public sealed class StaffSessions(IOptions<AccountOptions> options, IDatabase database, TimeProvider clock)
{
    private const string Columns = "id, staff_id, address, agent, created_at, seen_at";

    private static readonly TimeSpan SeenAfter = TimeSpan.FromMinutes(1);

    private const string Insert = """
        INSERT INTO desk_session (id, hash, staff_id, address, agent, created_at, seen_at) VALUES (@id, @hash, @staff, @Address, @Agent, @now, @now)
        """;

    private TimeSpan Idle => TimeSpan.FromMinutes(options.Value.IdleMinutes);

    private TimeSpan Life => TimeSpan.FromHours(options.Value.SessionHours);

    /// <summary>Whose session a token is, and who that is now; null: it is over, or they have left.</summary>
    public async Task<(StaffSession Session, StaffMember Member)?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await FindAsync("hash = @hash", new { hash = SecretToken.HashOf(token) }, now, cancellationToken);
        if (found is { Session: var used } && now - used.SeenAt > SeenAfter)
        {
            await database.WriteAsync(unit => unit.ExecuteAsync("UPDATE desk_session SET seen_at = @now WHERE id = @Id", new { now, used.Id }), cancellationToken);
        }

        return found;
    }

    /// <summary>Whose session it still is; null: it is over, or they have left. Looking does not make it last.</summary>
    internal async Task<StaffMember?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await FindAsync("id = @id", new { id }, clock.GetUtcNow(), cancellationToken))?.Member;

    /// <summary>Somebody's sessions that are not over, the last used first.</summary>
    public async Task<IReadOnlyList<StaffSession>> ListAsync(Session session, Guid staff)
    {
        var now = clock.GetUtcNow();
        var all = await session.QueryAsync<StaffSession>($"SELECT {Columns} FROM desk_session WHERE staff_id = @staff ORDER BY seen_at DESC, id DESC", new { staff });
        return [.. all.Where(row => row.SeenAt + Idle > now && row.CreatedAt + Life > now)];
    }

    /// <summary>Begins a session under a new secret; those of anybody that are over go with it.</summary>
    /// <returns>The secret for the cookie.</returns>
    internal async Task<string> BeginAsync(UnitOfWork unit, Guid staff, StaffBrowser browser)
    {
        var now = clock.GetUtcNow();
        var token = SecretToken.New();
        await unit.ExecuteAsync("DELETE FROM desk_session WHERE seen_at <= @idle OR created_at <= @old", new { idle = now - Idle, old = now - Life });
        await unit.ExecuteAsync(Insert, new { id = Guid.CreateVersion7(now), hash = SecretToken.HashOf(token), staff, browser.Address, browser.Agent, now });
        return token;
    }

    /// <summary>Puts a new secret in the place of a session's old one, so that a copy of that is worth nothing.</summary>
    /// <returns>The secret for the cookie; null: there is no such session.</returns>
    internal static async Task<string?> RenewAsync(UnitOfWork unit, Guid id)
    {
        var token = SecretToken.New();
        return await unit.ExecuteAsync("UPDATE desk_session SET hash = @hash WHERE id = @id", new { hash = SecretToken.HashOf(token), id }) == 1 ? token : null;
    }

    /// <summary>Ends one session of somebody.</summary>
    /// <returns>False: they have no such session.</returns>
    internal static async Task<bool> EndAsync(UnitOfWork unit, Guid staff, Guid id) =>
        await unit.ExecuteAsync("DELETE FROM desk_session WHERE staff_id = @staff AND id = @id", new { staff, id }) == 1;

    /// <summary>Ends all sessions of somebody, but for one.</summary>
    internal static Task EndAllAsync(UnitOfWork unit, Guid staff, Guid? except = null) =>
        unit.ExecuteAsync("DELETE FROM desk_session WHERE staff_id = @staff AND (id <> @except OR @except IS NULL)", new { staff, except });

    private Task<(StaffSession Session, StaffMember Member)?> FindAsync(string condition, object parameters, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync<(StaffSession, StaffMember)?>(
            async session => await session.FindAsync<StaffSession>($"SELECT {Columns} FROM desk_session WHERE {condition}", parameters) is { } row
                && row.SeenAt + Idle > now && row.CreatedAt + Life > now
                && await StaffStore.FindAsync(session, row.StaffId) is { DisabledAt: null } member
                    ? (row, member)
                    : null,
            cancellationToken);
}
