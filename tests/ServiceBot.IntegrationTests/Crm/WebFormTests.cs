using ServiceBot.Crm;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Forms;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Leads;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class WebFormsOnSqlite() : WebFormTests(StorageProvider.Sqlite);

[TestClass]
public sealed class WebFormsOnPostgreSql() : WebFormTests(StorageProvider.PostgreSql);

/// <summary>Forms of other sites, and what comes of what is sent with them.</summary>
public abstract class WebFormTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private static readonly WebFormTerms Terms = new()
    {
        En = "Contact",
        Zh = "联系",
        ThanksEn = "Thanks",
        ThanksZh = "谢谢",
        Fields = [new("name", "Name", "姓名", IsRequired: true), new("email", "E-mail", "邮箱"), new("phone", "Phone", "电话"), new("wish", "Wish", "需求")],
        Consent = new("marketing", "Write to me.", "可以联系我。"),
        Origins = ["https://shop.example"],
    };

    private EditWebForms Edit => Rooms.Get<EditWebForms>();

    private SubmitWebForm Submit => Rooms.Get<SubmitWebForm>();

    [TestMethod]
    public async Task A_change_is_another_version_and_the_texts_version_rises_with_its_words_alone()
    {
        var first = Done(await SaveAsync(Terms, isNew: true));
        var other = Done(await SaveAsync(Terms with { En = "Contact us" }));
        var worded = Done(await SaveAsync(Terms with { Consent = new("marketing", "Write to me, please.", "可以联系我。") }));
        var without = Done(await SaveAsync(Terms with { Consent = null }));
        var again = Done(await SaveAsync(Terms));

        Assert.AreEqual("1:1 2:1 3:3 4: 5:5", string.Join(' ', new[] { first, other, worded, without, again }.Select(form => $"{form.Version}:{form.Terms.Consent?.Version}")));
        Assert.AreEqual("name", ((EditOutcome<WebForm>.Wrong)await SaveAsync(Terms, isNew: true)).Errors.Keys.Single());
        Assert.IsInstanceOfType<EditOutcome<WebForm>.Conflict>(await Rooms.WriteAsync(unit => Edit.SaveAsync(unit, "contact", Terms, isNew: false, 2, Mei)));
        Assert.IsInstanceOfType<EditOutcome<WebForm>.NotFound>(await Rooms.WriteAsync(unit => Edit.SaveAsync(unit, "none", Terms, isNew: false, null, Mei)));
        Assert.AreEqual(5L, (await Rooms.ReadAsync(WebFormStore.ListAsync)).Single().Version);
    }

    [TestMethod]
    public async Task What_is_wrong_with_a_form_is_said_by_field()
    {
        var wrong = new WebFormTerms { En = "", Zh = " ", ThanksEn = "", ThanksZh = "", Source = "", Origins = ["shop.example"], Consent = new("", "", ""), Fields = [new("shoe size", "", "鞋码"), new("wish", "Wish", "需求", true)] };

        Assert.AreEqual(
            "consent.en consent.purpose consent.zh en fields fields[0].en fields[0].key name origins source thanksEn thanksZh zh",
            string.Join(' ', ((EditOutcome<WebForm>.Wrong)await Rooms.WriteAsync(unit => Edit.SaveAsync(unit, "My Form", wrong, isNew: true, null, Mei))).Errors.Keys.Order(StringComparer.Ordinal)));
        Assert.Contains("nobody can be answered", ((EditOutcome<WebForm>.Wrong)await SaveAsync(Terms with { Fields = [new("wish", "Wish", "需求", true)] }, isNew: true)).Errors["fields"].Single());
    }

    [TestMethod]
    public async Task An_entry_becomes_a_lead_once_with_its_campaign_and_the_text_that_was_read()
    {
        var form = Done(await SaveAsync(Terms, isNew: true));
        var entry = Entry("k1") with { Agreed = true, Language = "zh", Campaign = new Dictionary<string, string> { ["utm_source"] = "Fair", ["utm_campaign"] = "spring" } };

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Rooms.WriteAsync(unit => Submit.HandleAsync(unit, form, entry, []))));
        await Rooms.WriteAsync(unit => Submit.HandleAsync(unit, form, Entry("k2"), []));

        Assert.IsTrue(taken.All(outcome => outcome is SubmitWebFormOutcome.Taken));
        var entries = await Rooms.ReadAsync(session => WebFormStore.EntriesAsync(session, "contact", 0, 10));
        Assert.HasCount(2, entries);
        Assert.AreEqual((true, new WebFormAsked("marketing", 1, "可以联系我。"), "spring", "https://shop.example/contact", "203.0.113.9"), (entries[1].Agreed, entries[1].Asked!, entries[1].Campaign["utm_campaign"], entries[1].Page, entries[1].Address));
        Assert.AreEqual((false, "Write to me."), (entries[0].Agreed, entries[0].Asked!.Text), "asked, and did not agree");
        var leads = await Rooms.ReadAsync(session => LeadStore.ListAsync(session, null, null, 0, 10));
        Assert.AreEqual("website: Ann, fair: Ann", string.Join(", ", leads.Select(lead => $"{lead.Terms.Source}: {lead.Terms.Name}")));
        Assert.AreEqual("k1", (await Rooms.ReadAsync(session => WebFormStore.OfLeadAsync(session, leads[1].Number)))!.Key);
        Assert.AreEqual((2L, 2L), (await Rooms.CountSignalsAsync("WebFormSent"), await Rooms.CountSignalsAsync("LeadCaptured")));
    }

    [TestMethod]
    public async Task What_is_missing_or_is_no_address_is_named_and_nothing_is_written()
    {
        var form = Done(await SaveAsync(Terms, isNew: true));
        Task<SubmitWebFormOutcome> SendAsync(Dictionary<string, string> said) => Rooms.WriteAsync(unit => Submit.HandleAsync(unit, form, Entry("k") with { Said = said }, []));

        var wrong = (SubmitWebFormOutcome.Wrong)await SendAsync(new() { ["name"] = " \u0007", ["email"] = "ann at example", ["phone"] = "none", ["company"] = "not asked" });

        Assert.AreEqual("email: False, name: True, phone: False", string.Join(", ", wrong.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}: {field.Value}")));
        Assert.IsEmpty(await Rooms.ReadAsync(session => WebFormStore.EntriesAsync(session, "contact", 0, 10)));
        Assert.IsInstanceOfType<SubmitWebFormOutcome.Taken>(await SendAsync(new() { ["name"] = "Ann", ["company"] = "not asked" }));
        Assert.IsFalse((await Rooms.ReadAsync(session => WebFormStore.EntriesAsync(session, "contact", 0, 10))).Single().Said.ContainsKey("company"), "the form does not ask for it");
    }

    [TestMethod]
    public async Task A_form_that_says_so_makes_a_customer_of_what_they_said_themselves()
    {
        var form = Done(await SaveAsync(Terms with { MakesCustomer = true }, isNew: true));

        await Rooms.WriteAsync(unit => Submit.HandleAsync(unit, form, Entry("k") with { Agreed = true }, []));

        var customer = (await Rooms.ReadAsync(session => WebFormStore.EntriesAsync(session, "contact", 0, 10))).Single().Customer!.Value;
        var profile = (await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, customer)))!;
        Assert.AreEqual(("Ann", "ann@example.com", FactSources.Customer, "form:contact"), (profile["name"], profile.Identifiers.Single().Value, profile.Fields["name"].Source, profile.Fields["name"].SaidBy));
        Assert.IsNull(profile.Identifiers.Single().VerifiedAt, "nobody has proved that it is theirs");
        var consent = (await Rooms.ReadAsync(session => ConsentLedger.ReadAsync(session, profile))).Entries.Single();
        Assert.AreEqual(("marketing", ConsentState.Granted, "form"), (consent.Purpose, consent.State, consent.Source));
        Assert.AreEqual(new ConsentEvidence("Write to me.", "https://shop.example/contact", "form:contact 1", "203.0.113.9"), ConsentEvidence.Parse(consent.Evidence));
        Assert.Contains("marketing", ((EditOutcome<WebForm>.Wrong)await SaveAsync(Terms with { Consent = new("fun", "For fun.", "娱乐。") })).Errors["consent.purpose"].Single());
    }

    private static WebFormEntry Entry(string key) => new()
    {
        Form = "contact",
        FormVersion = 1,
        Key = key,
        At = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero),
        Said = new Dictionary<string, string> { ["name"] = "Ann", ["email"] = "ann@example.com" },
        Language = "en",
        Page = "https://shop.example/contact",
        Address = "203.0.113.9",
    };

    private Task<EditOutcome<WebForm>> SaveAsync(WebFormTerms terms, bool isNew = false) => Rooms.WriteAsync(unit => Edit.SaveAsync(unit, "contact", terms, isNew, null, Mei));

    private static T Done<T>(EditOutcome<T> outcome) => Assert.IsInstanceOfType<EditOutcome<T>.Done>(outcome, outcome is EditOutcome<T>.Wrong wrong ? string.Join(' ', wrong.Errors.Keys) : "").Now;
}
