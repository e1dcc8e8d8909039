using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Crm.Import;
using ServiceBot.Crm.Import.Files;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Crm.Privacy;

/// <summary>What imports keep of somebody beside facts: files, their first rows, what they would change, and rejected rows.</summary>
internal static class ImportTraces
{
    /// <summary>Keys that are numbers of imports.</summary>
    public const string Import = "import";

    private const string Gone = "The file is gone: it was kept long enough, or named somebody who was erased.";

    /// <summary>Whether an import works at this moment, which may write of anybody.</summary>
    public static async Task<bool> IsUnderWayAsync(Session session) => await ImportStore.NextBusyAsync(session) is not null;

    /// <summary>Adds the imports whose files name somebody; the files are read, whatever they are.</summary>
    public static async Task FindAsync(IDatabase database, Person person, CancellationToken cancellationToken)
    {
        var texts = TextsOf(person, text => text, part => $"\n{part}\n");
        var known = person.Keys<long>(Import).ToHashSet();
        var imports = await database.ReadAsync(session => session.QueryAsync<long>("SELECT id FROM crm_import WHERE EXISTS (SELECT 1 FROM crm_import_part p WHERE p.import_id = crm_import.id) ORDER BY id"), cancellationToken);
        foreach (var import in imports.Where(import => !known.Contains(import)))
        {
            if (await database.ReadAsync(session => ImportStore.FindAsync(session, import), cancellationToken) is { } batch && await NamesAsync(database, batch, texts, cancellationToken))
            {
                person.Add(Import, [import]);
            }
        }
    }

    public static async Task<IReadOnlyList<(string What, long Count)>> EraseAsync(UnitOfWork unit, Person person)
    {
        var imports = person.Keys<long>(Import);
        var rejects = await unit.ExecuteAsync(
            $"{WrittenName.Texts(unit.Dialect)} DELETE FROM crm_import_reject WHERE {WrittenName.StandsIn(unit.Dialect, "crm_import_reject.cells", isBytes: false)}",
            new { texts = WrittenName.ToJson(TextsOf(person, InJson, part => $"\"{InJson(part)}\"")) });
        var files = await unit.GetAsync<long>($"SELECT count(DISTINCT import_id) FROM crm_import_part WHERE {unit.Dialect.IsIn("import_id", "@imports")}", new { imports });
        await unit.ExecuteAsync($"DELETE FROM crm_import_part WHERE {unit.Dialect.IsIn("import_id", "@imports")}", new { imports });
        foreach (var look in await unit.QueryAsync<Look>($"SELECT id, look AS text FROM crm_import WHERE {unit.Dialect.IsIn("id", "@imports")}", new { imports }))
        {
            var json = JsonNode.Parse(look.Text)!.AsObject();
            json["rows"] = new JsonArray();
            json.Remove("firstRows");
            await unit.ExecuteAsync("UPDATE crm_import SET look = @text, differences = '[]' WHERE id = @Id", new { look.Id, text = json.ToJsonString() });
        }

        await unit.ExecuteAsync(
            $"UPDATE crm_import SET state = 'failed', fault = @Gone WHERE state IN ('ready', 'checked', 'cancelled') AND {unit.Dialect.IsIn("id", "@imports")}", new { imports, Gone });
        return [("crm_import_part", files), ("crm_import_reject", rejects)];
    }

    /// <summary>A text as it stands in JSON, in small letters.</summary>
    private static string InJson(string text) => JsonEncodedText.Encode(text).ToString().ToLowerInvariant();

    /// <summary>What tells that a row is theirs.</summary>
    /// <param name="person">Who.</param>
    /// <param name="written">How a text is written in the row.</param>
    /// <param name="cell">How a cell is written.</param>
    private static IReadOnlyList<WrittenName> TextsOf(Person person, Func<string, string> written, Func<string, string> cell) =>
    [
        .. person.Identifiers.SelectMany(text => WrittenName.Of(text.ToLowerInvariant(), Person.IsTelling(text) ? written : cell, cell).Take(1)),
        .. person.Names.SelectMany(text => WrittenName.Of(text.ToLowerInvariant(), Person.IsTelling(text) ? written : cell, cell)),
    ];

    /// <summary>Whether one of some texts stands in a row of a file, in one cell or several.</summary>
    private static async Task<bool> NamesAsync(IDatabase database, ImportBatch batch, IReadOnlyList<WrittenName> texts, CancellationToken cancellationToken)
    {
        using var file = await StoredFile.FetchAsync(database, batch, cancellationToken);
        try
        {
            using var table = ImportTable.Open(file.Path, batch.FileName);
            return table.Rows().Select(row => $"\n{string.Join("\n\n", row.Cells)}\n".ToLowerInvariant()).Any(row => texts.Any(text => text.StandsIn(row)));
        }
        catch (InvalidDataException)
        {
            return true;      // nobody can say what is in it
        }
    }

    private sealed record Look
    {
        public required long Id { get; init; }

        public required string Text { get; init; }
    }
}
