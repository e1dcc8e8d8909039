using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Crm.Privacy;

/// <summary>Files of imports and their rejected rows, since they ended; what they said of customers stays, and can be taken back as before.</summary>
internal sealed class RetainedImports : IRetained
{
    public string Kind => ImportTraces.Import;

    public (string Table, string Key, string Condition) Due => (
        "crm_import", "id",
        """
        COALESCE(ended_at, at) < @before AND state NOT IN ('uploading', 'checking', 'running', 'reverting', 'restoring')
            AND (EXISTS (SELECT 1 FROM crm_import_part p WHERE p.import_id = crm_import.id) OR EXISTS (SELECT 1 FROM crm_import_reject r WHERE r.import_id = crm_import.id))
        """);

    public Task EraseAsync(UnitOfWork unit, long[] keys)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.ExecuteAsync($"DELETE FROM crm_import_reject WHERE {unit.Dialect.IsIn("import_id", "@keys")}", new { keys });
    }
}
