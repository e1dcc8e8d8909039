using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ServiceBot.Channels.Activities;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Uploads;

/// <summary>Takes files from a Direct Line client: multipart with an activity, or one raw file.</summary>
internal sealed class ReceiveUpload(IDatabase database, IOptions<DirectLineOptions> options, TimeProvider clock)
{
    private const int MaxFiles = 10;
    private const int MaxActivityBytes = 256 * 1024;

    public abstract record Outcome
    {
        private Outcome()
        {
        }

        /// <summary>The files are stored, and the activity names them.</summary>
        public sealed record Ready(Activity Activity) : Outcome;

        public sealed record Refused(int Status, string Code, string Message) : Outcome;
    }

    public async Task<Outcome> HandleAsync(HttpRequest request, long conversation, string? userId)
    {
        if (string.IsNullOrEmpty(userId))
        {
            return Bad("MissingProperty", "userId is missing in the address.");
        }

        try
        {
            var (activity, files) = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType == "multipart/form-data"
                ? await ReadMultipartAsync(request, type)
                : (null, [await ReadRawAsync(request)]);
            return files.Count == 0
                ? Bad("MissingProperty", "The request holds no file.")
                : await StoreAsync(request, conversation, userId, activity ?? new() { Type = ActivityTypes.Message }, files);
        }
        catch (RefusedException refused)
        {
            return refused.Outcome;
        }
        catch (Exception failure) when (failure is JsonException or InvalidDataException or IOException)
        {
            return Bad("BadSyntax", $"The upload can't be read: {failure.Message}");
        }
    }

    private async Task<Outcome> StoreAsync(HttpRequest request, long conversation, string userId, Activity activity, IReadOnlyList<ReceivedFile> files)
    {
        var stored = new List<NewFile>();
        foreach (var file in files)
        {
            if (NewFile.Read(file.Name, file.Bytes) is not { } accepted)
            {
                return Bad("UnsupportedFile", $"Files like '{file.Name}' are not taken. Pictures (PNG, JPEG, GIF, WebP), PDF and plain text are.");
            }

            stored.Add(accepted);
        }

        var now = clock.GetUtcNow();
        await database.WriteAsync(
            async unit =>
            {
                foreach (var file in stored)
                {
                    await file.StoreAsync(unit, conversation, now, now + TimeSpan.FromHours(options.Value.FileHours));
                }

                return true;
            },
            request.HttpContext.RequestAborted);
        activity.From ??= new();
        activity.From.Id = userId;
        activity.Attachments = [.. stored.Select(file => file.AttachmentAt($"{request.Scheme}://{request.Host}{request.PathBase}"))];
        return new Outcome.Ready(activity);
    }

    private async Task<(Activity? Activity, List<ReceivedFile> Files)> ReadMultipartAsync(HttpRequest request, MediaTypeHeaderValue type)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            throw new InvalidDataException("the boundary is missing.");
        }

        Activity? activity = null;
        var files = new List<ReceivedFile>();
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
        {
            var disposition = section.GetContentDispositionHeader();
            if (disposition?.Name.Value?.Trim('"') == "activity")
            {
                activity = ActivityJson.Parse(await ReadAllAsync(section.Body, MaxActivityBytes, "activity"));
            }
            else
            {
                var name = disposition?.FileNameStar.Value ?? disposition?.FileName.Value?.Trim('"');
                files.Add(new(NewFile.SafeName(name), await ReadAllAsync(section.Body, MaxBytes, NewFile.SafeName(name))));
            }

            if (files.Count > MaxFiles)
            {
                throw new RefusedException(new(StatusCodes.Status413PayloadTooLarge, "TooManyFiles", $"At most {MaxFiles} files go with one message."));
            }
        }

        return (activity, files);
    }

    private async Task<ReceivedFile> ReadRawAsync(HttpRequest request)
    {
        var name = ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition)
            ? disposition.FileNameStar.Value ?? disposition.FileName.Value?.Trim('"')
            : null;
        return new(NewFile.SafeName(name), await ReadAllAsync(request.Body, MaxBytes, NewFile.SafeName(name)));
    }

    private int MaxBytes => options.Value.MaxFileMib * 1024 * 1024;

    private async Task<byte[]> ReadAllAsync(Stream body, int limit, string name)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer)) > 0)
        {
            if (bytes.Length + read > limit)
            {
                throw new RefusedException(new(
                    StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"'{name}' is larger than {options.Value.MaxFileMib} MiB."));
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static Outcome.Refused Bad(string code, string message) => new(StatusCodes.Status400BadRequest, code, message);

    private sealed record ReceivedFile(string Name, byte[] Bytes);

    private sealed class RefusedException(Outcome.Refused outcome) : Exception
    {
        public Outcome.Refused Outcome => outcome;
    }
}
