using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Leads;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class LeadsOnSqlite() : LeadTests(StorageProvider.Sqlite);

[TestClass]
public sealed class LeadsOnPostgreSql() : LeadTests(StorageProvider.PostgreSql);

/// <summary>Leads in the database: captured, scored, converted, and all of that taken back.</summary>
public abstract class LeadTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";
    private static readonly LeadSeller[] Sellers = [new(Guid.Parse("01958000-0000-7000-8000-00000000aaaa"), ["zh"]), new(Guid.Parse("01958000-0000-7000-8000-00000000bbbb"), ["en"])];

    private EditLeads Edit => Rooms.Get<EditLeads>();

    private ConvertLead Convert => Rooms.Get<ConvertLead>();

    [TestMethod]
    public async Task Who_they_are_gives_points_that_follow_what_is_known_and_what_they_did_counts_once()
    {
        var lead = await CaptureAsync(Terms() with { JobTitle = "Head of IT" });
        Assert.AreEqual((30.0, 0.0), await ScoreAsync(lead), "company 10, reachable 5, decides 15");
        Assert.AreEqual((Sellers[1].Id, "en 0 2"), (lead.Owner!.Value, lead.OwnerWhy));
        Assert.AreEqual((Sellers[0].Id, "zh 0 2"), ((await CaptureAsync(Terms() with { Language = "zh" })).Owner!.Value, "zh 0 2"));

        lead = Done(await Rooms.WriteAsync(unit => Edit.ChangeAsync(unit, lead.Number, Terms() with { Phone = null }, lead.Owner, lead.Version, Mei)));
        Assert.AreEqual((10.0, 0.0), await ScoreAsync(lead));
        var twice = new[] { "page-1", "page-1", "page-2" };
        foreach (var key in twice)
        {
            Done(await BookAsync(lead, "demo", key));
        }

        Done(await BookAsync(lead, "visit", "page-1", Rooms.Clock.GetUtcNow().AddDays(5)));      // later than now is now
        Assert.AreEqual((10.0, 52.0), await ScoreAsync(lead));
        Rooms.Clock.Advance(TimeSpan.FromDays(45));
        var (fit, engagement) = await ScoreAsync(lead);
        Assert.AreEqual(10, fit);
        Assert.AreEqual(25 + (2 * Math.Pow(0.5, 45 / 14.0)), engagement, 1e-9);

        Assert.AreEqual("event", ((EditOutcome<Lead>.Wrong)await BookAsync(lead, "dance", "k")).Errors.Keys.Single());
        Assert.AreEqual("key", ((EditOutcome<Lead>.Wrong)await BookAsync(lead, "visit", " ")).Errors.Keys.Single());
        Assert.IsInstanceOfType<EditOutcome<Lead>.NotFound>(await Rooms.WriteAsync(unit => Edit.BookAsync(unit, 99, "visit", "k", null)));
        Assert.AreEqual("email language name phone", string.Join(' ', new[] { Terms() with { Email = "x", Phone = "none", Language = "fr" }, new() }.SelectMany(wrong => CaptureAsync(wrong, out var errors) ? errors : []).Order()));
    }

    [TestMethod]
    public async Task Leads_that_end_teach_and_one_that_is_taken_up_again_has_taught_nothing()
    {
        var (one, other, third) = (await CaptureAsync(Terms() with { Source = "Fair" }), await CaptureAsync(Terms() with { Source = "web" }), await CaptureAsync(Terms() with { Source = "fair" }));
        Assert.IsNull(await ChanceAsync(one), "nobody knows yet");
        Assert.AreEqual("reason", ((EditOutcome<Lead>.Wrong)await MoveAsync(one, LeadStage.Dropped)).Errors.Keys.Single());
        Assert.AreEqual("stage", ((EditOutcome<Lead>.Wrong)await MoveAsync(one, LeadStage.Converted)).Errors.Keys.Single());
        one = Done(await MoveAsync(one, LeadStage.Qualified));
        Done(await ConvertAsync(one));
        other = Done(await MoveAsync(other, LeadStage.Contacted));
        var dropped = Done(await MoveAsync(other, LeadStage.Dropped, "no money"));

        Assert.AreEqual((LeadStage.Contacted, "no money"), (dropped.Reached, dropped.Reason));
        Assert.IsNotNull(dropped.Odds, "said before it was dropped");
        var taught = await ChanceAsync(third);
        Assert.IsGreaterThan(0.5, taught!.Value, "the one from the fair was converted");

        var again = Done(await MoveAsync(dropped, LeadStage.Contacted));
        Assert.AreEqual((null, null, null, null), (again.Reached, again.Reason, again.ClosedAt, again.Odds));
        Assert.AreEqual(1, (await Rooms.ReadAsync(LeadStore.ForecastsAsync)).Count + (await Rooms.ReadAsync(session => LeadStore.ListAsync(session, LeadStage.Converted, null, 0, 10))).Count, "the first had nothing said of it");
        Done(await MoveAsync(again, LeadStage.Dropped, "no money"));
        Assert.AreEqual(taught, await ChanceAsync(third));
        Assert.AreEqual("stage", ((EditOutcome<Lead>.Wrong)await Rooms.WriteAsync(unit => Edit.ChangeAsync(unit, other.Number, Terms(), null, null, Mei))).Errors.Keys.Single(), "it has ended");
    }

    [TestMethod]
    public async Task A_conversion_makes_a_customer_with_an_opportunity_and_taken_back_leaves_nothing_of_it_however_often()
    {
        var odds = await CaptureAsync(Terms() with { Name = "Somebody else" });
        Done(await MoveAsync(odds, LeadStage.Dropped, "no"));
        var lead = Done(await MoveAsync(await CaptureAsync(Terms()), LeadStage.Contacted));
        var (chance, score) = (await ChanceAsync(lead), await ScoreAsync(lead));

        Guid? customer = null;
        for (var i = 0; i < 3; i++)
        {
            var converted = Done(await ConvertAsync(lead with { Version = 0 }));
            Assert.AreEqual((LeadStage.Converted, LeadStage.Contacted), (converted.Stage, converted.Reached!.Value));
            customer ??= converted.Customer;
            Assert.AreEqual(customer, converted.Customer, "the same customer every time");
            var profile = (await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, customer!.Value)))!;
            Assert.AreEqual(("Ann Lee", "Acme", "ann@acme.example"), (profile["name"], profile["company"], profile.Identifiers.Single(one => one.Kind == "email").Value));
            Assert.AreEqual("A line for Acme", (await Rooms.ReadAsync(session => OpportunityStore.FindAsync(session, converted.Opportunity!.Value)))!.Terms.Title);

            var back = Done(await Rooms.WriteAsync(unit => Convert.RevertAsync(unit, lead.Number, Mei)));
            Assert.AreEqual(lead with { Version = 0 }, back with { Version = 0 });
            Assert.AreEqual(lead with { Version = 0 }, (await Rooms.ReadAsync(session => LeadStore.FindAsync(session, lead.Number)))! with { Version = 0 });
            Assert.AreEqual((chance, score), (await ChanceAsync(lead), await ScoreAsync(lead)));
            Assert.IsEmpty(await Rooms.ReadAsync(session => OpportunityStore.ListAsync(session, new(), 0, 10)));
            profile = (await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, customer!.Value)))!;
            Assert.IsEmpty(profile.Identifiers);
            Assert.IsTrue(profile.Facts.All(fact => fact.WithdrawnAt is not null));
            Assert.IsEmpty(await Rooms.ReadAsync(session => CustomerCard.WithAsync(session, "ann@acme.example")));
        }

        Assert.AreEqual("stage", ((EditOutcome<Lead>.Wrong)await Rooms.WriteAsync(unit => Convert.RevertAsync(unit, lead.Number, Mei))).Errors.Keys.Single());
    }

    [TestMethod]
    public async Task A_conversion_stays_when_somebody_has_gone_on_with_it_and_what_others_said_stays_in_any_case()
    {
        var known = ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", "Ann", null)], [("email", "ann@acme.example")], FactSources.Staff, Mei))).Id;
        var lead = await CaptureAsync(Terms());
        Assert.AreEqual("customer", ((EditOutcome<Lead>.Wrong)await ConvertAsync(lead, Guid.NewGuid())).Errors.Keys.Single());
        var joined = Done(await ConvertAsync(lead, known));
        Assert.AreEqual(known, joined.Customer);
        Done(await Rooms.WriteAsync(unit => Convert.RevertAsync(unit, lead.Number, Mei)));
        Assert.AreEqual("Ann", (await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, known)))!["name"], "the conversion had said nothing of them");

        var made = Done(await ConvertAsync(lead with { Version = 0 }));
        Assert.AreNotEqual(known, made.Customer!.Value);
        await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().EditAsync(unit, made.Customer.Value, [new("city", "Leeds", null)], FactSources.Staff, Mei));
        Assert.IsInstanceOfType<EditOutcome<Opportunity>.Done>(await Rooms.WriteAsync(unit => Rooms.Get<EditOpportunities>().MoveAsync(unit, made.Opportunity!.Value, "qualified", null, null, null, Mei)));
        Assert.AreEqual("opportunity", ((EditOutcome<Lead>.Wrong)await Rooms.WriteAsync(unit => Convert.RevertAsync(unit, lead.Number, Mei))).Errors.Keys.Single());
        Assert.AreEqual(LeadStage.Converted, (await Rooms.ReadAsync(session => LeadStore.FindAsync(session, lead.Number)))!.Stage);

        var second = await CaptureAsync(Terms() with { Email = "bo@acme.example" });
        var fresh = Done(await ConvertAsync(second));
        await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().EditAsync(unit, fresh.Customer!.Value, [new("city", "York", null)], FactSources.Staff, Mei));
        Done(await Rooms.WriteAsync(unit => Convert.RevertAsync(unit, second.Number, Mei)));
        var left = (await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, fresh.Customer!.Value)))!;
        Assert.AreEqual((null, "York"), (left["name"], left["city"]));
    }

    private static LeadTerms Terms() => new() { Name = " Ann Lee ", Company = "Acme", Email = "ann@acme.example", Phone = "+44 7700 900123", Country = "UK", Source = "fair" };

    private async Task<Lead> CaptureAsync(LeadTerms terms)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        return Done(await Rooms.WriteAsync(unit => Edit.CaptureAsync(unit, terms, null, Sellers, Mei)));
    }

    private bool CaptureAsync(LeadTerms terms, out IEnumerable<string> errors)
    {
        errors = Rooms.WriteAsync(unit => Edit.CaptureAsync(unit, terms, null, Sellers, Mei)).GetAwaiter().GetResult() is EditOutcome<Lead>.Wrong wrong ? wrong.Errors.Keys : [];
        return errors.Any();
    }

    private Task<EditOutcome<Lead>> MoveAsync(Lead lead, LeadStage stage, string? reason = null) => Rooms.WriteAsync(unit => Edit.MoveAsync(unit, lead.Number, stage, reason, lead.Version, Mei));

    private Task<EditOutcome<Lead>> BookAsync(Lead lead, string what, string key, DateTimeOffset? at = null) => Rooms.WriteAsync(unit => Edit.BookAsync(unit, lead.Number, what, key, at));

    private Task<EditOutcome<Lead>> ConvertAsync(Lead lead, Guid? customer = null)
    {
        var terms = new OpportunityTerms { Title = "A line for Acme", Amount = 500, Currency = "USD", CloseDay = new(2026, 6, 1) };
        return Rooms.WriteAsync(unit => Convert.HandleAsync(unit, lead.Number, customer, terms, Pipeline.First, lead.Version == 0 ? null : lead.Version, Mei));
    }

    private async Task<(double Fit, double Engagement)> ScoreAsync(Lead lead)
    {
        var score = LeadScore.At((await Rooms.ReadAsync(session => LeadStore.LedgersAsync(session, [lead.Number])))[lead.Number], Rooms.Clock.GetUtcNow());
        return (score.Fit, score.Engagement);
    }

    private async Task<double?> ChanceAsync(Lead lead) => (await Rooms.ReadAsync(LeadStore.OddsAsync)).Of(lead.Terms, lead.Stage)?.Probability;

    private static Lead Done(EditOutcome<Lead> outcome) => Assert.IsInstanceOfType<EditOutcome<Lead>.Done>(outcome, outcome is EditOutcome<Lead>.Wrong wrong ? string.Join(' ', wrong.Errors.Keys) : "").Now;
}
