using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Products;
using ServiceBot.Crm.Quotes;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Queue;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>Quotes over HTTP.</summary>
internal static class QuoteEndpoints
{
    private delegate Task<EditOutcome<Quote>> Step(UnitOfWork unit, long number, QuoteStepBody body, string by, DateOnly today);

    /// <param name="api">Where they are read and written.</param>
    /// <param name="approvals">Where they are approved.</param>
    public static void Map(IEndpointRouteBuilder api, IEndpointRouteBuilder approvals)
    {
        var quotes = api.MapGroup("/quotes").WithTags("Quotes");
        quotes.MapGet("/", ListAsync).WithName("ListQuotes").WithSummary("Quotes, the newest first, page by page; by state, customer and opportunity.");
        quotes.MapPost("/", CreateAsync).WithName("CreateQuote").WithSummary("Make a quote for a customer or an opportunity.").Accepts<QuoteBody>("application/json");
        quotes.MapGet("/{quote}", ReadAsync).WithName("ReadQuote").WithSummary("A quote with all its versions, and where the customer answers it.");
        quotes.MapPut("/{quote}", ChangeAsync).WithName("ChangeQuote").WithSummary("Change a draft: send all of it, and the version that you read.").Accepts<QuoteBody>("application/json");
        MapStep(quotes, "submit", "Say that a draft is ready: it is approved by rule, or waits for an approval.", edit => (unit, number, body, by, today) => edit.SubmitAsync(unit, number, body.Version, by, today));
        MapStep(quotes, "send", "Give an approved quote to the customer. From now on this version stays as it is.", edit => (unit, number, body, by, today) => edit.SendAsync(unit, number, body.Version, by, today));
        MapStep(quotes, "revise", "Write another version, which stands in place of this one.", edit => (unit, number, body, by, today) => edit.ReviseAsync(unit, number, body.Version, by, today));
        MapStep(quotes, "withdraw", "Take a quote back.", edit => (unit, number, body, by, today) => edit.WithdrawAsync(unit, number, body.Note, body.Version, by, today));
        var decisions = approvals.MapGroup("/quotes").WithTags("Quotes");
        MapStep(decisions, "approve", "Approve a quote that somebody else wrote.", edit => (unit, number, body, by, today) => edit.DecideAsync(unit, number, isApproved: true, body.Note, body.Version, by, today));
        MapStep(decisions, "refuse", "Give a quote back to be written anew, with a note that says why.", edit => (unit, number, body, by, today) => edit.DecideAsync(unit, number, isApproved: false, body.Note, body.Version, by, today));
    }

    private static void MapStep(RouteGroupBuilder quotes, string step, string summary, Func<EditQuotes, Step> act) => quotes
        .MapPost($"/{{quote}}/{step}", (string quote, HttpContext http, IDatabase database, EditQuotes edit, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken) =>
        {
            var today = hours.Calendar.DayOf(clock.GetUtcNow());
            return RecordApi.ActAsync<QuoteStepBody, Quote, QuoteView>(
                http, database, "quote", (unit, body, by) => act(edit)(unit, NumberOf(quote), body, by, today), (unit, now) => QuoteView.OfAsync(unit, now, today), location: null, cancellationToken);
        })
        .WithName($"{char.ToUpperInvariant(step[0])}{step[1..]}Quote").WithSummary(summary).Accepts<QuoteStepBody>("application/json");

    private static async Task<Results<Ok<Page<QuoteView>>, ValidationProblem>> ListAsync(
        string? state, string? customer, string? opportunity, string? after, string? take, IDatabase database, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        QuoteState? of = Enum.TryParse<QuoteState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        if (state is not null && of is null)
        {
            errors["state"] = [$"It must be one of {string.Join(", ", Enum.GetNames<QuoteState>().Select(JsonNamingPolicy.CamelCase.ConvertName))}."];
        }

        if (opportunity is not null && !Opportunity.TryParse(opportunity, out _))
        {
            errors["opportunity"] = ["A number looks like O-000123."];
        }

        var filter = new QuoteFilter(of, RecordApi.Id("customer", customer, errors), Opportunity.TryParse(opportunity, out var number) ? number : null);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var today = hours.Calendar.DayOf(clock.GetUtcNow());
        var (found, products) = await database.ReadAsync(
            async session => await QuoteStore.ListAsync(session, filter, today, page.After[0], page.Take) is var quotes ? (quotes, await QuoteStore.ProductsAsync(session, quotes.Select(quote => quote.Newest))) : default, cancellationToken);
        return TypedResults.Ok(Page<QuoteView>.Of(found, page.Take, quote => QuoteView.Of(quote, products, today), quote => [quote.Number]));
    }

