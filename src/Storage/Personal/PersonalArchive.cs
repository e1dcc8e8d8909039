using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ServiceBot.Storage.Personal;

/// <summary>
/// All that is held of somebody, as one .zip: <c>data/*.json</c> for programs, <c>index.en.html</c> and <c>index.zh.html</c> for people, and the files that they sent. It is written as
/// it is read, some rows at a time.
/// </summary>
/// <param name="database">Where to read.</param>
/// <param name="rooms">Every room that keeps something of people.</param>
public sealed class PersonalArchive(IDatabase database, IEnumerable<IPersonalData> rooms)
{
    private const int Together = 500;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="person">Whose it is.</param>
    /// <param name="madeAt">When.</param>
    /// <param name="progress">Told how many rows and files are written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(Stream to, Person person, DateTimeOffset madeAt, Func<long, Task> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var (counts, done) = (new List<(PersonalTable Table, long Rows)>(), 0L);
        foreach (var table in rooms.SelectMany(room => room.Tables).Where(table => table.Columns.Length > 0))
        {
            if (await database.ReadAsync(session => table.CountAsync(session, person), cancellationToken) is > 0 and var count)
            {
                await WriteRowsAsync(archive, table, person, cancellationToken);
                counts.Add((table, count));
                await progress(done += count);
                if (table.Bytes is { } bytes)
                {
                    await WriteFilesAsync(archive, table, bytes, person, cancellationToken);
                }
            }
        }

        foreach (var isChinese in new[] { false, true })
        {
            await using var page = new StreamWriter(archive.CreateEntry($"index.{(isChinese ? "zh" : "en")}.html").Open());
            await new PersonalPage(page, isChinese).WriteAsync(counts, madeAt, (table, skip) => PageAsync(table, person, skip, cancellationToken));
        }

        await using var list = archive.CreateEntry("contents.json").Open();
        await using var writer = new Utf8JsonWriter(list, Indented);
        writer.WriteStartObject();
        writer.WriteString("madeAt", madeAt.UtcDateTime);
        writer.WriteStartObject("rows");
        foreach (var (table, count) in counts)
        {
            writer.WriteNumber(table.Name, count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private Task<IReadOnlyList<PersonalRow>> PageAsync(PersonalTable table, Person person, int skip, CancellationToken cancellationToken) =>
        database.ReadAsync(session => table.PageAsync(session, person, skip, Together), cancellationToken);

    private async Task WriteRowsAsync(ZipArchive archive, PersonalTable table, Person person, CancellationToken cancellationToken)
    {
        await using var entry = archive.CreateEntry($"data/{table.Name}.json").Open();
        await using var writer = new Utf8JsonWriter(entry, Indented);
        writer.WriteStartArray();
        for (var skip = 0; await PageAsync(table, person, skip, cancellationToken) is { Count: > 0 } rows; skip += rows.Count)
        {
            foreach (var row in rows)
            {
                row.Write(writer);
            }

            await writer.FlushAsync(cancellationToken);
        }

        writer.WriteEndArray();
    }

    private async Task WriteFilesAsync(ZipArchive archive, PersonalTable table, string bytes, Person person, CancellationToken cancellationToken)
    {
        var files = await database.ReadAsync(
            session => session.QueryAsync<FileName>($"SELECT id, name FROM {table.Table} WHERE {table.Rows.Condition(session.Dialect)} ORDER BY id", table.Rows.Parameters(person)), cancellationToken);
        foreach (var file in files)
        {
            var content = await database.ReadAsync(session => session.FindAsync<byte[]>($"SELECT {bytes} FROM {table.Table} WHERE id = @Id", new { file.Id }), cancellationToken);
            await using var entry = archive.CreateEntry($"files/{file.Id}-{string.Concat(file.Name.Select(letter => letter is '/' or '\\' || char.IsControl(letter) ? '_' : letter))}").Open();
            await entry.WriteAsync(content, cancellationToken);
        }
    }

    private sealed record FileName
    {
        public required string Id { get; init; }

        public required string Name { get; init; }
    }
}
