using System.Text;
using Microsoft.Playwright;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Imports as a manager meets them.</summary>
[TestClass]
public sealed class ImportScreenTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    [DataRow("en", "Customer number,Full name,Mail,City,Colour\n0042,Zoë Müller,zoe@example.com,Zürich,red\n0043,Ann Lee,ann@example.com,Leeds,blue\n0044,Bob Ray,nonsense,York,green\n")]
    [DataRow("zh", "客户编号,姓名,邮箱,城市,颜色\n0042,陈美,mei@example.com,深圳,红\n0043,王嘉欣,ann@example.com,香港,蓝\n0044,李娜,无,北京,绿\n")]
    public async Task A_manager_imports_a_file_mends_what_was_rejected_and_takes_it_back_and_axe_finds_nothing(string language, string csv)
    {
        await using var product = await StaffProduct.StartAsync();
        var manager = await product.JoinAsync("mo@desk.example", StaffRole.Manager, language: language);
        await product.Database.WriteAsync(
            unit => product.Get<EditCustomer>().CreateAsync(unit, [new("name", "Known", null)], [("customer_number", "0043")], FactSources.Staff, Actor.Staff(product.Ada.Id).Name), Cancellation);
        var chromium = await Shared.ChromiumAsync();
        await using var mo = await chromium.VisitAsync(product.Address, language);
        await mo.SignInAsync(manager.Token);
        await mo.Page.GotoAsync("/desk/customers");
        await mo.Page.Locator("a[href='/desk/import']").First.ClickAsync();

        // What is no table is refused with its place; then a file comes.
        await SendAsync("empty.csv", "\n");
        await Expect(mo.Page.Locator(".fault")).ToContainTextAsync("empty.csv:1:1");
        await SendAsync("people.csv", csv);
        await Expect(mo.Page.Locator("h1")).ToHaveTextAsync("people.csv");
        await Expect(mo.Page.Locator("#c-0")).ToHaveValueAsync("customer_number");
        await Expect(mo.Page.Locator("#c-2")).ToHaveValueAsync("email");
        await Expect(mo.Page.Locator("#c-4")).ToHaveValueAsync("");
        await LookAsync("columns");
        await mo.Page.Locator("#c-3").SelectOptionAsync("name");
        await mo.Page.Locator("#check").ClickAsync();
        await Expect(mo.Page.Locator(".fault")).ToBeVisibleAsync();
        await mo.Page.Locator("#c-3").SelectOptionAsync("city");
        await mo.Page.Locator("#save-as").FillAsync("shop");
        await mo.Page.Locator("#check").ClickAsync();

        // The dry run comes by itself.
        await mo.Page.Locator("#run").WaitForAsync();
        await Expect(mo.Page.Locator("#made")).ToHaveTextAsync("1");
        await Expect(mo.Page.Locator("#changed")).ToHaveTextAsync("1");
        await Expect(mo.Page.Locator("#differences ~ .scroll tbody tr")).ToHaveCountAsync(3);
        await Expect(mo.Page.Locator("#rejects ~ .scroll tbody")).ToContainTextAsync("4");
        await LookAsync("checked");
        await mo.Page.Locator("#run").ClickAsync();
        await mo.Page.Locator("#revert").WaitForAsync();
        await LookAsync("done");

        // The rejected row, mended, is a file that can be imported.
        var download = await mo.Page.RunAndWaitForDownloadAsync(() => mo.Page.Locator("#rejects ~ .row a").ClickAsync());
        var rejected = await File.ReadAllTextAsync(await download.PathAsync(), Cancellation);
        Assert.AreEqual("people-rejected.csv", download.SuggestedFilename);
        Assert.StartsWith("import_line,import_reason,", rejected.TrimStart('\uFEFF'));
        await mo.Page.GotoAsync("/desk/import");
        await LookAsync("list");
        await SendAsync("mended.csv", rejected.Replace("nonsense,", "bob@example.com,", StringComparison.Ordinal).Replace(",无,", ",na@example.com,", StringComparison.Ordinal));
        await Expect(mo.Page.Locator("#c-1")).ToHaveValueAsync("");
        await mo.Page.Locator("#profile + button").ClickAsync();
        await Expect(mo.Page.Locator("#c-2")).ToHaveValueAsync("customer_number");
        await mo.Page.Locator("#check").ClickAsync();
        await mo.Page.Locator("#run").ClickAsync();
        await mo.Page.Locator("#revert").WaitForAsync();
        await Expect(mo.Page.Locator("#made")).ToHaveTextAsync("1");
        await Expect(mo.Page.Locator("#rejected")).ToHaveTextAsync("0");

        // Taken back, only who was known before is in the list, and the page of who was made says so.
        await mo.Page.GotoAsync("/desk/customers");
        await Expect(mo.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await mo.Page.Locator("tbody tr a").First.ClickAsync();
        var made = mo.Page.Url;
        await mo.Page.GotoAsync("/desk/import");
        await mo.Page.Locator("tbody a").First.ClickAsync();
        await mo.Page.Locator("#revert").ClickAsync();
        await mo.Page.Locator("#restore").WaitForAsync();
        await LookAsync("reverted");
        await mo.Page.GotoAsync(made);
        await Expect(mo.Page.Locator(".done")).ToBeVisibleAsync();
        await LookAsync("withdrawn");
        await mo.Page.GotoAsync("/desk/customers");
        await Expect(mo.Page.Locator("tbody tr")).ToHaveCountAsync(2);
        await mo.Page.GotoAsync("/desk/import");
        await mo.Page.Locator("tbody a").First.ClickAsync();
        await mo.Page.Locator("#restore").ClickAsync();
        await mo.Page.Locator("#revert").WaitForAsync();
        await mo.Page.GotoAsync("/desk/customers");
        await Expect(mo.Page.Locator("tbody tr")).ToHaveCountAsync(3);

        async Task SendAsync(string name, string text)
        {
            await mo.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
            await mo.Page.Locator("#file ~ .hint").WaitForAsync();
            await mo.Page.Locator("form[action='/desk/import/file'] [type=submit]").ClickAsync();
        }

        // Looked at where it is, wide and narrow.
        async Task LookAsync(string name)
        {
            foreach (var width in new[] { 390, 1280 })
            {
                await mo.Page.SetViewportSizeAsync(width, 900);
                await Stage.LookAsync(mo, $"import-{name}-{language}-{width}");
            }
        }
    }
}
