using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>Customers over HTTP.</summary>
[TestClass]
public sealed class CustomerApiTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Customers_are_made_changed_merged_and_un_merged()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);

        var (created, mei) = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "Chen Mei", city = "Shenzhen" }, identifiers = new[] { new { kind = "email", value = "Mei@example.com" } } });
        var id = mei.GetProperty("id").GetGuid();
        var (_, other) = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "Mei Chen" }, identifiers = new[] { new { kind = "phone", value = "+86 139 0000 0001" } } });
        var otherId = other.GetProperty("id").GetGuid();
        var (wrong, problem) = await SendAsync(HttpMethod.Post, "", new { fields = new { shoe = "41" }, identifiers = new[] { new { kind = "phone", value = "none" } } });
        var (empty, _) = await SendAsync(HttpMethod.Post, "", new { });
        var (odd, oddProblem) = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "A" }, colour = "red" });

        Assert.AreEqual((201, 400, 400, 400), (created, wrong, empty, odd));
        CollectionAssert.AreEquivalent(new[] { "shoe", "phone" }, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList());
        Assert.Contains("colour", oddProblem.GetRawText());
        Assert.AreEqual("api", mei.GetProperty("fields").GetProperty("name").GetProperty("source").GetString());

        var seen = mei.GetProperty("fields").GetProperty("city").GetProperty("id").GetInt64();
        var (changed, _) = await SendAsync(HttpMethod.Patch, $"{id}", new { fields = new { city = "Shanghai" }, seen = new { city = seen } });
        var (stale, conflict) = await SendAsync(HttpMethod.Patch, $"{id}", new { fields = new { city = "Beijing", company = "Acme" }, seen = new { city = (long?)seen, company = (long?)null } });
        var (over, after) = await SendAsync(HttpMethod.Patch, $"{id}", new { fields = new { city = (string?)null } });
        Assert.AreEqual((200, 409, 200), (changed, stale, over));
        Assert.AreEqual("Shanghai", conflict.GetProperty("fields").GetProperty("city").GetProperty("value").GetString());
        Assert.AreEqual(JsonValueKind.Null, after.GetProperty("fields").GetProperty("city").GetProperty("value").ValueKind, "there is said to be none");
        Assert.IsFalse(after.GetProperty("fields").TryGetProperty("company", out _));

        var (merged, decision) = await SendAsync(HttpMethod.Post, $"{otherId}/merge", new { other = id, why = "the same address" });
        var (again, _) = await SendAsync(HttpMethod.Post, $"{id}/merge", new { other = otherId });
        var (against, _) = await SendAsync(HttpMethod.Post, $"{id}/apart", new { other = otherId });
        var (nobody, _) = await SendAsync(HttpMethod.Post, $"{id}/merge", new { other = Guid.NewGuid() });
        var (missing, _) = await SendAsync(HttpMethod.Post, $"{id}/merge", new { });
        Assert.AreEqual((200, 200, 409, 404, 400), (merged, again, against, nobody, missing));
        foreach (var any in new[] { id, otherId })
        {
            var (_, page) = await SendAsync(HttpMethod.Get, $"{any}", null);
            Assert.AreEqual(id, page.GetProperty("id").GetGuid(), "every id leads to the page of all");
            Assert.AreEqual(2, page.GetProperty("members").GetArrayLength());
        }

        var (found, list) = await SendAsync(HttpMethod.Get, "?with=%2B8613900000001", null);
        Assert.AreEqual((200, id), (found, list.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetGuid()));

        var (revoked, roots) = await SendAsync(HttpMethod.Delete, $"edges/{decision.GetProperty("edge").GetInt64()}", null);
        var (gone, _) = await SendAsync(HttpMethod.Delete, $"edges/{decision.GetProperty("edge").GetInt64()}", null);
        Assert.AreEqual((200, 404, 2), (revoked, gone, roots.GetProperty("customers").GetArrayLength()));
        var (_, alone) = await SendAsync(HttpMethod.Get, $"{otherId}", null);
        Assert.AreEqual((otherId, "Mei Chen"), (alone.GetProperty("id").GetGuid(), alone.GetProperty("fields").GetProperty("name").GetProperty("value").GetString()));

        await product.UntilThereAsync("SELECT count(*) FROM crm_link_record WHERE customer_id = @id", new { id });
        var (nothing, noPairs) = await SendAsync(HttpMethod.Get, "duplicates", null);
        var (noCursor, _) = await SendAsync(HttpMethod.Get, "duplicates?after=x", null);
        var (similar, candidates) = await SendAsync(HttpMethod.Post, "similar", new { fields = new { name = "Chen Mei" }, identifiers = new[] { new { kind = "email", value = "MEI@example.com" } } });
        Assert.AreEqual((200, 400, 200), (nothing, noCursor, similar));
        Assert.AreEqual(0, noPairs.GetProperty("items").GetArrayLength());
        Assert.AreEqual(id, candidates[0].GetProperty("customer").GetGuid());
        Assert.AreEqual("prior", candidates[0].GetProperty("comparison").GetProperty("steps")[0].GetProperty("kind").GetString());
        Assert.AreEqual("exact", candidates[0].GetProperty("comparison").GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("field").GetString() == "email").GetProperty("level").GetString());

        var (first, one) = await SendAsync(HttpMethod.Get, "?take=1", null);
        var (second, two) = await SendAsync(HttpMethod.Get, $"?take=1&after={one.GetProperty("next").GetString()}", null);
        var (bad, _) = await SendAsync(HttpMethod.Get, "?after=yesterday&take=0", null);
        var (unknown, _) = await SendAsync(HttpMethod.Get, $"{Guid.NewGuid()}", null);
        Assert.AreEqual((200, 200, 400, 404), (first, second, bad, unknown));
        CollectionAssert.AreEqual(new[] { otherId, id }, new[] { one, two }.Select(page => page.GetProperty("items")[0].GetProperty("id").GetGuid()).ToList());

        async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body)
        {
            using var request = new HttpRequestMessage(method, path.StartsWith('?') || path.Length == 0 ? $"/api/v1/customers{path}" : $"/api/v1/customers/{path}") { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await program.Http.SendAsync(request, Cancellation);
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
        }
    }

    [TestMethod]
    public async Task Own_fields_and_tags_are_said_of_customers_and_lists_are_filtered_by_them()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);

        var (declared, plan) = await SendAsync(HttpMethod.Post, "customer-fields", new { key = "x_plan", kind = "choice", en = "Plan", zh = "套餐", choices = new[] { "Gold", "Silver" } });
        var (twice, _) = await SendAsync(HttpMethod.Post, "customer-fields", new { key = "x_plan", kind = "text", en = "Plan" });
        var (seats, _) = await SendAsync(HttpMethod.Post, "customer-fields", new { key = "x_seats", kind = "number", en = "Seats" });
        var (odd, problem) = await SendAsync(HttpMethod.Post, "customer-fields", new { key = "plan", kind = "choice", en = "" });
        var (otherKind, _) = await SendAsync(HttpMethod.Put, "customer-fields/x_plan", new { kind = "text", en = "Plan" });
        var (nobody, _) = await SendAsync(HttpMethod.Put, "customer-fields/x_none", new { en = "None" });
        Assert.AreEqual((201, 400, 201, 400, 400, 404), (declared, twice, seats, odd, otherKind, nobody));
        Assert.AreEqual("choice", plan.GetProperty("kind").GetString());
        CollectionAssert.AreEquivalent(new[] { "key", "en", "zh", "choices" }, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList());

        var (made, ann) = await SendAsync(HttpMethod.Post, "customers", new { fields = new Dictionary<string, string> { ["name"] = "Ann Lee", ["x_plan"] = "gold", ["x_seats"] = "12.50", ["tag:vip"] = "yes" } });
        var (wrong, why) = await SendAsync(HttpMethod.Post, "customers", new { fields = new Dictionary<string, string> { ["name"] = "Bo", ["x_plan"] = "Bronze", ["x_seats"] = "many", ["tag:VIP"] = "yes" } });
        Assert.AreEqual((201, 400), (made, wrong));
        CollectionAssert.AreEquivalent(new[] { "x_plan", "x_seats", "tag:VIP" }, why.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList());
        Assert.AreEqual(("Gold", "12.5"), (Value(ann, "x_plan"), Value(ann, "x_seats")));
        var id = ann.GetProperty("id").GetGuid();
        await SendAsync(HttpMethod.Post, "customers", new { fields = new { name = "Bo Li" } });
        await product.UntilThereAsync("SELECT CASE WHEN count(DISTINCT customer_id) = 2 THEN 1 ELSE 0 END FROM crm_facet");

        foreach (var query in new[] { "tag=vip", "x_plan=GOLD", "x_seats=10..20&tag=vip", "x_seats=12.5", "name=ann&stage=prospect&order=name" })
        {
            var (status, list) = await SendAsync(HttpMethod.Get, $"customers?{query}", null);
            var only = list.GetProperty("items").EnumerateArray().Single();
            Assert.AreEqual((200, id, "vip", "prospect"), (status, only.GetProperty("id").GetGuid(), only.GetProperty("tags")[0].GetString(), only.GetProperty("stage").GetString()), query);
        }

        var (none, empty) = await SendAsync(HttpMethod.Get, "customers?x_plan=silver", null);
        var (bad, errors) = await SendAsync(HttpMethod.Get, "customers?x_seats=a..b&shoe=41&order=size", null);
        Assert.AreEqual((200, 0, 400), (none, empty.GetProperty("items").GetArrayLength(), bad));
        CollectionAssert.AreEquivalent(new[] { "x_seats", "shoe", "order" }, errors.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList());

        var (saved, view) = await SendAsync(HttpMethod.Post, "views", new { list = "customers", name = "Gold", place = "company", query = "tag=vip&x_plan=gold&shoe=41" });
        Assert.AreEqual((201, "tag=vip&x_plan=gold"), (saved, view.GetProperty("query").GetString()));
        Assert.AreEqual(1, (await SendAsync(HttpMethod.Get, "views?list=customers", null)).Body[0].GetProperty("count").GetInt64());

        // A field that is asked no more loses nothing.
        var (retired, _) = await SendAsync(HttpMethod.Put, "customer-fields/x_plan", new { kind = "choice", en = "Plan", zh = "套餐", choices = new[] { "Gold" }, active = false });
        Assert.AreEqual((200, "Gold"), (retired, Value((await SendAsync(HttpMethod.Get, $"customers/{id}", null)).Body, "x_plan")));

        static string? Value(JsonElement customer, string field) => customer.GetProperty("fields").GetProperty(field).GetProperty("value").GetString();

        async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body)
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await program.Http.SendAsync(request, Cancellation);
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
        }
    }

    [TestMethod]
    public async Task A_call_that_comes_again_is_done_once_and_what_is_known_already_is_not_sent_again()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);

        using var first = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "Ann Lee" } }, ("Idempotency-Key", "a-1"));
        using var again = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "Ann Lee" } }, ("Idempotency-Key", "a-1"));
        using var other = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "Bo Li" } }, ("Idempotency-Key", "a-1"));
        using var odd = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "Bo Li" } }, ("Idempotency-Key", new string('k', 201)));
        using var refused = await SendAsync(HttpMethod.Post, "", new { fields = new { shoe = "41" } }, ("Idempotency-Key", "a-2"));
        using var corrected = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "Cy" } }, ("Idempotency-Key", "a-2"));
        CollectionAssert.AreEqual(new[] { 201, 200, 422, 400, 400, 201 }, new[] { first, again, other, odd, refused, corrected }.Select(response => (int)response.StatusCode).ToList());
        var ann = await first.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.AreEqual(ann.GetRawText(), (await again.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetRawText());
        var sameProduct = new { code = "R-1", en = "Router", zh = "路由器", unit = "piece" };
        using var product1 = await program.Http.SendAsync(new(HttpMethod.Post, "/api/v1/products") { Content = JsonContent.Create(sameProduct), Headers = { { "Idempotency-Key", "p-1" } } }, Cancellation);
        using var product2 = await program.Http.SendAsync(new(HttpMethod.Post, "/api/v1/products") { Content = JsonContent.Create(sameProduct), Headers = { { "Idempotency-Key", "p-1" } } }, Cancellation);
        Assert.AreEqual((201, 200), ((int)product1.StatusCode, (int)product2.StatusCode));

        var path = $"/{ann.GetProperty("id").GetGuid()}";
        using var read = await SendAsync(HttpMethod.Get, path, null);
        var tag = read.Headers.ETag!.ToString();
        using var known = await SendAsync(HttpMethod.Get, path, null, ("If-None-Match", tag));
        using var changed = await SendAsync(HttpMethod.Patch, path, new { fields = new { city = "Leeds" } }, ("If-Match", tag));
        using var passed = await SendAsync(HttpMethod.Patch, path, new { fields = new { city = "York" } }, ("If-Match", tag));
        using var any = await SendAsync(HttpMethod.Patch, path, new { fields = new { company = "Acme" } }, ("If-Match", "*"));
        using var anew = await SendAsync(HttpMethod.Get, path, null, ("If-None-Match", tag));
        CollectionAssert.AreEqual(new[] { 200, 304, 200, 412, 200, 200 }, new[] { read, known, changed, passed, any, anew }.Select(response => (int)response.StatusCode).ToList());
        Assert.AreNotEqual(tag, anew.Headers.ETag!.ToString());
        Assert.AreEqual("Leeds", (await anew.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("fields").GetProperty("city").GetProperty("value").GetString());

        // Some members only, of one and of each of a list.
        var sparse = await program.Http.GetFromJsonAsync<JsonElement>($"/api/v1/customers{path}?fields=id,identifiers", Cancellation);
        CollectionAssert.AreEqual(new[] { "id", "identifiers" }, sparse.EnumerateObject().Select(member => member.Name).ToList());
        var list = await program.Http.GetFromJsonAsync<JsonElement>("/api/v1/customers?fields=name&take=1", Cancellation);
        CollectionAssert.AreEqual(new[] { "name" }, list.GetProperty("items")[0].EnumerateObject().Select(member => member.Name).ToList());
        Assert.AreEqual(JsonValueKind.String, list.GetProperty("next").ValueKind);
        using var unknown = await SendAsync(HttpMethod.Get, $"{path}?fields=id,shoe", null);
        Assert.AreEqual(400, (int)unknown.StatusCode);
        Assert.Contains("shoe", await unknown.Content.ReadAsStringAsync(Cancellation));

        async Task<HttpResponseMessage> SendAsync(HttpMethod method, string where, object? body, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/customers{where}") { Content = body is null ? null : JsonContent.Create(body) };
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return await program.Http.SendAsync(request, Cancellation);
        }
    }

    [TestMethod]
    public async Task Everybody_leaves_in_a_file_that_can_be_imported_again_and_all_that_happens_is_read_by_position()
    {
        await using var product = await StaffProduct.StartAsync("--Crm:Linking:JoinAt=1");
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        var start = await program.Http.GetFromJsonAsync<JsonElement>("/api/v1/changes?take=200", Cancellation);
        var names = Enumerable.Range(0, 1_200).Select(i => i == 7 ? "=1+1, \"Ltd\"" : $"客户 {i}").ToList();
        using var lines = new StringContent(
            string.Join('\n', names.Select((name, i) => JsonSerializer.Serialize(new
            {
                key = new { kind = "external_key", value = $"erp:{i}" },
                fields = new Dictionary<string, string> { ["name"] = name, ["tag:old"] = "yes" },
                identifiers = new[] { new { kind = "phone", value = $"+86 139 0000 {i:0000}" } },
            }))),
            null,
            "application/x-ndjson");
        using var put = await program.Http.PostAsync("/api/v1/customers/bulk", lines, Cancellation);
        Assert.AreEqual(200, (int)put.StatusCode);
        await product.UntilThereAsync("SELECT CASE WHEN count(*) = 1200 THEN 1 ELSE 0 END FROM crm_facet WHERE field = 'tag'");

        var csv = (await program.Http.GetStringAsync("/api/v1/customers/export?tag=old&order=name", Cancellation)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(1_201, csv);
        Assert.StartsWith("id,name,party,company", csv[0]);
        Assert.HasCount(1_200, csv.Skip(1).Select(line => line[..36]).Distinct());
        Assert.Contains("\"'=1+1, \"\"Ltd\"\"\"", csv[1], "what a spreadsheet would take for a formula is text");
        Assert.Contains(",+86 139 0000 0007,,erp:7,old,prospect,", csv[1]);
        var read = (await program.Http.GetStringAsync("/api/v1/customers/export?format=ndjson", Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.HasCount(1_200, read);
        CollectionAssert.AreEquivalent(names, read.Select(line => line.GetProperty("fields").GetProperty("name").GetString()).ToList());
        using var odd = await program.Http.GetAsync("/api/v1/customers/export?format=pdf&shoe=41", Cancellation);
        Assert.AreEqual(400, (int)odd.StatusCode);

        // Every change once, in order, in pages; then one waits for the next.
        var (made, after) = (new List<Guid>(), start.GetProperty("next").GetString());
        for (JsonElement page; ; after = page.GetProperty("next").GetString())
        {
            page = await program.Http.GetFromJsonAsync<JsonElement>($"/api/v1/changes?after={after}&take=200&type=CustomerCreated", Cancellation);
            if (page.GetProperty("items").GetArrayLength() == 0)
            {
                break;
            }

            made.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("customer").GetGuid()));
        }

        CollectionAssert.AreEquivalent(read.Select(line => line.GetProperty("id").GetGuid()).ToList(), made);
        var waiting = program.Http.GetFromJsonAsync<JsonElement>($"/api/v1/changes?after={after}&type=CustomerEdited&wait=30", Cancellation);
        using var edited = await program.Http.PatchAsJsonAsync($"/api/v1/customers/{made[0]}", new { fields = new { city = "Leeds" } }, Cancellation);
        for (var heard = await waiting; ; heard = await program.Http.GetFromJsonAsync<JsonElement>($"/api/v1/changes?after={heard.GetProperty("next").GetString()}&type=CustomerEdited&wait=30", Cancellation))
        {
            if (heard.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("data").GetProperty("fields")[0].GetString() == "city"))
            {
                break;
            }
        }

        using var bad = await program.Http.GetAsync("/api/v1/changes?after=x&wait=31", Cancellation);
        Assert.AreEqual(400, (int)bad.StatusCode);
    }

    [TestMethod]
    public async Task Whoever_is_put_by_a_key_is_made_once_and_changed_from_then_on()
    {
        await using var product = await StaffProduct.StartAsync("--Crm:Linking:JoinAt=1");
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);

        var (made, one) = await PutAsync("external_key/erp:1042", new { fields = new { name = "Ann Lee" }, identifiers = new[] { new { kind = "email", value = "ann@example.com" } } });
        var (again, same) = await PutAsync("external_key/erp:1042", new { fields = new { name = "Ann Lee" }, identifiers = new[] { new { kind = "email", value = "ANN@example.com" } } });
        var (changed, now) = await PutAsync("email/Ann@example.com", new { fields = new { city = "Leeds" }, identifiers = new[] { new { kind = "phone", value = "+44 113 496 0018" } } });
        Assert.AreEqual((201, 200, 200), (made, again, changed));
        Assert.AreEqual(one.GetRawText(), same.GetRawText(), "the same said twice is said once");
        Assert.AreEqual(("Ann Lee", "Leeds", 3), (now.GetProperty("fields").GetProperty("name").GetProperty("value").GetString(), now.GetProperty("fields").GetProperty("city").GetProperty("value").GetString(), now.GetProperty("identifiers").GetArrayLength()));

        var (noKind, _) = await PutAsync("shoe/41", new { });
        var (noKey, _) = await PutAsync("email/nobody", new { });
        var (wrong, problem) = await PutAsync("email/ann@example.com", new { fields = new { city = "York" }, identifiers = new[] { new { kind = "phone", value = "none" } } });
        Assert.AreEqual((400, 400, 400), (noKind, noKey, wrong));
        Assert.IsTrue(problem.GetProperty("errors").TryGetProperty("phone", out _));
        Assert.AreEqual("Leeds", (await PutAsync("email/ann@example.com", new { })).Body.GetProperty("fields").GetProperty("city").GetProperty("value").GetString(), "nothing of what is wrong is written");
        await program.Http.PostAsJsonAsync("/api/v1/customers", new { identifiers = new[] { new { kind = "email", value = "ann@example.com" } } }, Cancellation);
        var (several, who) = await PutAsync("email/ann@example.com", new { fields = new { city = "York" } });
        Assert.AreEqual((409, 2), (several, who.GetProperty("customers").GetArrayLength()));
        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PutAsync("customer_number/K77", new { fields = new { name = "Bo Li" } })));
        Assert.AreEqual(1, together.Count(answer => answer.Status == 201));
        Assert.HasCount(1, together.Select(answer => answer.Body.GetProperty("id").GetGuid()).Distinct());

        async Task<(int Status, JsonElement Body)> PutAsync(string key, object body)
        {
            using var response = await program.Http.PutAsJsonAsync($"/api/v1/customers/by/{key}", body, Cancellation);
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
        }
    }

    [TestMethod]
    public async Task Many_customers_are_put_in_lines_and_each_line_has_its_answer()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        string[] lines =
        [
            .. Enumerable.Range(0, 120).Select(i => $$$"""{"key":{"kind":"external_key","value":"erp:{{{i}}}"},"fields":{"name":"Customer {{{i}}}"}}"""),
            "", "{", """{"key":{"kind":"email","value":"no"}}""", """{"fields":{"name":"Nobody"}}""", """{"key":{"kind":"external_key","value":"erp:7"},"fields":{"shoe":"41"}}""", """{"colour":"red"}""",
            """{"key":{"kind":"external_key","value":"erp:7"},"fields":{"city":"深圳"}}""",
        ];

        var first = await SendAsync(string.Join('\n', lines));
        var second = await SendAsync(string.Join("\r\n", lines));

        CollectionAssert.AreEqual(Enumerable.Repeat(201, 120).Concat([400, 400, 400, 400, 400, 200]).ToList(), first.Select(line => line.GetProperty("status").GetInt32()).ToList());
        CollectionAssert.AreEqual(Enumerable.Repeat(200, 120).Concat([400, 400, 400, 400, 400, 200]).ToList(), second.Select(line => line.GetProperty("status").GetInt32()).ToList());
        CollectionAssert.AreEqual(Enumerable.Range(1, 120).Concat(Enumerable.Range(122, 6)).ToList(), first.Select(line => line.GetProperty("line").GetInt32()).ToList());
        Assert.AreEqual(first[7].GetProperty("customer").GetGuid(), first[^1].GetProperty("customer").GetGuid());
        CollectionAssert.AreEqual(new[] { "line", "key", "key", "shoe", "colour" }, first.Skip(120).Take(5).Select(line => line.GetProperty("errors").EnumerateObject().Single().Name).ToList());
        Assert.AreEqual(120, await product.Database.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM crm_customer"), Cancellation));

        using var plain = await program.Http.PostAsync("/api/v1/customers/bulk", new StringContent("{}", null, "application/json"), Cancellation);
        using var many = await program.Http.PostAsync("/api/v1/customers/bulk", new StringContent(string.Concat(Enumerable.Repeat("{}\n", 10_001)), null, "application/x-ndjson"), Cancellation);
        Assert.AreEqual((415, 413), ((int)plain.StatusCode, (int)many.StatusCode));

        async Task<List<JsonElement>> SendAsync(string text)
        {
            using var response = await program.Http.PostAsync("/api/v1/customers/bulk", new StringContent(text, null, "application/x-ndjson"), Cancellation);
            return [.. (await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }
    }
}
