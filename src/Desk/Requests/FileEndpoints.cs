using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Uploads;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Files of requests over HTTP.</summary>
internal static class FileEndpoints
{
    private const int MostFiles = 10;
    private const string Multipart = "multipart/form-data";

    public static void Map(IEndpointRouteBuilder requests) =>
        requests.MapPost("/{number}/files", AttachAsync).WithName("AttachToRequest").WithSummary("Add files to a request, for the customer (public=true) or only for the team.")
            .WithDescription("Either one file as the body, with its name in the address, or a form (multipart/form-data) whose parts are up to ten files.")
            .Accepts<byte[]>("application/octet-stream", Multipart);

    private static async Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> AttachAsync(
        string number, HttpContext http, IDatabase database, AttachFile attach, IOptions<DirectLineOptions> limits, string? name, bool? @public, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var (files, problem) = await ReadAsync(http.Request, name, limits.Value.MaxFileMib, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (files.Where(file => file.File is null).Select(file => file.Name).FirstOrDefault() is { } unfit)
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { [unfit] = ["Such files are not taken. Pictures (PNG, JPEG, GIF, WebP), PDF and plain text are."] });
        }

        var outcome = await database.WriteAsync<AttachOutcome>(
            async unit =>
            {
                if (!RequestNumber.TryParse(number, out var parsed) || await RequestDesk.FindAsync(unit, parsed, sight) is null)
                {
                    return new AttachOutcome.NotFound();
                }

                AttachOutcome last = new AttachOutcome.NotFound();
                foreach (var (_, file) in files)
                {
                    last = await attach.HandleAsync(unit, parsed, file!, @public ?? false, RequestEndpoints.CallerOf(http));
                }

                return last;
            },
            cancellationToken);
        return outcome switch
        {
            AttachOutcome.Attached attached => TypedResults.Ok(RequestView.From(attached.Request)),
            AttachOutcome.Over over => RequestEndpoints.Over(over.Request),
            _ => RequestEndpoints.NoSuchRequest(),
        };
    }

    /// <summary>The files of a call, with the name under which each was sent; null for one of a kind that is not taken.</summary>
    private static async Task<(IReadOnlyList<(string Name, NewFile? File)> Files, ProblemHttpResult? Problem)> ReadAsync(
        HttpRequest request, string? name, int maxMib, CancellationToken cancellationToken)
    {
        var limit = maxMib * 1024 * 1024;
        if (!request.HasFormContentType)
        {
            return await RequestBody.ReadAsync(request, limit) is { } body ? ([("body", NewFile.Read(name, body.ToArray()))], null) : ([], TooLarge(maxMib));
        }

        var files = new List<(string, NewFile?)>();
        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            if (form.Files.Count is 0 or > MostFiles)
            {
                return ([], Refused(string.Create(CultureInfo.InvariantCulture, $"It has {form.Files.Count} files; 1 to {MostFiles} are taken at once.")));
            }

            foreach (var file in form.Files)
            {
                if (file.Length > limit)
                {
                    return ([], TooLarge(maxMib));
                }

                using var bytes = new MemoryStream((int)file.Length);
                await file.CopyToAsync(bytes, cancellationToken);
                files.Add((file.Name, NewFile.Read(file.FileName, bytes.ToArray())));
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return ([], Refused(failure.Message));
        }

        return (files, null);
    }

    private static ProblemHttpResult TooLarge(int maxMib) => TypedResults.Problem(
        statusCode: StatusCodes.Status413PayloadTooLarge, title: "The file is too large.", detail: $"It may have {maxMib} MiB at the most.");

    private static ProblemHttpResult Refused(string detail) => TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The form can't be read.", detail: detail);
}
