using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Products;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Queue;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>Orders over HTTP.</summary>
internal static class OrderEndpoints
{
    private const int LongestWord = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("/", ListAsync).WithName("ListOrders").WithSummary("Orders, those with the highest number first, page by page; by status, customer and system.");
        orders.MapPost("/", CreateAsync).WithName("CreateOrder").WithSummary("Write an order down.").Accepts<OrderBody>("application/json");
        orders.MapGet("/{order}", ReadAsync).WithName("ReadOrder").WithSummary("An order with all that is in it, and every step.");
        orders.MapPut("/{order}", ChangeAsync).WithName("ChangeOrder").WithSummary("Write down anew what is in an order, before any of it is packed: send all of it, and the version that you read.").Accepts<OrderBody>("application/json");
        orders.MapPut("/by/{system}/{external}", PutAsync).WithName("PutOrder").WithSummary("Say how an order of another system stands: what is in it, and its steps. Sent again, it changes nothing.").Accepts<OrderBody>("application/json");
        foreach (var kind in Enum.GetValues<OrderStepKind>().Except([OrderStepKind.Create, OrderStepKind.Change]))
        {
            MapStep(orders, kind);
        }
    }

    private static void MapStep(RouteGroupBuilder orders, OrderStepKind kind) => orders
        .MapPost($"/{{order}}/{JsonNamingPolicy.CamelCase.ConvertName($"{kind}")}", (string order, HttpContext http, IDatabase database, EditOrders edit, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken) =>
            RecordApi.ActAsync<OrderStepBody, OrderDetails, OrderDetailsView>(
                http,
                database,
                "order",
                (unit, body, by) => body.Step is not null and var step && step != kind
                    ? Task.FromResult(Wrong("step", "The address says another."))
                    : edit.MoveAsync(unit, NumberOf(order), body.Move(kind), body.Remark, body.Version, by, hours.Calendar.DayOf(clock.GetUtcNow())),
                ViewAsync,
                location: null,
                cancellationToken))
        .WithName($"{kind}Order").WithSummary(SummaryOf(kind)).Accepts<OrderStepBody>("application/json");

    private static string SummaryOf(OrderStepKind kind) => kind switch
    {
        OrderStepKind.Confirm => "Say that an order will be delivered.",
        OrderStepKind.Fulfil => "Pack some of an order, or all that is left.",
        OrderStepKind.Ship => "Give an order to the carrier.",
        OrderStepKind.Deliver => "Say that an order was handed over.",
        OrderStepKind.Return => "Take back some of an order, or all that is left.",
        OrderStepKind.Cancel => "Give an order up, before any of it is packed.",
        OrderStepKind.Pay => "Take money: no more than is owed.",
        _ => "Give money back: no more than was paid.",
    };

    private static async Task<Results<Ok<Page<OrderView>>, ValidationProblem>> ListAsync(
        string? status, string? customer, string? system, string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        OrderStatus? of = Enum.TryParse<OrderStatus>(status, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        if (status is not null && of is null)
        {
            errors["status"] = [$"It must be one of {string.Join(", ", Enum.GetNames<OrderStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName))}."];
        }

        var filter = new OrderFilter(of, RecordApi.Id("customer", customer, errors), system);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var found = await database.ReadAsync(session => OrderStore.ListAsync(session, filter, page.After[0], page.Take), cancellationToken);
        return TypedResults.Ok(Page<OrderView>.Of(found, page.Take, OrderView.Of, order => [OrderNumber.SerialOf(order.Number)]));
    }

    private static async Task<Results<Ok<OrderDetailsView>, ProblemHttpResult>> ReadAsync(string order, IDatabase database, CancellationToken cancellationToken)
    {
        var number = NumberOf(order);
        var found = await database.ReadAsync(
            async session => await OrderStore.FindAsync(session, number) is { } known
                ? OrderDetailsView.Of(known, await ProductsAsync(session, known), (await OrderStore.StepsAsync(session, [number]))[number])
                : null,
            cancellationToken);
        return found is null ? RecordApi.NoSuch("order") : TypedResults.Ok(found);
    }

    private static Task<Results<Ok<OrderDetailsView>, Created<OrderDetailsView>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpContext http, IDatabase database, EditOrders edit, ReadSales sales, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken) => RecordApi.ActAsync<OrderBody, OrderDetails, OrderDetailsView>(
        http,
        database,
        "order",
        async (unit, body, by) => body.Steps is not null
            ? Wrong("steps", "They are taken by POST …/confirm and so on; PUT …/orders/by/… takes them together.")
            : await edit.CreateAsync(unit, await TermsAsync(unit, body, sales.Currency), by, hours.Calendar.DayOf(clock.GetUtcNow())),
        ViewAsync,
        details => $"orders/{details.Order.Number}",
        cancellationToken);

    private static Task<Results<Ok<OrderDetailsView>, Created<OrderDetailsView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string order, HttpContext http, IDatabase database, EditOrders edit, ReadSales sales, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken) => RecordApi.ActAsync<OrderBody, OrderDetails, OrderDetailsView>(
        http,
        database,
        "order",
        async (unit, body, by) => body.Steps is not null
            ? Wrong("steps", "They are taken by POST …/confirm and so on; PUT …/orders/by/… takes them together.")
            : await edit.ChangeAsync(unit, NumberOf(order), await TermsAsync(unit, body, sales.Currency), body.Version, by, hours.Calendar.DayOf(clock.GetUtcNow())),
        ViewAsync,
        location: null,
        cancellationToken);

    private static Task<Results<Ok<OrderDetailsView>, Created<OrderDetailsView>, ValidationProblem, ProblemHttpResult>> PutAsync(
        string system, string external, HttpContext http, IDatabase database, EditOrders edit, ReadSales sales, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken) => RecordApi.ActAsync<OrderBody, OrderDetails, OrderDetailsView>(
        http,
        database,
        "order",
        async (unit, body, by) =>
        {
            if (StoredText.CleanLine(system, LongestWord) != system || StoredText.CleanLine(external, LongestWord) != external)
            {
                return Wrong("external", $"A system and a number are at most {LongestWord} plain characters.");
            }

            var steps = (body.Steps ?? []).Index().ToList();
            return steps.FirstOrDefault(pair => pair.Item.Step is null or OrderStepKind.Create or OrderStepKind.Change) is { Item: not null } odd
                ? Wrong($"steps[{odd.Index}].step", "It must be confirm, fulfil, ship, deliver, return, cancel, pay or refund.")
                : await edit.PutAsync(
                    unit, (system, external), await TermsAsync(unit, body, sales.Currency), [.. steps.Select(pair => (pair.Item.Move(pair.Item.Step!.Value), pair.Item.Remark))], by, hours.Calendar.DayOf(clock.GetUtcNow()));
        },
        ViewAsync,
        location: null,
        cancellationToken);

    private static async Task<OrderTerms> TermsAsync(Session session, OrderBody body, string home)
    {
        var lines = body.Lines ?? [];
        var products = await ProductStore.FindAsync(session, lines.Select(line => line.Product).OfType<string>());
        return new()
        {
            Customer = body.Customer,
            BuyerEmail = body.BuyerEmail,
            Currency = body.Currency ?? home,
            PlacedAt = body.PlacedAt?.ToUniversalTime(),
            PromisedOn = body.PromisedOn,
            Discount = body.Discount,
            Lines =
            [
                .. lines.Select(line => new OrderLine(
                    line.Product is null ? null : products.GetValueOrDefault(line.Product.Trim().ToUpperInvariant())?.Id ?? Guid.Empty, line.Text ?? "", line.Quantity ?? 1, line.Each ?? -1, line.Discount, line.Tax)),
            ],
        };
    }

    private static async Task<OrderDetailsView> ViewAsync(Session session, OrderDetails details) => OrderDetailsView.Of(details, await ProductsAsync(session, details), steps: null);

    private static Task<IReadOnlyDictionary<Guid, Product>> ProductsAsync(Session session, OrderDetails details) => ProductStore.FindAsync(session, [.. details.Lines.Select(line => line.Product).OfType<Guid>().Distinct()]);

    private static EditOutcome<OrderDetails> Wrong(string field, string why) => new EditOutcome<OrderDetails>.Wrong(new Dictionary<string, string[]> { [field] = [why] });

    /// <summary>An empty one for what is no number: no order has it.</summary>
    private static string NumberOf(string text) => OrderNumber.Normalise(text) ?? "";
}
