using ServiceBot.Storage;

namespace ServiceBot.Outreach.Templates;

/// <summary>Templates in the database.</summary>
public static class TemplateStore
{
    private const string Select = """
        SELECT t.id, t.name, v.version, v.at, v.made_by, t.archived_at, v.texts AS texts_json
        FROM outreach_template t JOIN outreach_template_version v ON v.template_id = t.id
        """;

    /// <summary>Those that are offered, by name, as they are now.</summary>
    /// <param name="session">Where to read.</param>
    public static Task<IReadOnlyList<MessageTemplate>> ListAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<MessageTemplate>($"{Select} AND v.version = t.version WHERE t.archived_at IS NULL ORDER BY t.name, t.id");
    }

    /// <summary>One as it is now, or null.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="id">Its id.</param>
    public static Task<MessageTemplate?> FindAsync(Session session, Guid id)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FindAsync<MessageTemplate>($"{Select} AND v.version = t.version WHERE t.id = @id", new { id });
    }

    /// <summary>All versions of one, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="id">Its id.</param>
    public static Task<IReadOnlyList<MessageTemplate>> VersionsAsync(Session session, Guid id)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<MessageTemplate>($"{Select} WHERE t.id = @id ORDER BY v.version DESC", new { id });
    }

    internal static async Task<bool> IsTakenAsync(Session session, string name, Guid except) =>
        await session.FindAsync<Guid?>("SELECT id FROM outreach_template WHERE name = @name AND archived_at IS NULL AND id <> @except", new { name, except }) is not null;

    internal static async Task SaveAsync(UnitOfWork unit, MessageTemplate template)
    {
        await unit.ExecuteAsync(
            """
            INSERT INTO outreach_template (id, name, version, archived_at) VALUES (@Id, @Name, @Version, @ArchivedAt)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version, archived_at = excluded.archived_at
            """,
            new { template.Id, template.Name, template.Version, template.ArchivedAt });
        await unit.ExecuteAsync(
            "INSERT INTO outreach_template_version (template_id, version, at, made_by, texts) VALUES (@Id, @Version, @At, @MadeBy, @TextsJson) ON CONFLICT (template_id, version) DO NOTHING",
            new { template.Id, template.Version, template.At, template.MadeBy, template.TextsJson });
    }
}
