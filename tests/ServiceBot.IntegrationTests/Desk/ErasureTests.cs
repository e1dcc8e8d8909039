using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ServiceBot.Crm.Privacy;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class ErasureOnSqlite() : ErasureTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ErasureOnPostgreSql() : ErasureTests(StorageProvider.PostgreSql);

/// <summary>Somebody whom every part of the product knows is given all of it, and erased from all of it: the whole product runs, with all readers.</summary>
public abstract class ErasureTests(StorageProvider provider)
{
    private const string Secret = "a secret of a site that nobody guesses";
    private const string Email = "zephyrine.q@example.com";
    private const string Phone = "+442079460817";
    private const string Name = "Zephyrine Quillfeather";

    /// <summary>What nobody else has.</summary>
    private static readonly string[] Traces = ["zephyrine", "quillfeather", "2079460817", "7946 0817", "dl_zq_817", "vintage theremin", "翡翠鹦", "\\u7fe1\\u7fe0\\u9e66"];

    private TestDatabase? _database;
    private StaffProduct? _product;
    private StaffClient? _program;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private StaffProduct Product => _product!;

    private HttpClient Http => _program!.Http;

    [TestInitialize]
    public async Task StartAsync()
    {
        _database = await TestDatabase.CreateAsync(provider, Cancellation);
        _product = await StaffProduct.StartAsync([.. _database.Settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value! }), "--DirectLine:Secret", Secret]);
        _program = _product.Visit();
        Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
    }

    [TestCleanup]
    public async Task CloseAsync()
    {
        _program?.Dispose();
        if (_product is not null)
        {
            await _product.DisposeAsync();
        }

        await _database!.DisposeAsync();
    }

    [TestMethod]
    public async Task Somebody_is_given_all_that_is_held_of_them_and_then_nothing_is_left_of_them_and_nothing_brings_them_back()
    {
        var bystander = (await SendAsync(HttpMethod.Post, "customers", new { fields = new { name = "Bob Bystander" }, identifiers = new[] { new { kind = "email", value = "bob@example.com" } } })).Body.GetProperty("id").GetGuid();
        var ids = await KnowAsync();
        var (id, edge, import) = (ids[0], _edge, _import);

        // Given to them: every part of the product contributes, readable by programs and people.
        var (asked, archive) = await SendAsync(HttpMethod.Post, $"customers/{ids[^1]}/archive", null);
        Assert.AreEqual(202, asked);
        var path = $"privacy/archives/{archive.GetProperty("id").GetInt64()}";
        Assert.AreEqual("ready", await UntilAsync(path, "ready"));
        var files = await UnzipAsync($"/api/v1/{path}/file");
        foreach (var (part, words) in new[]
        {
            ("data/profile.json", Name), ("data/identifiers.json", Email), ("data/messages.json", "vintage theremin"), ("data/mails.json", Email), ("data/requests.json", "theremin by post"), ("data/orders.json", "19.9,"),
            ("data/opportunities.json", "Fibre for Zephyrine"), ("data/leads.json", Phone), ("data/consents.json", "192.0.2.81"), ("data/contracts.json", "gold"), ("data/request-history.json", "opened"), ("data/files.json", "quillfeather.txt"),
            ("data/relations.json", "says Zephyrine"), ("data/events.json", "CustomerCreated"), ("index.en.html", Name), ("index.zh.html", "邮箱、电话与账号"), ("contents.json", "\"profile\""),
        })
        {
            Assert.Contains(words, Encoding.UTF8.GetString(files[part]), part);
        }

        Assert.Contains("a theremin of Zephyrine's", Encoding.UTF8.GetString(files.Single(file => file.Key.StartsWith("files/", StringComparison.Ordinal)).Value));
        Assert.IsFalse(files.Values.Any(bytes => Encoding.UTF8.GetString(bytes).Contains("Bystander", StringComparison.Ordinal)), "nobody else is in it");
        foreach (var json in files.Where(file => file.Key.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var document = JsonDocument.Parse(json.Value);
        }

        // A legal hold keeps them until it is taken off.
        Assert.AreEqual(204, (await SendAsync(HttpMethod.Put, $"customers/{id}/protections/hold", new { reason = "A court wants it." })).Status);
        Assert.AreEqual(409, (await SendAsync(HttpMethod.Post, $"customers/{ids[^1]}/erase", new { because = "asked" })).Status);
        Assert.AreEqual(204, (await SendAsync(HttpMethod.Delete, $"customers/{ids[^1]}/protections/hold", null)).Status);

        var (accepted, erasure) = await SendAsync(HttpMethod.Post, $"customers/{ids[^1]}/erase", new { because = "asked" });
        Assert.AreEqual(202, accepted);
        var number = erasure.GetProperty("number").GetInt64();
        Assert.AreEqual("done", await UntilAsync($"privacy/erasures/{number}", "done"));
        var (_, done) = await SendAsync(HttpMethod.Get, $"privacy/erasures/{number}", null);
        var certificate = done.GetProperty("certificate");
        Assert.AreEqual("", string.Join(", ", certificate.GetProperty("left").EnumerateArray()), "what is left");
        CollectionAssert.AreEquivalent(ids.ToList(), certificate.GetProperty("customers").EnumerateArray().Select(one => one.GetGuid()).ToList());
        CollectionAssert.IsSubsetOf(
            new[] { "channel_activity", "channel_mail", "crm_fact", "crm_import_part", "crm_link_record", "crm_order", "desk_request", "desk_search_posting", "storage_signal" },
            certificate.GetProperty("erased").EnumerateArray().Where(rows => rows.GetProperty("count").GetInt64() > 0).Select(rows => rows.GetProperty("table").GetString()).ToList());
        Assert.IsTrue((await Product.Database.ReadAsync(session => AskForErasure.FindAsync(session, number), Cancellation))!.IsSound);
        await NothingIsLeftAsync();

        // Every id says that they are gone, and nothing brings them back.
        using var manager = await Product.VisitAsync(StaffRole.Manager);
        foreach (var gone in ids)
        {
            Assert.AreEqual(410, (await SendAsync(HttpMethod.Get, $"customers/{gone}", null)).Status);
            Assert.AreEqual(410, (await SendAsync(HttpMethod.Patch, $"customers/{gone}", new { fields = new { city = "York" } })).Status);
            Assert.AreEqual(410, (await SendAsync(HttpMethod.Post, $"customers/{gone}/archive", null)).Status);
            Assert.AreEqual(HttpStatusCode.Gone, (await manager.Http.GetAsync($"/desk/customers/{gone}", Cancellation)).StatusCode);
            Assert.AreEqual(404, (await SendAsync(HttpMethod.Post, $"customers/{bystander}/merge", new { other = gone })).Status);
        }

        Assert.AreEqual(404, (await SendAsync(HttpMethod.Delete, $"customers/edges/{edge}", null)).Status);
        foreach (var (act, state) in new[] { ("revert", "reverted"), ("restore", "done") })
        {
            await SendAsync(HttpMethod.Post, $"imports/{import}/{act}", null);
            Assert.AreEqual(state, await UntilAsync($"imports/{import}", state));
        }

        Assert.AreEqual(0, (await SendAsync(HttpMethod.Get, $"customers?with={Email}", null)).Body.GetProperty("items").GetArrayLength());
        Assert.AreEqual(JsonValueKind.Null, (await SendAsync(HttpMethod.Get, "audit/check", null)).Body.GetProperty("brokenAt").ValueKind);
        Assert.AreNotEqual(0, (await SendAsync(HttpMethod.Get, $"audit?subject=customer:{id}", null)).Body.GetProperty("items").GetArrayLength(), "that something was done with them stays");
        await NothingIsLeftAsync();

        // Nobody else is touched.
        Assert.AreEqual("Bob Bystander", (await SendAsync(HttpMethod.Get, $"customers/{bystander}", null)).Body.GetProperty("fields").GetProperty("name").GetProperty("value").GetString());
        Assert.AreEqual(1, (await SendAsync(HttpMethod.Get, "search?q=bystander", null)).Body.GetProperty("items").GetArrayLength());
        Assert.AreEqual(0, (await SendAsync(HttpMethod.Get, "search?q=quillfeather", null)).Body.GetProperty("items").GetArrayLength());
        Assert.AreEqual(1, (await SendAsync(HttpMethod.Get, "customers?with=cara@example.com", null)).Body.GetProperty("items").GetArrayLength());
    }

    private long _edge;
    private long _import;

    /// <summary>Makes somebody known to every part of the product.</summary>
    /// <returns>All their ids.</returns>
    private async Task<IReadOnlyList<Guid>> KnowAsync()
    {
        var id = (await SendAsync(HttpMethod.Post, "customers", new
        {
            fields = new { name = Name, city = "Leeds", birth_date = "1987-05-03" },
            identifiers = new[] { new { kind = "email", value = Email }, new { kind = "phone", value = "+44 20 7946 0817" }, new { kind = "external_key", value = "erp:zq-quillfeather" } },
        })).Body.GetProperty("id").GetGuid();
        await ChatAsync();
        await MailAsync();
        _import = await ImportAsync("imported.csv", $"Email,First name,Surname,City\n{Email},Zephyrine,Quillfeather,Leeds\ncara@example.com,Cara,Lane,York\nnobody,Zephyrine,Quillfeather,Leeds\n", runs: true);
        await ImportAsync("waiting.csv", $"Email,Name\n{Email},{Name}\nnone,赵翡翠鹦\n", runs: false);
        await SendAsync(HttpMethod.Post, $"customers/{id}/consents", new { purpose = "marketing", state = "granted", evidence = new { ip = "192.0.2.81", shown = $"Dear {Name}" } });
        await SendAsync(HttpMethod.Patch, $"customers/{id}", new { fields = new { name = "赵翡翠鹦", remark = $"{Name}, 赵翡翠鹦" } });
        var number = (await SendAsync(HttpMethod.Post, "requests", new { subject = "A theremin by post", details = $"{Name} wants a vintage theremin", customer = id })).Body.GetProperty("number").GetString();
        await SendAsync(HttpMethod.Post, $"requests/{number}/comments", new { text = $"Call {Name} at +44 20 7946 0817" });
        var household = (await SendAsync(HttpMethod.Post, "customers", new { fields = new { name = "Somebody Else" } })).Body.GetProperty("id").GetGuid();
        Assert.AreEqual(200, (await SendAsync(HttpMethod.Post, $"customers/{id}/relations", new { kind = "parentOf", other = household, note = $"says {Name}" })).Status);
        await SendAsync(HttpMethod.Post, "opportunities", new { title = "Fibre for Zephyrine", closeDay = "2027-01-31", amount = 10, customer = id });
        Http.DefaultRequestHeaders.Add("Idempotency-Key", "zq-1");
        await SendAsync(HttpMethod.Post, "leads", new { name = Name, email = Email, phone = Phone, wish = "a vintage theremin" });
        Http.DefaultRequestHeaders.Remove("Idempotency-Key");
        await Product.UntilThereAsync("SELECT count(*) FROM desk_call WHERE answer LIKE '%Quillfeather%'");
        await SendAsync(HttpMethod.Post, "contracts", new { tier = "gold", from = "2026-01-01", until = "2027-12-31", customer = id });
        await Product.Database.WriteAsync(
            unit => unit.ExecuteAsync(
                "INSERT INTO crm_order (number, customer_id, buyer_email, status, placed_at, promised_on, items, total, currency) VALUES ('HL-1', @id, @Email, 'placed', @at, '2026-11-30', '1 × router', @total, 'USD')",
                new { id, Email, at = TimeProvider.System.GetUtcNow(), total = 19.90m }),
            Cancellation);

        // Readers of the signal log have made what they make of it.
        await Product.UntilThereAsync("SELECT count(*) FROM desk_search_word WHERE word = 'quillfeather'");
        await Product.UntilThereAsync("SELECT count(*) FROM crm_link_record WHERE customer_id = @id", new { id });
        await Product.UntilThereAsync("SELECT count(*) FROM crm_import_reject");
        var others = await Product.Database.ReadAsync(
            session => session.QueryAsync<Guid>("SELECT DISTINCT customer_id FROM crm_identifier WHERE kind = 'channel'"), Cancellation);
        foreach (var other in others)
        {
            var (_, decision) = await SendAsync(HttpMethod.Post, $"customers/{id}/merge", new { other });
            _edge = decision.GetProperty("edge").ValueKind == JsonValueKind.Number ? decision.GetProperty("edge").GetInt64() : _edge;
        }

        var members = (await SendAsync(HttpMethod.Get, $"customers/{id}", null)).Body.GetProperty("members").EnumerateArray().Select(member => member.GetGuid()).ToList();
        Assert.IsGreaterThan(2, members.Count);
        return [members[0], .. members.Skip(1).Where(member => member != id), .. id == members[0] ? Array.Empty<Guid>() : [id]];
    }

    private async Task ChatAsync()
    {
        using var client = new HttpClient { BaseAddress = new(Product.Address, "/v3/directline/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Secret);
        var token = await (await client.PostAsJsonAsync("tokens/generate", new { user = new { id = "dl_zq_817", name = Name } }, Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("token").GetString());
        var conversation = (await (await client.PostAsync("conversations", null, Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("conversationId").GetString();
        foreach (var text in new[] { $"Hello, I am {Name} and I look for a vintage theremin", "I want to talk to a person" })
        {
            (await client.PostAsJsonAsync($"conversations/{conversation}/activities", new { type = "message", text, from = new { id = "dl_zq_817", name = Name } }, Cancellation)).EnsureSuccessStatusCode();
        }

        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes("a theremin of Zephyrine's"));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var form = new MultipartFormDataContent { { file, "file", "quillfeather.txt" } };
        (await client.PostAsync($"conversations/{conversation}/upload?userId=dl_zq_817", form, Cancellation)).EnsureSuccessStatusCode();
        await Product.UntilThereAsync("SELECT count(*) FROM crm_identifier WHERE kind = 'channel' AND normalised = 'directline:dl_zq_817'");
    }

    private async Task MailAsync()
    {
        var mail = $"From: {Name} <{Email}>\r\nTo: desk@example.com\r\nSubject: My theremin by post\r\nMessage-ID: <zq1@example.com>\r\nDate: Sun, 22 Nov 2026 09:00:00 +0000\r\n\r\nWhere is my vintage theremin? {Name}\r\n";
        using var body = new ByteArrayContent(Encoding.ASCII.GetBytes(mail));
        body.Headers.ContentType = new("message/rfc822");
        (await Http.PostAsync("/api/v1/mail", body, Cancellation)).EnsureSuccessStatusCode();
        await Product.UntilThereAsync("SELECT count(*) FROM crm_identifier WHERE kind = 'channel' AND normalised LIKE 'email:%'");
    }

    private async Task<long> ImportAsync(string name, string csv, bool runs)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        var received = await (await Http.PostAsync($"/api/v1/imports?name={name}", body, Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var import = received.GetProperty("import").GetProperty("id").GetInt64();
        Assert.AreEqual(202, (await SendAsync(HttpMethod.Post, $"imports/{import}/check", received.GetProperty("suggested"))).Status);
        await UntilAsync($"imports/{import}", "checked");
        if (runs)
        {
            await SendAsync(HttpMethod.Post, $"imports/{import}/run", null);
            Assert.AreEqual("done", await UntilAsync($"imports/{import}", "done"));
        }

        return import;
    }

    /// <summary>Looks by itself: through the bytes of SQLite's files, through every row of PostgreSQL.</summary>
    private async Task NothingIsLeftAsync()
    {
        var found = new List<string>();
        if (provider == StorageProvider.Sqlite)
        {
            foreach (var path in Directory.GetFiles(Path.GetDirectoryName(_database!.Settings["Storage:Path"])!, "*.db*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
            {
                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes, Cancellation);
                var text = Encoding.Latin1.GetString(bytes.ToArray());
                found.AddRange(Traces.Select(trace => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(trace))).Where(trace => text.Contains(trace, StringComparison.OrdinalIgnoreCase)).Select(trace => $"{trace} in {Path.GetFileName(path)}: {Around(text, trace)}"));
            }
        }

        var tables = await Product.Database.ReadAsync(
            session => session.QueryAsync<string>(provider == StorageProvider.Sqlite ? "SELECT name FROM sqlite_master WHERE type = 'table'" : "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"), Cancellation);
        foreach (var table in provider == StorageProvider.Sqlite ? [] : tables)
        {
            foreach (var trace in Traces)
            {
                var rows = await Product.Database.ReadAsync(session => session.QueryAsync<string>($"SELECT t::text FROM \"{table}\" t WHERE t::text ILIKE '%' || @trace || '%' LIMIT 1", new { trace }), Cancellation);
                found.AddRange(rows.Select(row => $"{trace} in {table}: {row}"));
            }
        }

        Assert.AreEqual("", string.Join('\n', found));
    }

    private static string Around(string text, string trace)
    {
        var at = text.IndexOf(trace, StringComparison.OrdinalIgnoreCase);
        return string.Concat(text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)].Select(letter => char.IsControl(letter) ? '.' : letter));
    }

    private async Task<string?> UntilAsync(string path, string state)
    {
        for (var tries = 0; ; tries++)
        {
            var body = (await SendAsync(HttpMethod.Get, path, null)).Body;
            var now = (body.TryGetProperty("import", out var import) ? import : body).GetProperty("state").GetString();
            if (now == state || tries > 600)
            {
                return now;
            }

            await Task.Delay(50, Cancellation);
        }
    }

    private async Task<Dictionary<string, byte[]>> UnzipAsync(string address)
    {
        using var archive = new ZipArchive(await Http.GetStreamAsync(address, Cancellation), ZipArchiveMode.Read);
        var files = new Dictionary<string, byte[]>();
        foreach (var entry in archive.Entries)
        {
            await using var stream = entry.Open();
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Cancellation);
            files[entry.FullName] = bytes.ToArray();
        }

        return files;
    }

    private async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }
}
