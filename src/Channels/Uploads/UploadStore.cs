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
}

/// <summary>Files that customers sent.</summary>
public static class UploadStore
{
    private const string Insert = """
        INSERT INTO channel_upload (id, conversation, name, content_type, bytes, at)
        VALUES (@id, @conversation, @name, @contentType, @bytes, @at)
        """;

    /// <summary>The files of a conversation, oldest first.</summary>
    public static Task<IReadOnlyList<Upload>> ListAsync(Session session, long conversation) => session.QueryAsync<Upload>(
        "SELECT id, name, content_type FROM channel_upload WHERE conversation = @conversation ORDER BY at, id", new { conversation });

    internal static Task InsertAsync(UnitOfWork unit, string id, long conversation, string name, string contentType, byte[] bytes, DateTimeOffset at) =>
        unit.ExecuteAsync(Insert, new { id, conversation, name, contentType, bytes, at });

    internal static Task<StoredFile?> FindAsync(Session session, string id) =>
        session.FindAsync<StoredFile>("SELECT name, content_type, bytes FROM channel_upload WHERE id = @id", new { id });

    internal sealed record StoredFile
    {
        public required string Name { get; init; }

        public required string ContentType { get; init; }

        public required byte[] Bytes { get; init; }
    }
}
