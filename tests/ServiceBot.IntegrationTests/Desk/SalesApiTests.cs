using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>Products, prices, opportunities and forecasts over HTTP.</summary>
[TestClass]
public sealed class SalesApiTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_lead_is_captured_scored_converted_and_taken_back()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body) => CallAsync(program, method, path, body);
        var agent = await product.JoinAsync("ann@desk.example", StaffRole.Agent, name: "Ann");

        var (captured, lead) = await SendAsync(HttpMethod.Post, "leads", new { name = "Bo", company = "Acme", email = "bo@acme.example", source = "fair", language = "en" });
        var (wrong, problem) = await SendAsync(HttpMethod.Post, "leads", new { email = "none", owner = Guid.NewGuid() });
        var (empty, _) = await SendAsync(HttpMethod.Post, "leads", new { });
        Assert.AreEqual((201, 400, 400), (captured, wrong, empty));
        Assert.AreEqual("owner", problem.GetProperty("errors").EnumerateObject().Single().Name);
        Assert.AreEqual(("L-000001", agent.Member.Id, "en", 10), (
            lead.GetProperty("number").GetString(), lead.GetProperty("owner").GetGuid(), lead.GetProperty("ownerWhy").GetProperty("speaks").GetString(), lead.GetProperty("fit").GetDouble()));
        Assert.AreEqual(JsonValueKind.Null, lead.GetProperty("odds").ValueKind);

        var (booked, active) = await SendAsync(HttpMethod.Post, "leads/L-000001/events", new { @event = "demo", key = "1" });
        var (again, same) = await SendAsync(HttpMethod.Post, "leads/L-000001/events", new { @event = "demo", key = "1" });
        Assert.AreEqual((200, 200), (booked, again));
        Assert.AreEqual(25, active.GetProperty("engagement").GetDouble(), 0.01);
        Assert.AreEqual(25, same.GetProperty("engagement").GetDouble(), 0.01);
        var (changed, _) = await SendAsync(HttpMethod.Put, "leads/L-000001", new { name = "Bo", company = "Acme", email = "bo@acme.example", owner = agent.Member.Id, version = 1 });
        var (stale, _) = await SendAsync(HttpMethod.Post, "leads/L-000001/move", new { stage = "qualified", version = 1 });
        var (moved, _) = await SendAsync(HttpMethod.Post, "leads/L-000001/move", new { stage = "qualified" });
        Assert.AreEqual((200, 409, 200, 400), (changed, stale, moved, (await SendAsync(HttpMethod.Post, "leads/L-000001/move", new { })).Status));
        Assert.AreEqual(400, (await SendAsync(HttpMethod.Post, "leads/L-000001/convert", new { })).Status);
        var (converted, became) = await SendAsync(HttpMethod.Post, "leads/L-000001/convert", new { title = "A line", amount = 50, closeDay = "2026-06-01" });
        Assert.AreEqual((200, "converted", "O-000001"), (converted, became.GetProperty("stage").GetString(), became.GetProperty("opportunity").GetString()));
        Assert.AreEqual(200, (await SendAsync(HttpMethod.Get, $"customers/{became.GetProperty("customer").GetGuid()}", null)).Status);
        var (reverted, open) = await SendAsync(HttpMethod.Post, "leads/L-000001/revert", new { });
        Assert.AreEqual((200, "qualified", 404), (reverted, open.GetProperty("stage").GetString(), (await SendAsync(HttpMethod.Get, "opportunities/O-000001", null)).Status));

        await SendAsync(HttpMethod.Post, "leads", new { name = "Cy", source = "fair" });
        await SendAsync(HttpMethod.Post, "leads/L-000002/move", new { stage = "dropped", reason = "no" });
        var (_, details) = await SendAsync(HttpMethod.Get, "leads/L-000001", null);
        Assert.IsTrue(details.GetProperty("lead").GetProperty("odds").GetDouble() is > 0 and < 100);
        Assert.AreEqual((2, "stage"), (details.GetProperty("ledger").GetArrayLength(), details.GetProperty("factors").EnumerateArray().Last().GetProperty("field").GetString()));
        var (_, list) = await SendAsync(HttpMethod.Get, "leads?stage=dropped", null);
        Assert.AreEqual("L-000002", list.GetProperty("items").EnumerateArray().Single().GetProperty("number").GetString());
        Assert.AreEqual((400, 404, 200), ((await SendAsync(HttpMethod.Get, "leads?stage=x&owner=y&after=z", null)).Status, (await SendAsync(HttpMethod.Get, "leads/L-000009", null)).Status, (await SendAsync(HttpMethod.Get, "leads/calibration", null)).Status));
    }

    [TestMethod]
    public async Task A_quote_goes_its_way_and_what_can_not_be_done_now_says_what_can()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body) => CallAsync(program, method, path, body);
        await SendAsync(HttpMethod.Post, "products", new { code = "FIBRE", en = "Fibre", zh = "光纤", unit = "month" });
        var customer = (await SendAsync(HttpMethod.Post, "customers", new { fields = new { name = "陈静 Lee" } })).Body.GetProperty("id").GetGuid();

        var (made, quote) = await SendAsync(HttpMethod.Post, "quotes", new { title = "Fibre", customer, language = "zh", conditions = "三十天内付款", lines = new[] { new { product = "fibre", quantity = 2, each = 50.25, tax = 20 } } });
        var (wrong, problem) = await SendAsync(HttpMethod.Post, "quotes", new { title = "Fibre", opportunity = "X-1" });
        Assert.AreEqual((201, "Q-000001", "draft", 120.6m), (made, quote.GetProperty("number").GetString(), quote.GetProperty("newest").GetProperty("state").GetString(), quote.GetProperty("newest").GetProperty("total").GetDecimal()));
        Assert.AreEqual((400, "opportunity"), (wrong, problem.GetProperty("errors").EnumerateObject().Single().Name));

        var (early, conflict) = await SendAsync(HttpMethod.Post, "quotes/Q-000001/send", new { });
        Assert.AreEqual((409, "change submit withdraw"), (early, string.Join(' ', conflict.GetProperty("allowed").EnumerateArray().Select(step => step.GetString()))));
        Assert.Contains("What can be done now: change, submit, withdraw.", conflict.GetProperty("detail").GetString()!);
        Assert.AreEqual(200, (await SendAsync(HttpMethod.Post, "quotes/Q-000001/submit", new { version = 1 })).Status);
        Assert.AreEqual((409, 409), ((await SendAsync(HttpMethod.Post, "quotes/Q-000001/send", new { version = 1 })).Status, (await SendAsync(HttpMethod.Post, "quotes/Q-000001/approve", new { })).Status));
        Assert.AreEqual(200, (await SendAsync(HttpMethod.Post, "quotes/Q-000001/send", new { })).Status);
        var (_, details) = await SendAsync(HttpMethod.Get, "quotes/Q-000001", null);
        var link = details.GetProperty("link").GetString()!;
        Assert.AreEqual((3, "sent"), (details.GetProperty("history").GetArrayLength(), details.GetProperty("quote").GetProperty("newest").GetProperty("state").GetString()));

        // The page, and the paper in Chinese, which nobody gets without the link
        using var visitor = product.Visit();
        using var page = await visitor.Http.GetAsync(link, Cancellation);
        using var head = await visitor.Http.SendAsync(new(HttpMethod.Head, link), Cancellation);
        using var paper = await visitor.Http.GetAsync(link.Split('?')[0] + "/quote.pdf", Cancellation);
        using var none = await visitor.Http.GetAsync(link.Replace("/quote/A", "/quote/B", StringComparison.Ordinal), Cancellation);
        using var ours = await program.Http.GetAsync("/api/v1/quotes/Q-000001/quote.pdf?version=1", Cancellation);
        Assert.AreEqual("200 200 404 200 application/pdf", $"{(int)page.StatusCode} {(int)paper.StatusCode} {(int)none.StatusCode} {(int)ours.StatusCode} {ours.Content.Headers.ContentType}");
        var shown = Insight.ReportPdfTests.ShownIn(await paper.Content.ReadAsByteArrayAsync(Cancellation));
        foreach (var text in new[] { "光纤", "报价单", "三十天内付款", "陈静" })
        {
            Assert.Contains(Convert.ToHexString(System.Text.Encoding.BigEndianUnicode.GetBytes(text)), shown);
        }

        Assert.Contains(Convert.ToHexString("120.60"u8), shown);
        Assert.AreEqual("sent", (await SendAsync(HttpMethod.Get, "quotes/Q-000001", null)).Body.GetProperty("quote").GetProperty("newest").GetProperty("state").GetString(), "looking at it answers nothing");
        var (listed, list) = await SendAsync(HttpMethod.Get, $"quotes?state=sent&customer={customer}", null);
        Assert.AreEqual((200, 1, 400, 404), (listed, list.GetProperty("items").GetArrayLength(), (await SendAsync(HttpMethod.Get, "quotes?state=x&opportunity=y", null)).Status, (await SendAsync(HttpMethod.Get, "quotes/Q-000009", null)).Status));
        Assert.AreEqual((200, 200), ((await SendAsync(HttpMethod.Post, "quotes/Q-000001/revise", new { })).Status, (await SendAsync(HttpMethod.Post, "quotes/Q-000001/withdraw", new { note = "no" })).Status));
    }

    [TestMethod]
    public async Task An_order_is_put_by_another_system_and_goes_its_way()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body) => CallAsync(program, method, path, body);
        var customer = (await SendAsync(HttpMethod.Post, "customers", new { fields = new { name = "Ann" } })).Body.GetProperty("id").GetGuid();
        object Body(string step, string key) => new { customer, currency = "USD", lines = new[] { new { text = "Router", quantity = 2, each = 20 } }, steps = new[] { new { step, key } } };

        var (put, order) = await SendAsync(HttpMethod.Put, "orders/by/erp/A-7", Body("confirm", "1"));
        var (again, same) = await SendAsync(HttpMethod.Put, "orders/by/erp/A-7", Body("confirm", "1"));
        Assert.AreEqual((200, 200, "HL-100001", "confirmed", "unpaid"), (put, again, order.GetProperty("order").GetProperty("number").GetString(), order.GetProperty("order").GetProperty("status").GetString(), order.GetProperty("order").GetProperty("payment").GetString()));
        Assert.AreEqual(order.GetRawText(), same.GetRawText());
        var (early, conflict) = await SendAsync(HttpMethod.Post, "orders/HL-100001/ship", new { });
        Assert.AreEqual((409, "The order is confirmed.", "fulfil change cancel pay"), (early, conflict.GetProperty("title").GetString(), string.Join(' ', conflict.GetProperty("allowed").EnumerateArray().Select(step => step.GetString()))));
        Assert.AreEqual((409, 400), ((await SendAsync(HttpMethod.Put, "orders/by/erp/A-7", Body("deliver", "2"))).Status, (await SendAsync(HttpMethod.Put, "orders/by/erp/A-7", Body("create", "2"))).Status));
        Assert.AreEqual((200, 400, 200), ((await SendAsync(HttpMethod.Post, "orders/hl 100001/pay", new { amount = 30, key = "k" })).Status, (await SendAsync(HttpMethod.Post, "orders/HL-100001/pay", new { amount = 30 })).Status, (await SendAsync(HttpMethod.Post, "orders/HL-100001/pay", new { amount = 30, key = "k" })).Status));
        Assert.AreEqual((200, 200), ((await SendAsync(HttpMethod.Post, "orders/HL-100001/fulfil", new { lines = new[] { new { line = 1, quantity = 1 } } })).Status, (await SendAsync(HttpMethod.Post, "orders/HL-100001/refund", new { amount = 5, note = "late" })).Status));

        var (_, details) = await SendAsync(HttpMethod.Get, "orders/HL-100001", null);
        Assert.AreEqual(("partFulfilled", "partRefunded", 30m, 5), (details.GetProperty("order").GetProperty("status").GetString(), details.GetProperty("order").GetProperty("payment").GetString(), details.GetProperty("order").GetProperty("paid").GetDecimal(), details.GetProperty("steps").GetArrayLength()));
        var (made, _) = await SendAsync(HttpMethod.Post, "orders", new { buyerEmail = "guest@example.com", lines = new[] { new { text = "Cable", each = 2.5 } } });
        var (wrong, problem) = await SendAsync(HttpMethod.Post, "orders", new { lines = new[] { new { product = "NOPE" } } });
        Assert.AreEqual((201, 400, "customer lines[0].each lines[0].product lines[0].text"), (made, wrong, string.Join(' ', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal))));
        Assert.AreEqual(200, (await SendAsync(HttpMethod.Put, "orders/HL-100002", new { buyerEmail = "guest@example.com", lines = new[] { new { text = "Cable", each = 3 } }, version = 1 })).Status);
        var (_, first) = await SendAsync(HttpMethod.Get, "orders?take=1", null);
        var (_, second) = await SendAsync(HttpMethod.Get, $"orders?take=1&after={first.GetProperty("next").GetString()}", null);
        Assert.AreEqual(("HL-100002", "HL-100001"), (first.GetProperty("items")[0].GetProperty("number").GetString(), second.GetProperty("items")[0].GetProperty("number").GetString()));
        Assert.AreEqual((400, 404, 1), ((await SendAsync(HttpMethod.Get, "orders?status=x", null)).Status, (await SendAsync(HttpMethod.Get, "orders/HL-1", null)).Status, (await SendAsync(HttpMethod.Get, "orders?system=erp&status=partFulfilled", null)).Body.GetProperty("items").GetArrayLength()));
    }

    [TestMethod]
    public async Task A_product_gets_a_price_and_an_opportunity_is_won_with_it()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body) => CallAsync(program, method, path, body);

        // Products and prices
        var (made, fibre) = await SendAsync(HttpMethod.Post, "products", new { code = "fibre", en = "Fibre", zh = "光纤", unit = "month" });
        var (twice, _) = await SendAsync(HttpMethod.Post, "products", new { code = "FIBRE", en = "Fibre", zh = "光纤", unit = "month" });
        var (odd, oddProblem) = await SendAsync(HttpMethod.Put, "products/fibre", new { code = "fibre", colour = "red" });
        var (stale, _) = await SendAsync(HttpMethod.Put, "products/fibre", new { code = "FIBRE", en = "Fibre", zh = "光纤", unit = "month", version = 7 });
        var (none, _) = await SendAsync(HttpMethod.Get, "products/none", null);
        Assert.AreEqual((201, 400, 400, 409, 404), (made, twice, odd, stale, none));
        Assert.AreEqual("FIBRE", fibre.GetProperty("code").GetString());
        Assert.Contains("colour", oddProblem.GetRawText());
        await SendAsync(HttpMethod.Post, "products", new { code = "BOX", en = "Box", zh = "盒子", unit = "piece" });
        var (_, first) = await SendAsync(HttpMethod.Get, "products?take=1", null);
        var (_, second) = await SendAsync(HttpMethod.Get, $"products?take=1&after={first.GetProperty("next").GetString()}", null);
        Assert.AreEqual(("BOX", "FIBRE"), (first.GetProperty("items")[0].GetProperty("code").GetString(), second.GetProperty("items")[0].GetProperty("code").GetString()));

        var (booked, book) = await SendAsync(HttpMethod.Post, "price-books", new { name = "Retail", currency = "USD", until = "2026-12-31", prices = new object[] { new { product = "fibre", each = 40 }, new { product = "FIBRE", fromQuantity = 10, each = 35.5 } } });
        var id = book.GetProperty("id").GetGuid();
        var (unknown, problem) = await SendAsync(HttpMethod.Put, $"price-books/{id}", new { name = "Retail", currency = "USD", prices = new[] { new { product = "x", each = 1 } } });
        Assert.AreEqual((201, 400), (booked, unknown));
        Assert.AreEqual("prices[0].product", problem.GetProperty("errors").EnumerateObject().Single().Name);
        foreach (var (query, outcome, total) in new[] { ("quantity=12&day=2026-06-01", "priced", "426.0"), ("day=2027-01-01", "noLongerValid", ""), ("quantity=0.5&day=2026-06-01", "tooFew", "") })
        {
            var (_, price) = await SendAsync(HttpMethod.Get, $"price-books/{id}/price?product=fibre&{query}", null);
            Assert.AreEqual((outcome, total), (price.GetProperty("outcome").GetString(), price.GetProperty("total") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : ""), query);
        }

        Assert.AreEqual(400, (await SendAsync(HttpMethod.Get, $"price-books/{id}/price?quantity=-1&day=soon", null)).Status);

        // An opportunity goes its way
        var (_, ann) = await SendAsync(HttpMethod.Post, "customers", new { fields = new { name = "Ann" } });
        var customer = ann.GetProperty("id").GetGuid();
        var (opened, one) = await SendAsync(HttpMethod.Post, "opportunities", new { customer, title = "Fibre for twelve", closeDay = "2026-06-30", lines = new[] { new { product = "fibre", quantity = 12, each = 35.5 } } });
        Assert.AreEqual((201, "O-000001", 426m, "new", 10m, "stage"), (
            opened, one.GetProperty("number").GetString(), one.GetProperty("amount").GetDecimal(), one.GetProperty("stage").GetString(), one.GetProperty("probability").GetProperty("percent").GetDecimal(), one.GetProperty("probability").GetProperty("source").GetString()));
        var (bad, missing) = await SendAsync(HttpMethod.Post, "opportunities", new { title = "x", owner = Guid.NewGuid(), lines = Array.Empty<object>() });
        Assert.AreEqual((400, "amount closeDay customer owner"), (bad, string.Join(' ', missing.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal))));
        var (changed, judged) = await SendAsync(HttpMethod.Put, "opportunities/O-000001", new { title = "Fibre for twelve", closeDay = "2026-06-30", amount = 500, probability = 60, version = 1 });
        Assert.AreEqual((200, 500m, "own"), (changed, judged.GetProperty("amount").GetDecimal(), judged.GetProperty("probability").GetProperty("source").GetString()));
        Assert.AreEqual(400, (await SendAsync(HttpMethod.Put, "opportunities/O-000001", new { title = "x", closeDay = "2026-06-30", amount = 1, stage = "won" })).Status);

        var (asked, forecast) = await SendAsync(HttpMethod.Get, "sales/forecast?from=2026-04-01&until=2026-06-30", null);
        Assert.AreEqual((200, "USD", 300m), (asked, forecast.GetProperty("currency").GetString(), forecast.GetProperty("forecast").GetProperty("total").GetDecimal()));
        var (computed, would) = await SendAsync(HttpMethod.Post, "sales/what-if", new { from = "2026-04-01", until = "2026-06-30", edits = new object[] { new { opportunity = "O-000001", probability = 80 }, new { prices = 10 } } });
        Assert.AreEqual((200, 140m), (computed, would.GetProperty("difference").GetDecimal()));
        Assert.AreEqual(140m, would.GetProperty("contributions").EnumerateArray().Sum(share => share.GetDecimal()));
        var (wrong, edits) = await SendAsync(HttpMethod.Post, "sales/what-if", new { edits = new object[] { new { probability = 80 }, new { prices = 5, winRate = 5 } } });
        Assert.AreEqual((400, 2), (wrong, edits.GetProperty("errors").EnumerateObject().Count()));

        var (moved, won) = await SendAsync(HttpMethod.Post, "opportunities/o-000001/move", new { stage = "won", reason = "price", version = 2 });
        Assert.AreEqual((200, "won", "won"), (moved, won.GetProperty("stage").GetString(), won.GetProperty("state").GetString()));
        Assert.AreEqual((400, 409, 404), ((await SendAsync(HttpMethod.Post, "opportunities/O-000001/move", new { })).Status, (await SendAsync(HttpMethod.Post, "opportunities/O-000001/move", new { stage = "new", version = 1 })).Status, (await SendAsync(HttpMethod.Post, "opportunities/O-9/move", new { stage = "new" })).Status));
        var (_, details) = await SendAsync(HttpMethod.Get, "opportunities/O-000001", null);
        Assert.AreEqual("won new new", string.Join(' ', details.GetProperty("history").EnumerateArray().Select(state => state.GetProperty("stage").GetString())));
        var (_, list) = await SendAsync(HttpMethod.Get, $"opportunities?customer={customer}&state=won", null);
        Assert.AreEqual("O-000001", list.GetProperty("items").EnumerateArray().Single().GetProperty("number").GetString());
        Assert.AreEqual(400, (await SendAsync(HttpMethod.Get, "opportunities?state=sold&pipeline=x&from=y&take=0&after=z", null)).Status);
        var (_, funnel) = await SendAsync(HttpMethod.Get, "sales/funnel?from=2020-01-01&until=2100-01-01", null);
        Assert.AreEqual((1, 1), (funnel[0].GetProperty("entered").GetInt32(), funnel[0].GetProperty("reached").GetProperty("won").GetInt32()));
        var (tested, test) = await SendAsync(HttpMethod.Get, "sales/back-test", null);
        Assert.AreEqual((200, 0), (tested, test.GetProperty("months").GetArrayLength()));

        // Pipelines and rates
        var (_, pipelines) = await SendAsync(HttpMethod.Get, "pipelines", null);
        var stages = pipelines[0].GetProperty("stages");
        var (renamed, again) = await SendAsync(HttpMethod.Put, $"pipelines/{Pipeline.First}", new { en = "Direct", zh = "直销", stages, version = 1 });
        var (broken, _) = await SendAsync(HttpMethod.Post, "pipelines", new { en = "Partners", zh = "渠道", stages = new[] { new { key = "a", en = "A", zh = "甲", probability = 0 } } });
        Assert.AreEqual((200, 2, 400), (renamed, again.GetProperty("version").GetInt32(), broken));
        Assert.AreEqual(2, (await SendAsync(HttpMethod.Get, $"pipelines/{Pipeline.First}", null)).Body.GetArrayLength());
        var (set, _) = await SendAsync(HttpMethod.Put, "exchange-rates", new { currency = "EUR", day = "2026-01-01", rate = 1.1 });
        var (_, rates) = await SendAsync(HttpMethod.Get, "exchange-rates?day=2026-02-01", null);
        Assert.AreEqual((200, 1.1m), (set, rates.GetProperty("rates")[0].GetProperty("rate").GetDecimal()));
    }

    private async Task<(int Status, JsonElement Body)> CallAsync(StaffClient program, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await program.Http.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }
}
