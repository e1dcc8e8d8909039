using ServiceBot.Channels.Api;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Quotes;
using ServiceBot.Desk.Queue;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.Web.Pages.Quotes;

/// <summary>Quotes as files: for us by their number, for the customer by the link that they have.</summary>
internal static class QuoteFiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/quotes/{quote}/quote.pdf", OursAsync).WithName("PrintQuote").WithTags("Quotes").WithSummary("A quote as PDF, in the customer's language: its newest version, or any by ?version=.")
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf").ProducesProblem(StatusCodes.Status404NotFound).Needs(Permission.SalesRead);
        routes.MapGet("/quote/{token}/quote.pdf", TheirsAsync).ExcludeFromDescription();
    }

    private static Task<IResult> OursAsync(string quote, string? version, HttpContext http, IDatabase database, StaffPageWords words, OpeningHours hours, TimeProvider clock) =>
        FileAsync(Quote.TryParse(quote, out var number) ? number : 0, long.TryParse(version, out var of) ? of : null, http, database, words, hours.Calendar.DayOf(clock.GetUtcNow()));

    private static async Task<IResult> TheirsAsync(string token, HttpContext http, QuoteLink links, IDatabase database, StaffPageWords words, OpeningHours hours, TimeProvider clock)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await links.ReadAsync(token, http.RequestAborted) is var (number, version)
            ? await FileAsync(number, version, http, database, words, hours.Calendar.DayOf(clock.GetUtcNow()))
            : TypedResults.NotFound();
    }

    private static async Task<IResult> FileAsync(long number, long? wanted, HttpContext http, IDatabase database, StaffPageWords words, DateOnly today)
    {
        var (quote, version, products, customer) = await database.ReadAsync(
            async session => await QuoteStore.FindAsync(session, number) is { } known && (wanted is null ? known.Newest : (await QuoteStore.VersionsAsync(session, number)).FirstOrDefault(one => one.Number == wanted)) is { } asked
                ? (known, asked, await QuoteStore.ProductsAsync(session, [asked]), (await CustomerStore.FindAsync(session, known.Customer))?.Name)
                : default,
            http.RequestAborted);
        return quote is null
            ? TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such quote.")
            : TypedResults.File(QuotePdf.Write(words.In(version.Terms.Language), quote, version, products, customer, today), "application/pdf", $"{quote.Name}-{version.Number}.pdf");
    }
}
