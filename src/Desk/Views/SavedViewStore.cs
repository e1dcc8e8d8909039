using ServiceBot.Desk.Access;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Views;

/// <summary>Saved views in the database.</summary>
internal static class SavedViewStore
{
    private const string Columns = "id, place, list, name, query, position";

    // What is everybody's comes first, then the team's, then one's own.
    private const string List = $"""
        SELECT {Columns} FROM desk_view
        WHERE list = @list AND (place = 'company' OR place = @mine OR place = @ownTeam OR (@seesAll AND place LIKE 'team:%'))
        ORDER BY CASE WHEN place = 'company' THEN 0 WHEN place = @mine THEN 2 ELSE 1 END, place, position, name, id
        """;

    private const string Save = """
        INSERT INTO desk_view (id, place, list, name, query, position) VALUES (@Id, @Place, @List, @Name, @Query, @Position)
        ON CONFLICT (id) DO UPDATE SET place = excluded.place, name = excluded.name, query = excluded.query, position = excluded.position
        """;

    public static Task<IReadOnlyList<SavedView>> ListAsync(Session session, string list, Sight sight) => session.QueryAsync<SavedView>(
        List, new { list, mine = sight.Me is { } me ? CannedPlace.Of(me) : "", ownTeam = sight.OwnTeam is { } team ? CannedPlace.Of(team) : "", seesAll = sight.SeesAll });

    public static async Task<SavedView?> FindAsync(Session session, Guid id, Sight sight) =>
        await session.FindAsync<SavedView>($"SELECT {Columns} FROM desk_view WHERE id = @id", new { id }) is { } view && AccessPolicy.Sees(sight, view.Place) ? view : null;

    /// <summary>Those of a place, in their order.</summary>
    public static Task<IReadOnlyList<SavedView>> OfPlaceAsync(Session session, string list, string place) =>
        session.QueryAsync<SavedView>($"SELECT {Columns} FROM desk_view WHERE list = @list AND place = @place ORDER BY position, name, id", new { list, place });

    public static Task SaveAsync(UnitOfWork unit, SavedView view) => unit.ExecuteAsync(Save, view);

    public static Task DeleteAsync(UnitOfWork unit, Guid id) => unit.ExecuteAsync("DELETE FROM desk_view WHERE id = @id", new { id });

    public static Task<string?> FirstAsync(Session session, Guid staff, string list) =>
        session.FindAsync<string>("SELECT query FROM desk_view_first WHERE staff = @staff AND list = @list", new { staff, list });

    public static Task SetFirstAsync(UnitOfWork unit, Guid staff, string list, string? query) => unit.ExecuteAsync(
        query is null
            ? "DELETE FROM desk_view_first WHERE staff = @staff AND list = @list"
            : "INSERT INTO desk_view_first (staff, list, query) VALUES (@staff, @list, @query) ON CONFLICT (staff, list) DO UPDATE SET query = excluded.query",
        new { staff, list, query });
}
