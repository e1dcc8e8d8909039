using Microsoft.Playwright;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.Passkeys;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Passkeys with Chromium's own virtual authenticator.</summary>
[TestClass]
public sealed class PasskeyTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_passkey_is_made_named_signs_in_alone_and_is_worth_nothing_once_it_is_removed()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        await using var visitor = await VisitAsync(product);
        var page = visitor.Page;
        await SignInAsync(page);

        await page.GotoAsync("/account");
        await page.Locator("#passkey-present").FillAsync("a wrong guess");
        await page.GetByText("Add a passkey").ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=passkeys] .fault")).ToBeVisibleAsync();
        await page.Locator("#passkey-present").FillAsync(StaffProduct.Password);
        await page.GetByText("Add a passkey").ClickAsync();
        await page.Locator("#passkey-name").FillAsync("work <laptop>");
        await page.GetByText("Create the passkey").ClickAsync();
        await page.ArriveAtAsync("/account?saved=1");
        await Expect(page.Locator(".passkey input[name='Form.Label']")).ToHaveValueAsync("work <laptop>");
        Assert.HasCount(1, await product.Get<OwnPasskeys>().ListAsync(mei.Member.Id, Cancellation));
        await Axe.FindsNothingAsync(page);
        await visitor.PictureAsync("staff-account-passkeys-en-1280");
        await page.SetViewportSizeAsync(390, 844);
        await page.GotoAsync("/account?lang=zh");
        await visitor.PictureAsync("staff-account-passkeys-zh-390");
        Assert.IsLessThanOrEqualTo(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.GotoAsync("/account?lang=en");

        await SignOutAsync(page);
        await Expect(page.GetByText("Sign in with a passkey")).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(page);
        await visitor.PictureAsync("staff-sign-in-passkey-en-390");
        await page.GetByText("Sign in with a passkey").ClickAsync();
        await page.ArriveAtAsync("/desk");

        await page.GotoAsync("/account");
        await page.Locator("#passkey-present").FillAsync(StaffProduct.Password);
        await page.GetByText("Remove work <laptop>").ClickAsync();
        await page.ArriveAtAsync("/account?saved=1");
        Assert.IsEmpty(await product.Get<OwnPasskeys>().ListAsync(mei.Member.Id, Cancellation));
        await SignOutAsync(page);
        await page.GetByText("Sign in with a passkey").ClickAsync();
        await Expect(page.Locator(".fault:visible")).ToHaveTextAsync("That passkey is not known here.");
    }

    [TestMethod]
    public async Task A_passkey_stands_for_the_code_of_the_second_step_and_for_nobody_who_was_let_go()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        await using var visitor = await VisitAsync(product);
        var page = visitor.Page;
        await SignInAsync(page);
        await page.GotoAsync("/account");
        await page.Locator("#passkey-present").FillAsync(StaffProduct.Password);
        await page.GetByText("Add a passkey").ClickAsync();
        await page.GetByText("Create the passkey").ClickAsync();
        await page.ArriveAtAsync("/account?saved=1");
        var own = product.Get<OwnAccount>();
        await own.OfferTotpAsync(mei.Member, Cancellation);
        var secret = (await own.ReadAsync(mei.Member.Id, Cancellation)).OfferedSecret!;
        await own.ConfirmTotpAsync(
            mei.Member, StaffProduct.Password, ServiceBot.Desk.Accounts.SecondFactor.Totp.CodeAt(secret, DateTimeOffset.UtcNow), Guid.Empty, new("192.0.2.7", "Firefox"), Cancellation);

        await page.GotoAsync("/sign-in");
        await page.Locator("#email").FillAsync("mei@desk.example");
        await page.Locator("#password").FillAsync(StaffProduct.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#code")).ToBeVisibleAsync();
        await page.GetByText("Sign in with a passkey").ClickAsync();
        await page.ArriveAtAsync("/desk");
        await product.Get<ManagePeople>().DisableAsync(product.Ada.Id, mei.Member.Id, Cancellation);
        await page.GotoAsync("/sign-in");
        await page.GetByText("Sign in with a passkey").ClickAsync();
        await Expect(page.Locator(".fault:visible")).ToHaveTextAsync("That passkey is not known here.");
    }

    [TestMethod]
    public async Task An_answer_counts_in_the_browser_that_was_asked_and_once()
    {
        await using var product = await StaffProduct.StartAsync();
        using var browser = product.Visit();

        var unasked = await browser.SubmitAsync("/sign-in", "passkey", Cancellation, ("Form.Credential", "{}"));
        using var asked = await browser.Http.PostAsync("/sign-in/passkey", null, Cancellation);
        var nonsense = await browser.SubmitAsync("/sign-in", "passkey", Cancellation, ("Form.Credential", "{\"id\":\"AAAA\",\"type\":\"public-key\"}"));
        var again = await browser.SubmitAsync("/sign-in", "passkey", Cancellation, ("Form.Credential", "not json"));

        Assert.IsTrue(asked.IsSuccessStatusCode);
        foreach (var (status, _, _) in new[] { unasked, nonsense, again })
        {
            Assert.AreEqual(System.Net.HttpStatusCode.UnprocessableEntity, status);
        }

        Assert.IsNull(browser.Session);
    }

    /// <summary>A passkey is for a name, never for an address of numbers.</summary>
    private static async Task<Visitor> VisitAsync(StaffProduct product)
    {
        var visitor = await (await Shared.ChromiumAsync()).VisitAsync(new UriBuilder(product.Address) { Host = "localhost" }.Uri);
        var devTools = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return visitor;
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#email").FillAsync("mei@desk.example");
        await page.Locator("#password").FillAsync(StaffProduct.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("/desk");
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.Locator(".menu summary").ClickAsync();
        await page.Locator("form[action='/sign-out'] button").ClickAsync();
        await page.ArriveAtAsync("/sign-in");
    }
}
