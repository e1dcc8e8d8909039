using ServiceBot.Channels.Uploads;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Which files belong to which request; the files themselves are the channels'.</summary>
internal static class AttachmentStore
{
    private const string Taken = "SELECT upload_id FROM desk_request_attachment WHERE conversation = @conversation";

    private const string Attach = """
        INSERT INTO desk_request_attachment (upload_id, request_id, conversation, at)
        VALUES (@upload, @request, @conversation, @at)
        ON CONFLICT (upload_id) DO NOTHING
        """;

    private const string Of = "SELECT upload_id FROM desk_request_attachment WHERE request_id = @request";

    /// <summary>Attaches the files of a conversation that no request has yet.</summary>
    public static async Task AttachNewAsync(UnitOfWork unit, Guid request, long conversation, DateTimeOffset at)
    {
        var uploads = await UploadStore.ListAsync(unit, conversation);
        if (uploads.Count == 0)
        {
            return;
        }

        var taken = (await unit.QueryAsync<string>(Taken, new { conversation })).ToHashSet(StringComparer.Ordinal);
        foreach (var upload in uploads.Where(upload => !taken.Contains(upload.Id)))
        {
            await AttachAsync(unit, upload.Id, request, conversation, at);
            await UploadStore.KeepAsync(unit, upload.Id);
        }
    }

    /// <summary>Attaches one file; one that belongs to a request already stays there.</summary>
    public static Task AttachAsync(UnitOfWork unit, string upload, Guid request, long? conversation, DateTimeOffset at) =>
        unit.ExecuteAsync(Attach, new { upload, request, conversation, at });

    /// <summary>The files of a request, oldest first.</summary>
    public static async Task<IReadOnlyList<Upload>> ListAsync(Session session, Guid request) =>
        await UploadStore.ListAsync(session, [.. await session.QueryAsync<string>(Of, new { request })]);
}
