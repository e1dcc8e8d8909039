using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Lists;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Customers;

/// <summary>Customers as a file.</summary>
internal static class ExportEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/customers/export", ExportAsync).WithTags("Customers").WithName("ExportCustomers")
        .WithSummary("All customers of a list, as many as there are: format=csv (UTF-8, with several addresses or numbers in a cell between semicolons) or ndjson; the filters and the order of the list.")
        .Produces(StatusCodes.Status200OK, contentType: "text/csv");

    private static async Task<Results<EmptyHttpResult, ValidationProblem>> ExportAsync(string? format, HttpContext http, IDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var fields = await database.ReadAsync(FieldStore.SetAsync, cancellationToken);
        var filter = CustomerListQuery.Of(http.Request.Query, fields, errors).Filter;
        if (format is not (null or "csv" or "ndjson"))
        {
            errors["format"] = ["It is csv or ndjson."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var isCsv = format != "ndjson";
        http.Response.ContentType = isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"customers-{clock.GetUtcNow():yyyy-MM-dd}.{(isCsv ? "csv" : "ndjson")}\"";
        var customers = ExportCustomers.ReadAsync(database, filter, cancellationToken);
        await (isCsv ? WriteCsvAsync(customers, fields, http.Response.Body, cancellationToken) : WriteLinesAsync(customers, http.Response.Body, cancellationToken));
        return TypedResults.Empty;
    }

    private static async Task WriteCsvAsync(IAsyncEnumerable<ExportedCustomer> customers, CustomerFieldSet fields, Stream to, CancellationToken cancellationToken)
    {
        await to.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancellationToken);     // spreadsheets know UTF-8 by it
        await using var writer = CsvWriter.Create(to, new CsvWriterOptions { HasHeader = false }, leaveOpen: true);
        IReadOnlyList<string> names = [.. fields.Asked, .. fields.Own.Where(field => !field.IsActive).Select(field => field.Key)];
        await writer.WriteRecordAsync(["id", .. names, "email", "phone", "customer_number", "external_key", "tags", "stage", "created_at"], cancellationToken);
        await foreach (var (card, said, keys) in customers)
        {
            await writer.WriteRecordAsync(
                [
                    $"{card.Id}", .. names.Select(name => Safe(said.GetValueOrDefault(name, ""))), Safe(string.Join("; ", card.Emails)), string.Join("; ", card.Phones), Safe(string.Join("; ", card.Numbers)),
                    Safe(string.Join("; ", keys)), Safe(string.Join("; ", card.Tags)), $"{card.Stage}".ToLowerInvariant(), $"{card.CreatedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
                ],
                cancellationToken);
        }
    }

    private static async Task WriteLinesAsync(IAsyncEnumerable<ExportedCustomer> customers, Stream to, CancellationToken cancellationToken)
    {
        await foreach (var (card, said, keys) in customers)
        {
            await to.WriteAsync(Encoding.UTF8.GetBytes($"{StrictJson.Canonical(new ExportLine(card.Id, card.CreatedAt, said, card.Emails, card.Phones, card.Numbers, keys, card.Tags, card.Stage?.ToString().ToLowerInvariant()))}\n"), cancellationToken);
        }
    }

    /// <summary>What a spreadsheet would take for a formula is text: somebody else wrote it.</summary>
    private static string Safe(string cell) => cell.Length > 0 && (cell[0] is '=' or '@' or '\t' or '\r' || (cell[0] is '+' or '-' && !(cell.Length > 1 && (char.IsAsciiDigit(cell[1]) || cell[1] is '(' or ' ')))) ? $"'{cell}" : cell;
}

/// <summary>A customer as a line.</summary>
internal sealed record ExportLine(
    Guid Id, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones, IReadOnlyList<string> CustomerNumbers,
    IReadOnlyList<string> ExternalKeys, IReadOnlyList<string> Tags, string? Stage);
