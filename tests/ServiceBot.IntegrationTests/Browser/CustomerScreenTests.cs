using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Customers as the people of the desk meet them.</summary>
[TestClass]
public sealed class CustomerScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task An_agent_makes_a_customer_merges_another_into_it_and_takes_that_back_and_axe_finds_nothing()
    {
        await using var product = await StaffProduct.StartAsync();
        var agent = await product.JoinAsync("ann@desk.example", StaffRole.Agent);
        var (visitor, longAgo) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow().AddDays(-40));
        await product.Get<IDatabase>().WriteAsync(
            async unit =>
            {
                await CustomerStore.InsertAsync(unit, visitor, "Wong", "zh", longAgo);
                await CustomerStore.IdentifyAsync(unit, visitor, IdentifierKinds.Channel, "directline:dl_wong", "directline:dl_wong", longAgo, longAgo);
                await CustomerStore.IdentifyAsync(unit, visitor, IdentifierKinds.Phone, "+852 5555 0101", "+85255550101", null, longAgo, FactSources.Customer);
                await product.Get<SignalLog>().AppendAsync(unit, new("CustomerCreated", longAgo, Customer: visitor));
                await CustomerStore.IdentifyAsync(unit, visitor, IdentifierKinds.Email, "wong@example.com", "wong@example.com", longAgo, longAgo, FactSources.Customer);
                return true;
            },
            TestContext.CancellationToken);
        var chromium = await Shared.ChromiumAsync();
        string made;
        await using (var ann = await chromium.VisitAsync(product.Address))
        {
            await ann.SignInAsync(agent.Token);
            await ann.Page.GotoAsync("/desk/customers");
            await Expect(ann.Page.Locator("tbody tr")).ToHaveCountAsync(1);
            await ann.Page.Locator("#make ~ form [type=submit]").ClickAsync();
            await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("Look again: Name");
            await ann.Page.Locator("#name").FillAsync("Wong Ka-yan");
            await ann.Page.Locator("#email").FillAsync("Wong@example.com");
            await ann.Page.Locator("#phone").FillAsync("+852 5555 0101");
            await product.UntilThereAsync("SELECT count(*) FROM crm_link_record WHERE customer_id = @visitor", new { visitor });
            await ann.Page.Locator("#make ~ form [type=submit]").ClickAsync();

            // Somebody who may be the same is shown before anybody is made.
            await Expect(ann.Page.Locator("#make ~ form .cards")).ToContainTextAsync("Wong");
            await ann.Page.Locator("#make ~ form .waterfall summary").ClickAsync();
            await Stage.LookAsync(ann, "customer-similar");
            await ann.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "New customer all the same" }).ClickAsync();
            await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("Wong Ka-yan");
            made = new Uri(ann.Page.Url).AbsolutePath;

            // The two are proposed, with the reasons, on a page of their own.
            await product.UntilThereAsync("SELECT count(*) FROM crm_link_proposal");
            foreach (var (language, width, scheme) in Stage.Looks)
            {
                await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
                await looker.SignInAsync(agent.Token);
                await looker.Page.GotoAsync("/desk/customers/duplicates");
                await looker.Page.Locator(".waterfall summary").ClickAsync();
                await Stage.LookAsync(looker, $"duplicates-{language}-{width}");
            }

            await ann.Page.GotoAsync("/desk/customers/duplicates");
            await ann.Page.Locator("[aria-label='Not the same: Wong Ka-yan, Wong'], [aria-label='Not the same: Wong, Wong Ka-yan']").ClickAsync();
            await Expect(ann.Page.Locator("main .cards li")).ToHaveCountAsync(0);
            await ann.Page.GotoAsync(made);
            await ann.Page.Locator("#same ~ ul button").First.ClickAsync();

            // Somebody else has the same address.
            await Expect(ann.Page.Locator("#same ~ h3")).ToHaveTextAsync("May be the same");
            await ann.Page.Locator("[aria-label='Merge: Wong']").ClickAsync();
            await Expect(ann.Page.Locator(".done")).ToBeVisibleAsync();
            await Expect(ann.Page.Locator(".lead")).ToContainTextAsync("2 records of one person");
            await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("Wong Ka-yan");
            await ann.Page.Locator("#f-city").FillAsync("Hong Kong");
            await ann.Page.Locator("#f-birth_date").FillAsync("1987-05-33");
            await ann.Page.Locator("#profile ~ form [type=submit]").ClickAsync();
            await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("Look again: Date of birth");
            await Expect(ann.Page.Locator("#f-city")).ToHaveValueAsync("Hong Kong");
            await ann.Page.Locator("#f-birth_date").FillAsync("1987-05-03");
            await ann.Page.Locator("#profile ~ form [type=submit]").ClickAsync();
            await Expect(ann.Page.Locator(".done")).ToBeVisibleAsync();
            await ann.Page.GotoAsync($"/desk/customers/{visitor}");
            await Expect(ann.Page.Locator("#f-city")).ToHaveValueAsync("Hong Kong");
            await Expect(ann.Page.Locator("#origins ~ .scroll")).ToContainTextAsync("chat account");
            await ann.Page.GotoAsync("/desk/customers");
            await Expect(ann.Page.Locator("tbody tr")).ToHaveCountAsync(1);

            foreach (var (language, width, scheme) in Stage.Looks)
            {
                await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
                await looker.SignInAsync(agent.Token);
                foreach (var (name, path) in new[] { ("customers", "/desk/customers"), ("customer", made) })
                {
                    await looker.Page.GotoAsync(path);
                    await Stage.LookAsync(looker, $"{name}-{language}-{width}");
                }
            }

            // Taken back, everything is as it was; and the two are never proposed again.
            await ann.Page.GotoAsync(made);
            await ann.Page.Locator("#same ~ ul button").First.ClickAsync();
            await Expect(ann.Page.Locator("#same ~ h3")).ToHaveTextAsync("May be the same");
            await ann.Page.Locator("[aria-label='Not the same: Wong']").ClickAsync();
            await Expect(ann.Page.Locator("#same ~ ul")).ToContainTextAsync("are not the same: Agent");
            await Expect(ann.Page.Locator("#same ~ h3")).ToHaveCountAsync(0);
            await ann.Page.Locator("[name=with]").FillAsync("wong@example.com");
            await ann.Page.Locator("[name=with] + button").ClickAsync();
            await ann.Page.Locator("[aria-label='Merge: Wong']").ClickAsync();
            await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("decided otherwise");
        }
    }

    [TestMethod]
    public async Task What_could_be_written_better_is_a_list_to_work_off_and_axe_finds_nothing()
    {
        await using var product = await StaffProduct.StartAsync("--Crm:Cleaning:Country=GB");
        var agent = await product.JoinAsync("ann@desk.example", StaffRole.Agent);
        var edit = product.Get<EditCustomer>();
        var made = (EditCustomerOutcome.Done)await product.Get<IDatabase>().WriteAsync(
            unit => edit.CreateAsync(
                unit, [new("name", "MR JOHN O'BRIEN", null), new("city", "LEEDS", null), new("postcode", "ls14dy", null)], [("email", "john@gmial.com"), ("phone", "0113 496 0018")], FactSources.Import, "api:erp"),
            TestContext.CancellationToken);
        await product.UntilThereAsync("SELECT count(*) FROM crm_hint");
        var chromium = await Shared.ChromiumAsync();
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
            await looker.SignInAsync(agent.Token);
            await looker.Page.GotoAsync("/desk/customers/quality");
            await Stage.LookAsync(looker, $"quality-{language}-{width}");
            await looker.Page.GotoAsync($"/desk/customers/{made.Id}");
            await Stage.LookAsync(looker, $"customer-hints-{language}-{width}");
        }

        await using var ann = await chromium.VisitAsync(product.Address);
        await ann.SignInAsync(agent.Token);
        await ann.Page.GotoAsync("/desk/customers/quality");
        await Expect(ann.Page.Locator(".cards form")).ToHaveCountAsync(10);
        await ann.Page.Locator("[aria-label=\"Take: John O'Brien\"]").ClickAsync();
        await Expect(ann.Page.Locator(".done")).ToBeVisibleAsync();
        await ann.Page.Locator("[aria-label='It is right: LEEDS']").ClickAsync();
        await Expect(ann.Page.Locator(".cards form")).ToHaveCountAsync(6);
        await ann.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "John O'Brien" }).First.ClickAsync();
        await ann.Page.Locator("[aria-label='Take: +44 113 496 0018']").ClickAsync();
        await Expect(ann.Page.Locator("#identifiers ~ .scroll")).ToContainTextAsync("+44 113 496 0018");
        await Expect(ann.Page.Locator("#hints ~ .cards li")).ToHaveCountAsync(3);
        await Expect(ann.Page.Locator("#f-city")).ToHaveValueAsync("LEEDS");
    }

    [TestMethod]
    public async Task A_field_of_ones_own_is_declared_said_and_filtered_by_and_a_view_is_saved_and_axe_finds_nothing()
    {
        await using var product = await StaffProduct.StartAsync("--Crm:Linking:JoinAt=1");
        var (manager, agent) = (await product.JoinAsync("max@desk.example", StaffRole.Manager), await product.JoinAsync("ann@desk.example", StaffRole.Agent));
        var edit = product.Get<EditCustomer>();
        foreach (var name in new[] { "Ann Lee", "陈美", "Wong Ka-yan" })
        {
            await product.Database.WriteAsync(unit => edit.CreateAsync(unit, [new("name", name, null), new("city", "Leeds", null)], [("email", $"c{name.Length}@example.com")], FactSources.Import, "api:erp"), TestContext.CancellationToken);
        }

        var chromium = await Shared.ChromiumAsync();
        await using var max = await chromium.VisitAsync(product.Address);
        await max.SignInAsync(manager.Token);
        await max.Page.GotoAsync("/desk/customers/fields");
        await max.Page.Locator("#key").FillAsync("x_plan");
        await max.Page.Locator("#kind").SelectOptionAsync("Choice");
        await max.Page.Locator("#en").FillAsync("Plan");
        await max.Page.Locator("#zh").FillAsync("套餐");
        await max.Page.Locator("#declare ~ form [type=submit]").ClickAsync();
        await Expect(max.Page.Locator(".fault")).ToContainTextAsync("Choices");
        await max.Page.Locator("#choices").FillAsync("Gold\nSilver");
        await max.Page.Locator("#declare ~ form [type=submit]").ClickAsync();
        await Expect(max.Page.Locator("#h-x_plan")).ToContainTextAsync("Plan");

        await using var ann = await chromium.VisitAsync(product.Address);
        await ann.SignInAsync(agent.Token);
        await ann.Page.GotoAsync("/desk/customers/fields");
        await Expect(ann.Page.Locator("main form")).ToHaveCountAsync(0);
        await ann.Page.GotoAsync("/desk/customers");
        await ann.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "陈美" }).ClickAsync();
        await ann.Page.Locator("#f-x_plan").SelectOptionAsync("Gold");
        await ann.Page.Locator("#profile ~ form [type=submit]").ClickAsync();
        await Expect(ann.Page.Locator(".done")).ToBeVisibleAsync();
        await ann.Page.Locator("#new-tag").FillAsync("a,b");
        await ann.Page.Locator("#new-tag + button").ClickAsync();
        await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("Tag");
        await ann.Page.Locator("#new-tag").FillAsync("VIP");
        await ann.Page.Locator("#new-tag + button").ClickAsync();
        await Expect(ann.Page.Locator(".tags-list")).ToContainTextAsync("vip");
        var page = ann.Page.Url.Split('?')[0];
        await product.UntilThereAsync("SELECT count(*) FROM crm_facet WHERE field = 'tag' AND value = 'vip'");

        // An organisation, and who works for it.
        await ann.Page.GotoAsync("/desk/customers");
        await ann.Page.Locator("#name").FillAsync("Harbour Works");
        await ann.Page.Locator("#make ~ form [type=submit]").ClickAsync();
        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("Harbour Works");
        await ann.Page.Locator("#f-party").SelectOptionAsync("organisation");
        await ann.Page.Locator("#profile ~ form [type=submit]").ClickAsync();
        await Expect(ann.Page.Locator(".done")).ToBeVisibleAsync();
        await product.UntilThereAsync("SELECT count(*) FROM crm_facet WHERE field = 'party'");
        await ann.Page.GotoAsync(page);
        await ann.Page.Locator("#relation-other").FillAsync("Nobody");
        await ann.Page.Locator("#relations ~ form [type=submit]").ClickAsync();
        await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("Nobody is called that");
        await ann.Page.Locator("#relation-other").FillAsync("harbour works");
        await ann.Page.Locator("#relation-note").FillAsync("buys for the shops");
        await ann.Page.Locator("#relations ~ form [type=submit]").ClickAsync();
        await Expect(ann.Page.Locator("#relations ~ .cards")).ToContainTextAsync("Works for Harbour Works");
        await ann.Page.Locator("#relations ~ .cards a").ClickAsync();
        await Expect(ann.Page.Locator("#relations ~ .cards")).ToContainTextAsync("Works here 陈美");

        // Many are tagged at once; the list is filtered, and saved as a view.
        await ann.Page.GotoAsync("/desk/customers");
        await ann.Page.Locator("[aria-label='Select Ann Lee']").CheckAsync();
        await ann.Page.Locator("[aria-label='Select Wong Ka-yan']").CheckAsync();
        await ann.Page.Locator("[name='Many.Tag']").FillAsync("Fair");
        await ann.Page.Locator("#many [type=submit]").First.ClickAsync();
        await Expect(ann.Page.Locator(".done")).ToContainTextAsync("2 customers");
        await product.UntilThereAsync("SELECT CASE WHEN count(*) = 2 THEN 1 ELSE 0 END FROM crm_facet WHERE field = 'tag' AND value = 'fair'");
        await ann.Page.GotoAsync("/desk/customers");
        await ann.Page.Locator("#f-tag").FillAsync("fair");
        await ann.Page.Locator("#f-order").SelectOptionAsync("name");
        await ann.Page.Locator(".filters [type=submit]").ClickAsync();
        await Expect(ann.Page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(ann.Page.Locator("tbody tr").First).ToContainTextAsync("Ann Lee");
        await ann.Page.Locator("#pop-view summary").ClickAsync();
        await ann.Page.Locator("#view-name").FillAsync("Met at the fair");
        await ann.Page.Locator("#pop-view [value=save]").ClickAsync();
        await Expect(ann.Page.Locator(".views .saved")).ToContainTextAsync("Met at the fair 2");
        await ann.Page.GotoAsync("/desk/customers?x_plan=Gold");
        await Expect(ann.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(ann.Page.Locator("#f-x_plan")).ToHaveValueAsync("Gold");
        await ann.Page.GotoAsync("/desk/customers?x_plan=Bronze");
        await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("Look again: Plan");

        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
            await looker.SignInAsync(manager.Token);
            foreach (var (name, path) in new[] { ("fields", "/desk/customers/fields"), ("customers-filtered", "/desk/customers?tag=vip&x_plan=Gold"), ("customer-tags", page) })
            {
                await looker.Page.GotoAsync(path);
                await Stage.LookAsync(looker, $"{name}-{language}-{width}");
            }
        }
    }
}
