using ServiceBot.Crm;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Leads;
using ServiceBot.Crm.Linking;
using ServiceBot.Crm.Privacy;
using ServiceBot.Desk.Requests;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class RetentionOnSqlite() : RetentionTests(StorageProvider.Sqlite);

[TestClass]
public sealed class RetentionOnPostgreSql() : RetentionTests(StorageProvider.PostgreSql);

/// <summary>What was kept long enough goes by rules, and what is protected stays as it is.</summary>
public abstract class RetentionTests(StorageProvider provider) : DatabaseTests(provider)
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Crm:Retention:Rules:talks:Kind"] = "conversation",
        ["Crm:Retention:Rules:talks:Days"] = "30",
        ["Crm:Retention:Rules:talks:Enabled"] = "true",
        ["Crm:Retention:Rules:tickets:Kind"] = "request",
        ["Crm:Retention:Rules:tickets:Days"] = "60",
        ["Crm:Retention:Rules:tickets:Enabled"] = "true",
        ["Crm:Retention:Rules:leads:Kind"] = "lead",
        ["Crm:Retention:Rules:leads:Days"] = "10",
        ["Crm:Retention:Rules:leads:Enabled"] = "true",
        ["Crm:Retention:Rules:people:Kind"] = "customer",
        ["Crm:Retention:Rules:people:Days"] = "90",
    };

    private Retain Retain => Rooms.Get<Retain>();

    [TestMethod]
    public async Task A_rule_shows_what_it_would_do_does_it_once_a_day_and_leaves_who_has_a_legal_hold()
    {
        var (ann, held) = (await CustomerAsync("Ann Lee", "ann"), await CustomerAsync("Bob Ray", "bob"));
        await ProtectAsync(held, ProtectionKind.Hold);
        foreach (var (customer, user) in new[] { (ann, "ann"), (held, "bob") })
        {
            await Rooms.WriteAsync(async unit =>
            {
                var key = await unit.GetAsync<long>(
                    "INSERT INTO channel_conversation (channel_id, conversation_id, reference, user_id, opened_at, last_at) VALUES ('directline', @user, '{}', @user, @now, @now) RETURNING key", new { user, now = Rooms.Clock.GetUtcNow() });
                await unit.ExecuteAsync(
                    "INSERT INTO channel_activity (conversation, seq, activity_id, inbound, shown, at, json) VALUES (@key, 1, @user, @yes, @yes, @now, '{}')", new { key, user, yes = true, now = Rooms.Clock.GetUtcNow() });
                return true;
            });
            var opened = (OpenRequestOutcome.Opened)await Rooms.WriteAsync(unit => Rooms.Get<OpenRequest>().HandleAsync(
                unit, new() { Subject = "Router", Details = "It blinks", Category = "fault", Customer = customer, Language = "en", By = Actor.Customer }));
            foreach (var status in new[] { RequestStatus.Resolved, RequestStatus.Closed })
            {
                await Rooms.WriteAsync(unit => Rooms.Get<ChangeStatus>().HandleAsync(unit, opened.Request.Number, status, Actor.Api("test"), null, null));
            }
        }

        var lead = ((EditOutcome<Lead>.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditLeads>().CaptureAsync(unit, new() { Name = "Cara Lane", Email = "cara@example.com", Language = "en" }, null, [], "api:test"))).Now;
        await Rooms.WriteAsync(unit => Rooms.Get<EditLeads>().MoveAsync(unit, lead.Number, LeadStage.Dropped, "no budget", null, "api:test"));
        Rooms.Clock.Advance(TimeSpan.FromDays(31));

        Assert.AreEqual("leads 1, people 0, talks 1, tickets 0", await DueAsync());
        Assert.AreEqual("1 1 2 2", await LeftAsync(), "a preview changes nothing");
        await Retain.WorkAsync(Cancellation);
        await Retain.WorkAsync(Cancellation);
        Assert.AreEqual("leads 0, people 0, talks 0, tickets 0", await DueAsync());
        Assert.AreEqual("0 1 1 2", await LeftAsync());

        Rooms.Clock.Advance(TimeSpan.FromDays(30));
        await Retain.WorkAsync(Cancellation);
        Assert.AreEqual("0 1 1 1", await LeftAsync());
        Rooms.Clock.Advance(TimeSpan.FromDays(60));
        Assert.AreEqual($"{ann}", (await Retain.PreviewAsync(Cancellation)).Single(rule => rule.Rule == "people").Samples.Single(), "nothing is left of their requests; the other is held");
        await Retain.WorkAsync(Cancellation);
        Assert.AreEqual(1, (await Retain.PreviewAsync(Cancellation)).Single(rule => rule.Rule == "people").Due, "a rule that is not enabled does nothing");
        CollectionAssert.AreEquivalent(
            new[] { "leads 1", "talks 1", "tickets 1" }, (await Rooms.ReadAsync(session => Retain.RunsAsync(session, 100))).Where(run => run.Count > 0).Select(run => $"{run.Rule} {run.Count}").ToList());
    }

    [TestMethod]
    public async Task Who_is_restricted_is_neither_compared_nor_contacted_until_that_ends_and_merging_protects_all()
    {
        var (ann, twin) = (await CustomerAsync("Annabel Leeward", "ann"), await CustomerAsync("Annabel Leeward", "twin"));
        var feed = new SignalFeed(Rooms.Get<LinkCustomers>());
        await Rooms.WriteAsync(unit => feed.FeedAsync(unit));
        Assert.AreEqual(2, await CountAsync("crm_link_record"));

        await ProtectAsync(ann, ProtectionKind.Restriction);
        Assert.AreEqual(ProtectOutcome.NoReason, await Rooms.WriteAsync(unit => Rooms.Get<ProtectCustomer>().HandleAsync(unit, ann, ProtectionKind.Hold, " ", "api:test")));
        await Rooms.WriteAsync(unit => feed.FeedAsync(unit));
        Assert.AreEqual(1, await CountAsync("crm_link_record"));
        Assert.AreEqual((ContactRefusal.Restricted, null), (await MayAsync(ann), await MayAsync(twin)));

        var merged = (MergeOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().MergeAsync(unit, ann, twin, "api:test", null));
        Assert.AreEqual(ContactRefusal.Restricted, await MayAsync(twin));
        await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().RevokeAsync(unit, merged.Edge, "api:test"));
        await Rooms.WriteAsync(unit => Rooms.Get<ProtectCustomer>().EndAsync(unit, ann, ProtectionKind.Restriction, "api:test"));
        await Rooms.WriteAsync(unit => feed.FeedAsync(unit));
        Assert.AreEqual(2, await CountAsync("crm_link_record"));
        Assert.IsNull(await MayAsync(ann));
    }

    private async Task<string> DueAsync() => string.Join(", ", (await Retain.PreviewAsync(Cancellation)).Select(rule => $"{rule.Rule} {rule.Due}"));

    /// <summary>Leads with a name, leads, messages and requests.</summary>
    private async Task<string> LeftAsync() =>
        $"{await CountAsync("crm_lead WHERE name IS NOT NULL")} {await CountAsync("crm_lead")} {await CountAsync("channel_activity")} {await CountAsync("desk_request")}";

    private Task<long> CountAsync(string what) => Rooms.ReadAsync(session => session.GetAsync<long>($"SELECT count(*) FROM {what}"));

    private Task<ProtectOutcome> ProtectAsync(Guid customer, ProtectionKind kind) => Rooms.WriteAsync(unit => Rooms.Get<ProtectCustomer>().HandleAsync(unit, customer, kind, "They asked", "api:test"));

    private async Task<ContactRefusal?> MayAsync(Guid customer) => (await Rooms.ReadAsync(session => Rooms.Get<MayContact>().HandleAsync(session, customer, "service", "email", Rooms.Clock.GetUtcNow()))).Refusal;

    private async Task<Guid> CustomerAsync(string name, string user)
    {
        var id = ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new(CustomerFields.Name, name, Seen: null)], [("email", $"{user}@example.com")], FactSources.Api, "api:test"))).Id;
        await Rooms.WriteAsync(async unit =>
        {
            await CustomerStore.IdentifyAsync(unit, id, IdentifierKinds.Channel, $"directline:{user}", $"directline:{user}", Rooms.Clock.GetUtcNow(), Rooms.Clock.GetUtcNow());
            return true;
        });
        return id;
    }
}
