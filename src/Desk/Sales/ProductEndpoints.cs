using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Products;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Queue;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>Products, what they cost, and exchange rates over HTTP.</summary>
internal static class ProductEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var products = api.MapGroup("/products").WithTags("Products and prices");
        products.MapGet("/", ListAsync).WithName("ListProducts").WithSummary("Products by their codes, page by page.");
        products.MapPost("/", CreateAsync).WithName("CreateProduct").WithSummary("Make a product.").Accepts<ProductBody>("application/json");
        products.MapGet("/{product}", ReadAsync).WithName("ReadProduct").WithSummary("A product by its code.");
        products.MapPut("/{product}", ChangeAsync).WithName("ChangeProduct").WithSummary("Change a product: send all of it, and the version that you read.").Accepts<ProductBody>("application/json");
        var books = api.MapGroup("/price-books").WithTags("Products and prices");
        books.MapGet("/", ListBooksAsync).WithName("ListPriceBooks").WithSummary("All price books, without their prices.");
        books.MapPost("/", CreateBookAsync).WithName("CreatePriceBook").WithSummary("Make a price book.").Accepts<PriceBookBody>("application/json");
        books.MapGet("/{book:guid}", ReadBookAsync).WithName("ReadPriceBook").WithSummary("A price book with its prices.");
        books.MapPut("/{book:guid}", ChangeBookAsync).WithName("ChangePriceBook").WithSummary("Change a price book: send all of it, and the version that you read.").Accepts<PriceBookBody>("application/json");
        books.MapGet("/{book:guid}/price", PriceAsync).WithName("ReadPrice").WithSummary("What so many of a product cost on a day, or why that can't be said.");
        var rates = api.MapGroup("/exchange-rates").WithTags("Products and prices");
        rates.MapGet("/", RatesAsync).WithName("ListExchangeRates").WithSummary("What other currencies are worth on a day: of each the newest rate that is not later.");
        rates.MapPut("/", SetRateAsync).WithName("SetExchangeRate").WithSummary("Say what a currency is worth from a day on.").Accepts<RateBody>("application/json");
    }

    private static async Task<Results<Ok<ProductPage>, ValidationProblem>> ListAsync(string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after: null, take, [0], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var found = await database.ReadAsync(session => ProductStore.ListAsync(session, after ?? "", page.Take), cancellationToken);
        return TypedResults.Ok(new ProductPage([.. found.Select(ProductView.Of)], found.Count < page.Take ? null : found[^1].Code));
    }

    private static async Task<Results<Ok<ProductView>, ProblemHttpResult>> ReadAsync(string product, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => ProductStore.FindAsync(session, product), cancellationToken) is { } found ? TypedResults.Ok(ProductView.Of(found)) : RecordApi.NoSuch("product");

    private static Task<Results<Ok<ProductView>, Created<ProductView>, ValidationProblem, ProblemHttpResult>> CreateAsync(HttpContext http, IDatabase database, EditProducts edit, CancellationToken cancellationToken) =>
        SaveAsync(http, database, edit, null, cancellationToken);

    private static Task<Results<Ok<ProductView>, Created<ProductView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string product, HttpContext http, IDatabase database, EditProducts edit, CancellationToken cancellationToken) => SaveAsync(http, database, edit, product, cancellationToken);

    private static Task<Results<Ok<ProductView>, Created<ProductView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        HttpContext http, IDatabase database, EditProducts edit, string? code, CancellationToken cancellationToken) => RecordApi.ActAsync<ProductBody, Product, ProductView>(
        http, database, "product", (unit, body, by) => edit.SaveAsync(unit, body.Product, code, body.Version, by), (_, product) => Task.FromResult(ProductView.Of(product)),
        code is null ? product => $"products/{product.Code}" : null, cancellationToken);

    private static async Task<Ok<IReadOnlyList<PriceBookView>>> ListBooksAsync(IDatabase database, CancellationToken cancellationToken)
    {
        var books = await database.ReadAsync(PriceBookStore.ListAsync, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<PriceBookView>>([.. books.Select(book => PriceBookView.Of(book, prices: null))]);
    }

    private static async Task<Results<Ok<PriceBookView>, ProblemHttpResult>> ReadBookAsync(Guid book, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(async session => await PriceBookStore.FindAsync(session, book) is { } found ? await PriceBookView.OfAsync(session, found) : null, cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : RecordApi.NoSuch("price book");

    private static Task<Results<Ok<PriceBookView>, Created<PriceBookView>, ValidationProblem, ProblemHttpResult>> CreateBookAsync(
        HttpContext http, IDatabase database, EditProducts edit, CancellationToken cancellationToken) => SaveBookAsync(http, database, edit, null, cancellationToken);

    private static Task<Results<Ok<PriceBookView>, Created<PriceBookView>, ValidationProblem, ProblemHttpResult>> ChangeBookAsync(
        Guid book, HttpContext http, IDatabase database, EditProducts edit, CancellationToken cancellationToken) => SaveBookAsync(http, database, edit, book, cancellationToken);

    private static Task<Results<Ok<PriceBookView>, Created<PriceBookView>, ValidationProblem, ProblemHttpResult>> SaveBookAsync(
        HttpContext http, IDatabase database, EditProducts edit, Guid? id, CancellationToken cancellationToken) => RecordApi.ActAsync<PriceBookBody, PriceBook, PriceBookView>(
        http,
        database,
        "price book",
        async (unit, body, by) =>
        {
            var products = await ProductStore.FindAsync(unit, (body.Prices ?? []).Select(price => price.Product ?? ""));
            return await edit.SaveAsync(unit, body.Book(products), id, body.Version, by);
        },
        PriceBookView.OfAsync,
        id is null ? book => $"price-books/{book.Id}" : null,
        cancellationToken);

    private static async Task<Results<Ok<PriceView>, ValidationProblem, ProblemHttpResult>> PriceAsync(
        Guid book, string? product, string? quantity, string? day, IDatabase database, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var on = RecordApi.Day("day", day, errors) ?? hours.Calendar.DayOf(clock.GetUtcNow());
        if (!decimal.TryParse(quantity ?? "1", System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var many) || many is <= 0 or > PriceRule.MostQuantity)
        {
            errors["quantity"] = ["It must be a number of more than 0."];
        }

        if (product is null)
        {
            errors["product"] = ["It is missing: a product's code."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var (from, what) = await database.ReadAsync(async session => (await PriceBookStore.FindAsync(session, book), await ProductStore.FindAsync(session, product!)), cancellationToken);
        return from is null ? RecordApi.NoSuch("price book") : what is null ? RecordApi.NoSuch("product") : TypedResults.Ok(PriceView.Of(PriceRule.Of(from, what, many, on), from.Currency));
    }

    private static async Task<Results<Ok<RatesView>, ValidationProblem>> RatesAsync(string? day, RateBook rates, IDatabase database, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var on = RecordApi.Day("day", day, errors) ?? hours.Calendar.DayOf(clock.GetUtcNow());
        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : TypedResults.Ok(RatesView.Of(await database.ReadAsync(session => rates.OfAsync(session, on), cancellationToken)));
    }

    private static Task<Results<Ok<RateView>, Created<RateView>, ValidationProblem, ProblemHttpResult>> SetRateAsync(HttpContext http, IDatabase database, RateBook rates, CancellationToken cancellationToken) =>
        RecordApi.ActAsync<RateBody, ExchangeRate, RateView>(
            http,
            database,
            "exchange rate",
            async (unit, body, by) => RecordApi.Missing(("currency", body.Currency), ("day", body.Day), ("rate", body.Rate)) is { Count: > 0 } missing
                ? new EditOutcome<ExchangeRate>.Wrong(missing)
                : await rates.SetAsync(unit, new(body.Currency!, body.Day!.Value, body.Rate!.Value), by),
            (_, rate) => Task.FromResult(new RateView(rate.Currency, rate.Day, rate.Rate)),
            location: null,
            cancellationToken);
}
