using ServiceBot.Storage;

namespace ServiceBot.Channels.Uploads;

/// <summary>A file that a customer sent.</summary>
public sealed record Upload
{
    /// <summary>Its unguessable id.</summary>
    public required string Id { get; init; }

    /// <summary>The sender's file name.</summary>
    public required string Name { get; init; }

    /// <summary>The kind, told from the bytes.</summary>
    public required string ContentType { get; init; }

    /// <summary>How long it is, in bytes.</summary>
    public required long Size { get; init; }
}

/// <summary>Files that customers sent.</summary>
public static class UploadStore
{
    private const string Columns = "id, name, content_type, CAST(length(bytes) AS BIGINT) AS size";

    private const string Insert = """
        INSERT INTO channel_upload (id, conversation, name, content_type, bytes, at, until)
        VALUES (@id, @conversation, @name, @contentType, @bytes, @at, @until)
        """;

    /// <summary>The files of a conversation, oldest first.</summary>
    public static Task<IReadOnlyList<Upload>> ListAsync(Session session, long conversation) => session.QueryAsync<Upload>(
        $"SELECT {Columns} FROM channel_upload WHERE conversation = @conversation ORDER BY at, id", new { conversation });

    /// <summary>The files of some ids, oldest first.</summary>
    public static Task<IReadOnlyList<Upload>> ListAsync(Session session, string[] ids)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(ids);
        return ids.Length == 0
            ? Task.FromResult<IReadOnlyList<Upload>>([])
            : session.QueryAsync<Upload>($"SELECT {Columns} FROM channel_upload WHERE {session.Dialect.IsIn("id", "@ids")} ORDER BY at, id", new { ids });
    }

    /// <summary>Keeps a file for as long as the product has data: somebody needs it.</summary>
    public static Task KeepAsync(UnitOfWork unit, string id) => unit.ExecuteAsync("UPDATE channel_upload SET until = NULL WHERE id = @id", new { id });

    internal static Task InsertAsync(
        UnitOfWork unit, string id, long? conversation, string name, string contentType, byte[] bytes, DateTimeOffset at, DateTimeOffset? until) =>
        unit.ExecuteAsync(Insert, new { id, conversation, name, contentType, bytes, at, until });

    internal static Task<StoredFile?> FindAsync(Session session, string id, DateTimeOffset now) => session.FindAsync<StoredFile>(
        "SELECT name, content_type, bytes FROM channel_upload WHERE id = @id AND (until IS NULL OR until > @now)", new { id, now });

    internal static Task<int> DeleteUntilAsync(UnitOfWork unit, DateTimeOffset now) => unit.ExecuteAsync("DELETE FROM channel_upload WHERE until <= @now", new { now });

    internal sealed record StoredFile
    {
        public required string Name { get; init; }

        public required string ContentType { get; init; }

        public required byte[] Bytes { get; init; }
    }
}
