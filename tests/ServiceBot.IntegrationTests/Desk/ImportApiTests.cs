using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>Imports over HTTP.</summary>
[TestClass]
public sealed class ImportApiTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    /// <summary>Forms are short elsewhere: 100 MiB for the body, 128 for a file in it.</summary>
    [TestMethod]
    public async Task The_page_takes_a_file_that_is_longer_than_forms_are_elsewhere()
    {
        await using var product = await StaffProduct.StartAsync();
        using var manager = await product.VisitAsync(StaffRole.Manager);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await manager.ForgeryTokenAsync(Cancellation)), "__RequestVerificationToken" },
            { new ByteArrayContent([.. "name,city\nAnn,Leeds\n"u8, .. Enumerable.Repeat((byte)'\n', 135 << 20)]), "file", "long.csv" },
        };

        using var sent = await manager.Http.PostAsync("/desk/import/file", form, Cancellation);

        Assert.AreEqual("/desk/import/1", sent.Headers.Location?.ToString(), $"{sent.StatusCode}");
    }

    [TestMethod]
    public async Task A_file_is_stored_tried_imported_and_taken_back()
    {
        await using var product = await StaffProduct.StartAsync("--Crm:Import:MaxFileMib=1");
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);

        var (stored, file) = await SendAsync(HttpMethod.Post, "imports?name=people.csv", "id;name;mail;born\n7;Ann;ann@example.com;3/5/1987\n8;Bob;nonsense;\n");
        var import = file.GetProperty("import").GetProperty("id").GetInt64();
        var (empty, noTable) = await SendAsync(HttpMethod.Post, "imports?name=empty.csv", "");
        var (large, _) = await SendAsync(HttpMethod.Post, "imports?name=large.csv", new string('a', (1 << 20) + 1));
        Assert.AreEqual((202, 400, 413), (stored, empty, large));
        Assert.StartsWith("empty.csv:1:1: the first line names no columns", noTable.GetProperty("errors").GetProperty("file")[0].GetString()!);
        Assert.AreEqual(("UTF-8", ";", "external_key"), (file.GetProperty("kind").GetString(), file.GetProperty("separator").GetString(), file.GetProperty("suggested").GetProperty("key").GetString()));

        var mapping = new { columns = new { id = "external_key", name = "name", mail = "email", born = "birth_date" }, key = "external_key", system = "erp", days = "day_first" };
        var (early, state) = await SendAsync(HttpMethod.Post, $"imports/{import}/run", null);
        var (wrong, errors) = await SendAsync(HttpMethod.Post, $"imports/{import}/check", new { columns = new { id = "shoe", mail = "email", e = "email" }, key = "phone", system = "two words" });
        var (none, _) = await SendAsync(HttpMethod.Post, "imports/999/run", null);
        Assert.AreEqual((409, "ready", 400, 404), (early, state.GetProperty("state").GetString(), wrong, none));
        CollectionAssert.AreEquivalent(new[] { "columns.id", "columns.e", "key", "system" }, errors.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList());

        await DoAsync("check", mapping);
        var done = await DoAsync("run", null);
        Assert.AreEqual((1L, 1L, "erp"), (done.GetProperty("import").GetProperty("made").GetInt64(), done.GetProperty("import").GetProperty("rejected").GetInt64(), done.GetProperty("mapping").GetProperty("system").GetString()));
        var (_, found) = await SendAsync(HttpMethod.Get, "customers?with=erp:7", null);
        var customer = found.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetGuid();
        var (_, ann) = await SendAsync(HttpMethod.Get, $"customers/{customer}", null);
        Assert.AreEqual(("1987-05-03", "import"), (ann.GetProperty("fields").GetProperty("birth_date").GetProperty("value").GetString(), ann.GetProperty("fields").GetProperty("name").GetProperty("source").GetString()));
        Assert.AreEqual(
            "\uFEFFimport_line,import_reason,id,name,mail,born\r\n3,mail: «nonsense»: No letter can be sent to that address.,8,Bob,nonsense,\r\n",
            Encoding.UTF8.GetString(await program.Http.GetByteArrayAsync($"/api/v1/imports/{import}/rejected.csv", Cancellation)));

        await DoAsync("revert", null);
        var (_, gone) = await SendAsync(HttpMethod.Get, $"customers/{customer}", null);
        Assert.AreEqual((JsonValueKind.String, 0), (gone.GetProperty("withdrawnAt").ValueKind, gone.GetProperty("identifiers").GetArrayLength()));
        await DoAsync("restore", null);
        (_, ann) = await SendAsync(HttpMethod.Get, $"customers/{customer}", null);
        Assert.AreEqual("Ann", ann.GetProperty("fields").GetProperty("name").GetProperty("value").GetString());

        var (saved, _) = await SendAsync(HttpMethod.Put, "import-profiles/shop", mapping);
        var (_, profiles) = await SendAsync(HttpMethod.Get, "import-profiles", null);
        var (forgotten, _) = await SendAsync(HttpMethod.Delete, "import-profiles/shop", null);
        var (twice, _) = await SendAsync(HttpMethod.Delete, "import-profiles/shop", null);
        Assert.AreEqual((204, "erp", 204, 404), (saved, profiles[0].GetProperty("mapping").GetProperty("system").GetString(), forgotten, twice));
        var (listed, list) = await SendAsync(HttpMethod.Get, "imports?take=1", null);
        Assert.AreEqual((200, import), (listed, list.GetProperty("next").GetInt64()));

        async Task<JsonElement> DoAsync(string what, object? body)
        {
            var (asked, answer) = await SendAsync(HttpMethod.Post, $"imports/{import}/{what}", body);
            Assert.AreEqual(202, asked, answer.GetRawText());
            while (answer.GetProperty("import").GetProperty("state").GetString() is "checking" or "running" or "reverting" or "restoring")
            {
                await Task.Delay(20, Cancellation);
                (_, answer) = await SendAsync(HttpMethod.Get, $"imports/{import}", null);
            }

            return answer;
        }

        async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body)
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body switch { null => null, string text => new StringContent(text, Encoding.UTF8, "text/csv"), _ => JsonContent.Create(body) } };
            using var response = await program.Http.SendAsync(request, Cancellation);
            var answer = await response.Content.ReadAsStringAsync(Cancellation);
            return ((int)response.StatusCode, answer.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(answer));
        }
    }
}
