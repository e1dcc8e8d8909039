using System.Text.Json;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.OnCall;

/// <summary>Rotas in the database.</summary>
public static class RotaStore
{
    private const string Columns = "name, team, zone, layers, version";

    private const string Insert = "INSERT INTO desk_rota (name, team, zone, layers, version) VALUES (@Name, @Team, @Zone, @layers, 1) ON CONFLICT (name) DO NOTHING";

    private const string Update = "UPDATE desk_rota SET team = @Team, zone = @Zone, layers = @layers, version = version + 1 WHERE name = @Name AND version = @Version";

    private const string AddSwap = """
        INSERT INTO desk_rota_swap (rota, from_at, to_at, staff, made_by) VALUES (@rota, @from, @to, @staff, @by) RETURNING id
        """;

    /// <summary>A rota with the swaps that are not over at an instant, or null.</summary>
    public static async Task<Rota?> FindAsync(Session session, string name, DateTimeOffset at) =>
        await ListAsync(session, "WHERE name = @name", new { name }, at) is [var rota] ? rota : null;

    /// <summary>All rotas, by name.</summary>
    public static Task<IReadOnlyList<Rota>> ListAsync(Session session, DateTimeOffset at) => ListAsync(session, "", new { }, at);

    /// <summary>The rotas of a team, by name.</summary>
    public static Task<IReadOnlyList<Rota>> OfTeamAsync(Session session, string team, DateTimeOffset at) => ListAsync(session, "WHERE team = @team", new { team }, at);

    /// <summary>Who is on call at an instant by some rotas, without those who work here no more.</summary>
    internal static async Task<IReadOnlyList<StaffMember>> OnCallAsync(Session session, IEnumerable<Rota> rotas, DateTimeOffset at)
    {
        var members = new List<StaffMember>();
        foreach (var staff in rotas.Select(rota => new RotaTurns(rota).At(at).Staff).OfType<Guid>().Distinct())
        {
            if (await StaffStore.FindAsync(session, staff) is { DisabledAt: null } member)
            {
                members.Add(member);
            }
        }

        return members;
    }

    /// <returns>False: somebody changed it meanwhile, or another of its name came to be.</returns>
    internal static async Task<bool> SaveAsync(UnitOfWork unit, Rota rota) => await unit.ExecuteAsync(
        rota.Version == 0 ? Insert : Update, new { rota.Name, rota.Team, rota.Zone, rota.Version, layers = JsonSerializer.Serialize(rota.Layers) }) == 1;

    internal static async Task DeleteAsync(UnitOfWork unit, string name)
    {
        await unit.ExecuteAsync("DELETE FROM desk_rota_swap WHERE rota = @name", new { name });
        await unit.ExecuteAsync("DELETE FROM desk_rota WHERE name = @name", new { name });
    }

    internal static Task<long> SwapAsync(UnitOfWork unit, string rota, DateTimeOffset from, DateTimeOffset to, Guid staff, string by) =>
        unit.GetAsync<long>(AddSwap, new { rota, from, to, staff, by });

    /// <returns>False: there is no such swap.</returns>
    internal static async Task<bool> TakeBackAsync(UnitOfWork unit, string rota, long id) =>
        await unit.ExecuteAsync("DELETE FROM desk_rota_swap WHERE rota = @rota AND id = @id", new { rota, id }) == 1;

    private static async Task<IReadOnlyList<Rota>> ListAsync(Session session, string where, object parameters, DateTimeOffset at)
    {
        var rows = await session.QueryAsync<Row>($"SELECT {Columns} FROM desk_rota {where} ORDER BY name", parameters);
        var swaps = rows.Count == 0 ? [] : await session.QueryAsync<SwapRow>("SELECT id, rota, from_at, to_at, staff FROM desk_rota_swap WHERE to_at > @at ORDER BY from_at, id", new { at });
        return [.. rows.Select(row => new Rota
        {
            Name = row.Name,
            Team = row.Team,
            Zone = row.Zone,
            Version = row.Version,
            Layers = JsonSerializer.Deserialize<IReadOnlyList<RotaLayer>>(row.Layers)!,
            Swaps = [.. swaps.Where(swap => swap.Rota == row.Name).Select(swap => new RotaSwap(swap.Id, swap.FromAt, swap.ToAt, swap.Staff))],
        })];
    }

    private sealed record Row
    {
        public required string Name { get; init; }

        public required string Team { get; init; }

        public required string Zone { get; init; }

        public required string Layers { get; init; }

        public required long Version { get; init; }
    }

    private sealed record SwapRow
    {
        public required long Id { get; init; }

        public required string Rota { get; init; }

        public required DateTimeOffset FromAt { get; init; }

        public required DateTimeOffset ToAt { get; init; }

        public required Guid Staff { get; init; }
    }
}
