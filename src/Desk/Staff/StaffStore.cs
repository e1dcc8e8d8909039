using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Staff;

/// <summary>The people of the desk in the database.</summary>
public static class StaffStore
{
    private const string Columns = "id, name, email, role, team, language, created_at, disabled_at";

    private const string Insert = """
        INSERT INTO desk_staff (id, name, email, role, team, language, created_at, disabled_at)
        VALUES (@Id, @Name, @Email, @role, @Team, @Language, @CreatedAt, @DisabledAt)
        ON CONFLICT (email) DO NOTHING
        """;

    private const string Update = """
        UPDATE desk_staff
        SET name = @Name, email = @Email, role = @role, team = @Team, language = @Language, disabled_at = @DisabledAt
        WHERE id = @Id
        """;

    /// <summary>Somebody, also when they have left; null: there is nobody of that id.</summary>
    public static Task<StaffMember?> FindAsync(Session session, Guid id) =>
        session.FindAsync<StaffMember>($"SELECT {Columns} FROM desk_staff WHERE id = @id", new { id });

    /// <summary>Who has an address, also when they have left; null: nobody.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="email">The address, normalised.</param>
    public static Task<StaffMember?> FindByEmailAsync(Session session, string email) =>
        session.FindAsync<StaffMember>($"SELECT {Columns} FROM desk_staff WHERE email = @email", new { email });

    /// <summary>Everybody, by name; who has left as well.</summary>
    public static Task<IReadOnlyList<StaffMember>> ListAsync(Session session) =>
        session.QueryAsync<StaffMember>($"SELECT {Columns} FROM desk_staff ORDER BY name, id", new { });

    /// <summary>Adds somebody.</summary>
    /// <returns>False: the address is taken.</returns>
    public static async Task<bool> AddAsync(UnitOfWork unit, StaffMember member) =>
        await unit.ExecuteAsync(Insert, ParametersOf(member)) == 1;

    /// <summary>Changes somebody.</summary>
    /// <returns>False: there is nobody of that id.</returns>
    public static async Task<bool> SaveAsync(UnitOfWork unit, StaffMember member) =>
        await unit.ExecuteAsync(Update, ParametersOf(member)) == 1;

    private static object ParametersOf(StaffMember member) => new
    {
        member.Id,
        member.Name,
        member.Email,
        role = EnumWord.Of(member.Role),
        member.Team,
        member.Language,
        member.CreatedAt,
        member.DisabledAt,
    };
}