    private static async Task<Results<Ok<QuoteDetailsView>, ProblemHttpResult>> ReadAsync(
        string quote, IDatabase database, QuoteLink links, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (number, today) = (NumberOf(quote), hours.Calendar.DayOf(clock.GetUtcNow()));
        var found = await database.ReadAsync(
            async session =>
            {
                if (await QuoteStore.FindAsync(session, number) is not { } known)
                {
                    return null;
                }

                var versions = await QuoteStore.VersionsAsync(session, number);
                var products = await QuoteStore.ProductsAsync(session, versions);
                return new QuoteDetailsView(QuoteView.Of(known, products, today), [.. versions.Select(version => QuoteVersionView.Of(version, products, today))], await QuoteStore.HistoryAsync(session, number), Link: null);
            },
            cancellationToken);
        return found is null ? RecordApi.NoSuch("quote")
            : found.Quote.Newest.State != QuoteState.Sent ? TypedResults.Ok(found)
            : TypedResults.Ok(found with { Link = await links.ToAsync(number, found.Quote.Newest.Number, found.Quote.Newest.Language, cancellationToken) });
    }

    private static Task<Results<Ok<QuoteView>, Created<QuoteView>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpContext http, IDatabase database, EditQuotes edit, ReadSales sales, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var today = hours.Calendar.DayOf(clock.GetUtcNow());
        return RecordApi.ActAsync<QuoteBody, Quote, QuoteView>(
            http,
            database,
            "quote",
            async (unit, body, by) =>
            {
                var isFor = Opportunity.TryParse(body.Opportunity, out var number);
                return body.Opportunity is not null && !isFor
                    ? new EditOutcome<Quote>.Wrong(new Dictionary<string, string[]> { ["opportunity"] = ["A number looks like O-000123."] })
                    : await edit.CreateAsync(unit, body.Customer, isFor ? number : null, await WishAsync(unit, body, edit, sales.Currency, today), by, today);
            },
            (unit, quote) => QuoteView.OfAsync(unit, quote, today),
            quote => $"quotes/{quote.Name}",
            cancellationToken);
    }

    private static Task<Results<Ok<QuoteView>, Created<QuoteView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string quote, HttpContext http, IDatabase database, EditQuotes edit, ReadSales sales, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var today = hours.Calendar.DayOf(clock.GetUtcNow());
        return RecordApi.ActAsync<QuoteBody, Quote, QuoteView>(
            http,
            database,
            "quote",
            async (unit, body, by) => (body.Customer as object ?? body.Opportunity) is not null
                ? new EditOutcome<Quote>.Wrong(new Dictionary<string, string[]> { [body.Customer is null ? "opportunity" : "customer"] = ["A quote stays what it is for."] })
                : await edit.ChangeAsync(unit, NumberOf(quote), await WishAsync(unit, body, edit, sales.Currency, today), body.Version, by, today),
            (unit, changed) => QuoteView.OfAsync(unit, changed, today),
            location: null,
            cancellationToken);
    }

    private static async Task<QuoteWish> WishAsync(Session session, QuoteBody body, EditQuotes edit, string home, DateOnly today)
    {
        var lines = body.Lines ?? [];
        var products = await ProductStore.FindAsync(session, lines.Select(line => line.Product ?? ""));
        return new()
        {
            Title = body.Title ?? "",
            Currency = body.Currency ?? home,
            Book = body.Book,
            Discount = body.Discount,
            ValidUntil = body.ValidUntil ?? edit.ValidFrom(today),
            Language = body.Language ?? "en",
            Conditions = body.Conditions,
            Lines = [.. lines.Select(line => new QuoteLineWish(products.GetValueOrDefault((line.Product ?? "").Trim().ToUpperInvariant())?.Id ?? default, line.Quantity ?? 1, line.Each, line.Discount, line.Tax))],
        };
    }

    /// <summary>0 for what is no number: no quote has it.</summary>
    private static long NumberOf(string text) => Quote.TryParse(text, out var number) ? number : 0;
}
