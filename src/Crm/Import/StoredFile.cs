using ServiceBot.Storage;

namespace ServiceBot.Crm.Import;

/// <summary>A file of a batch, out of the database and into a temporary file, which goes when it is closed.</summary>
internal sealed class StoredFile : IDisposable
{
    /// <summary>So long is a part in the database.</summary>
    public const int PartBytes = 1 << 20;

    private StoredFile()
    {
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"servicebot-import-{Guid.NewGuid():N}");

    /// <summary>Fetches a file part by part.</summary>
    public static async Task<StoredFile> FetchAsync(IDatabase database, ImportBatch batch, CancellationToken cancellationToken)
    {
        var stored = new StoredFile();
        try
        {
            await using var file = stored.Create();
            for (var number = 0L; await database.ReadAsync(session => ImportStore.PartAsync(session, batch.Id, number), cancellationToken) is { } part; number++)
            {
                await file.WriteAsync(part, cancellationToken);
            }
        }
        catch
        {
            stored.Dispose();
            throw;
        }

        return stored;
    }

    /// <summary>Takes a file in from outside.</summary>
    /// <returns>Null: it is longer than allowed.</returns>
    public static async Task<StoredFile?> ReceiveAsync(Stream source, long limit, CancellationToken cancellationToken)
    {
        var stored = new StoredFile();
        try
        {
            await using (var file = stored.Create())
            {
                var buffer = new byte[1 << 16];
                var length = 0L;
                while (length <= limit && await source.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                {
                    length += read;
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }

                if (length <= limit)
                {
                    return stored;
                }
            }

            stored.Dispose();
            return null;
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);

    private FileStream Create()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;      // customers' data is in it
        }

        return new(Path, options);
    }
}
