using Microsoft.Extensions.Options;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

/// <summary>What customers say to what for, and whether they may be written to, on every database.</summary>
public abstract class ConsentTests(StorageProvider provider) : DatabaseTests(provider)
{
    [TestMethod]
    public async Task Whether_a_customer_may_be_contacted_follows_from_their_words_through_merging_and_un_merging()
    {
        var (ann, other) = (await CustomerAsync("Ann"), await CustomerAsync("Anne"));
        Assert.AreEqual((null, ContactRefusal.NotGranted), (await MayAsync(ann, "service"), await MayAsync(ann, "marketing")));
        await SayAsync(ann, ConsentState.Granted);
        await SayAsync(other, ConsentState.Withdrawn, "email");

        Assert.AreEqual((null, ContactRefusal.Withdrawn), (await MayAsync(ann, "marketing"), await MayAsync(other, "marketing")));
        Rooms.Clock.Advance(TimeSpan.FromMinutes(1));
        var merged = (MergeOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().MergeAsync(unit, ann, other, "api:test", null));
        Assert.AreEqual(ContactRefusal.Withdrawn, await MayAsync(ann, "marketing"), "the stricter counts while they are one");
        Assert.IsNull(await MayAsync(ann, "marketing", "phone"));
        await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().RevokeAsync(unit, merged.Edge, "api:test"));

        Assert.AreEqual((null, ContactRefusal.Withdrawn), (await MayAsync(ann, "marketing"), await MayAsync(other, "marketing")));
        Assert.AreEqual((ContactRefusal.NoSuchPurpose, ContactRefusal.NoSuchCustomer), (await MayAsync(ann, "espionage"), await MayAsync(Guid.CreateVersion7(), "service")));
    }

    [TestMethod]
    public async Task A_word_stands_with_what_proves_it_and_the_text_that_was_seen_which_never_changes()
    {
        var ann = await CustomerAsync("Ann");
        var first = await PublishAsync("May we write to you?");
        var second = await PublishAsync("May we write to you, once a month?");
        var said = new ConsentEntry { Purpose = "marketing", Channel = "email", State = ConsentState.Granted, At = Rooms.Clock.GetUtcNow().AddHours(-1), Source = "form", Text = second.Single().Id };

        var done = (SetConsentOutcome.Changed)await WriteAsync(ann, said, new(Where: "https://shop.example/checkout", Ip: "192.0.2.7"));
        var again = await WriteAsync(ann, said, null);
        var wrong = (SetConsentOutcome.Wrong)await WriteAsync(ann, said with { Purpose = "profiling", Channel = "E-Mail", At = Rooms.Clock.GetUtcNow().AddDays(1) }, null);
        var nobody = await WriteAsync(Guid.CreateVersion7(), said, null);

        Assert.AreEqual((1, 2), (first.Single().Version, second.Single().Version));
        Assert.AreEqual("May we write to you?", (await Rooms.ReadAsync(session => ConsentTexts.FindAsync(session, first.Single().Id)))!.Body);
        var entry = (await Rooms.ReadAsync(session => ConsentLedger.ReadAsync(session, ann))).Entries.Single();
        Assert.AreEqual((done.Consent, "192.0.2.7"), (entry, ConsentEvidence.Parse(entry.Evidence)!.Ip));
        Assert.IsInstanceOfType<SetConsentOutcome.Unchanged>(again);
        Assert.IsInstanceOfType<SetConsentOutcome.NotFound>(nobody);
        CollectionAssert.AreEquivalent(new[] { "channel", "at", "text" }, wrong.Errors.Keys.ToList());
    }

    private Task<SetConsentOutcome> WriteAsync(Guid customer, ConsentEntry said, ConsentEvidence? evidence) => Rooms.WriteAsync(unit => Rooms.Get<SetConsent>().HandleAsync(unit, customer, said, evidence));

    private Task<SetConsentOutcome> SayAsync(Guid customer, ConsentState state, string channel = "") =>
        WriteAsync(customer, new() { Purpose = "marketing", Channel = channel, State = state, At = Rooms.Clock.GetUtcNow(), Source = "api" }, null);

    private async Task<ContactRefusal?> MayAsync(Guid customer, string purpose, string channel = "email") =>
        (await Rooms.ReadAsync(session => Rooms.Get<MayContact>().HandleAsync(session, customer, purpose, channel, Rooms.Clock.GetUtcNow()))).Refusal;

    private async Task<IReadOnlyList<ConsentText>> PublishAsync(string body)
    {
        var (errors, texts) = await Rooms.WriteAsync(unit => ConsentTexts.PublishAsync(
            unit, "newsletter", ["marketing"], new Dictionary<string, NewConsentText> { ["en"] = new("Newsletter", body) }, Rooms.Get<IOptions<ConsentOptions>>().Value, "api:test", Rooms.Clock.GetUtcNow()));
        Assert.IsEmpty(errors);
        return texts;
    }

    private async Task<Guid> CustomerAsync(string name) => ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit =>
        Rooms.Get<EditCustomer>().CreateAsync(unit, [new(CustomerFields.Name, name, Seen: null)], [], FactSources.Api, "api:test"))).Id;
}

[TestClass]
public sealed class SqliteConsentTests() : ConsentTests(StorageProvider.Sqlite);

[TestClass]
public sealed class PostgreSqlConsentTests() : ConsentTests(StorageProvider.PostgreSql);
