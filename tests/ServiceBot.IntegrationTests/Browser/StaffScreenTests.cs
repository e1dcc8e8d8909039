using Microsoft.Playwright;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The desk's own pages in a real browser: axe finds nothing, nothing is wider than the window, and the keyboard is enough.</summary>
[TestClass]
public sealed class StaffScreenTests
{
    private const string ReadCode = """
        async png => {
            const image = new Image();
            image.src = 'data:image/png;base64,' + png;
            await image.decode();
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [image.width, image.height];
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            return jsQR(context.getImageData(0, 0, image.width, image.height).data, image.width, image.height)?.data ?? null;
        }
        """;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("/sign-in", false)]
    [DataRow("/password", false)]
    [DataRow("/password?token=over", false)]
    [DataRow("/set-up?token=over", false)]
    [DataRow("/account", true)]
    [DataRow("/admin", true)]
    [DataRow("/admin/people/{ada}", true)]
    [DataRow("/admin/keys", true)]
    public async Task Axe_finds_nothing(string path, bool signedIn)
    {
        var product = await StaffProduct.SharedAsync();
        await product.VisitAsync(StaffRole.Auditor);
        using var ada = await product.VisitAsync(StaffRole.Administrator);
        await ada.SubmitAsync("/admin/keys", "make", TestContext.CancellationToken, ("Form.Name", "shop"), ("Form.Days", "30"), ("Form.Scopes", "requests:read"), ("Form.Scopes", "requests:write"));
        await ada.SubmitAsync("/admin", "invite", TestContext.CancellationToken, ("Form.Name", "Bo Lind"), ("Form.Email", "bo@desk.example"), ("Form.Role", "Agent"), ("Form.Language", "en"));
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, language, width, scheme);
            if (signedIn)
            {
                await visitor.SignInAsync(ada.Session!);
            }

            var address = path.Replace("{ada}", product.Ada.Id.ToString(), StringComparison.Ordinal);
            await visitor.Page.GotoAsync(address);
            await Stage.LookAsync(visitor, $"staff{path.Split('?')[0].Replace("{ada}", "ada", StringComparison.Ordinal).Replace('/', '-')}-{language}-{width}");
        }
    }

    [TestMethod]
    public async Task A_provider_is_one_click_away()
    {
        await using var corp = await IdentityProvider.StartAsync();
        await using var product = await StaffProduct.StartAsync([.. corp.SettingsFor(0, "corp", ("LinkByEmail", "true"), ("SignOutUrl", $"{corp.Address}/logout"))]);
        corp.Person = IdentityProvider.Somebody("ada", "ada@desk.example");
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, language, width, scheme);
            visitor.MayReach.Add(corp.Address);
            Task LookAsync(string name) => Stage.LookAsync(visitor, $"single-sign-on-{name}-{language}-{width}");
            await visitor.Page.GotoAsync("/sign-in?fault=NotConnected");
            await LookAsync("sign-in");
            await visitor.Page.Locator(".providers a").FocusAsync();
            await visitor.Page.Keyboard.PressAsync("Enter");
            await visitor.Page.ArriveAtAsync("/desk");
            await visitor.Page.GotoAsync($"/account?lang={language}");
            await LookAsync("account");
            await visitor.Page.Locator(".menu summary").ClickAsync();
            await visitor.Page.Locator("form[action='/sign-out'] button").ClickAsync();
            await visitor.Page.ArriveAtAsync("/sign-in?out=corp");
            await LookAsync("signed-out");
        }
    }

    [TestMethod]
    public async Task A_camera_reads_the_authenticators_key()
    {
        var product = await StaffProduct.SharedAsync();
        var mei = await product.JoinAsync("camera@desk.example");
        await product.Get<OwnAccount>().OfferTotpAsync(mei.Member, TestContext.CancellationToken);
        var secret = (await product.Get<OwnAccount>().ReadAsync(mei.Member.Id, TestContext.CancellationToken)).OfferedSecret!;
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, language, width, scheme);
            await visitor.SignInAsync(mei.Token);
            await visitor.Page.GotoAsync("/account");
            await Stage.LookAsync(visitor, $"staff-account-authenticator-{language}-{width}");
            var picture = await visitor.Page.Locator(".qr").ScreenshotAsync();
            await visitor.Page.GotoAsync("about:blank");
            await visitor.Page.AddScriptTagAsync(new() { Path = Repository.At("tests", "peers", "node_modules", "jsqr", "dist", "jsQR.js") });

            Assert.AreEqual(OwnAccount.TotpLink(secret, "Harborline", mei.Member), await visitor.Page.EvaluateAsync<string>(ReadCode, Convert.ToBase64String(picture)));
        }
    }

    [TestMethod]
    public async Task The_keyboard_signs_in_opens_the_menu_and_signs_out()
    {
        var product = await StaffProduct.SharedAsync();
        await product.JoinAsync("keys@desk.example");
        await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address);
        var (page, keyboard) = (visitor.Page, visitor.Page.Keyboard);

        await page.GotoAsync("/sign-in");
        await Assertions.Expect(page.Locator("#email")).ToBeFocusedAsync();
        await keyboard.TypeAsync("keys@desk.example");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync(StaffProduct.Password);
        await keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("/desk");
        await page.Locator(".menu summary").FocusAsync();
        await keyboard.PressAsync("Enter");
        for (var entries = 0; entries < 12 && !await page.EvaluateAsync<bool>("document.activeElement.closest('[action=\"/sign-out\"]') !== null"); entries++)
        {
            await keyboard.PressAsync("Tab");
        }

        await keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("/sign-in");

        Assert.AreEqual("Sign in · Harborline", await page.TitleAsync());
    }
}
