using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Requests;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.OptOut;
using ServiceBot.Outreach.Outcomes;
using ServiceBot.Outreach.Running;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Outreach;

[TestClass]
public sealed class CampaignsOnSqlite() : CampaignTests(StorageProvider.Sqlite);

[TestClass]
public sealed class CampaignsOnPostgreSql() : CampaignTests(StorageProvider.PostgreSql);

public abstract class CampaignTests(StorageProvider provider)
{
    private TestRooms? _rooms;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private RunCampaigns Run => Rooms.Get<RunCampaigns>();

    [TestCleanup]
    public async Task CloseAsync() => await (_rooms?.DisposeAsync() ?? ValueTask.CompletedTask);

    [TestMethod]
    public async Task Everybody_of_a_segment_is_written_to_once_but_those_who_may_not_be_and_those_to_compare_with()
    {
        await OpenAsync();
        var visitors = await VisitorsAsync(40);
        foreach (var (customer, _) in visitors.Take(30))
        {
            await ConsentAsync(customer, true);
        }

        await ConsentAsync(visitors[30].Customer, false);
        var template = await Rooms.TemplateAsync("Hello", new("Hello **{customer|there}**, all well?", Choices: ["Yes", "No"]));
        var campaign = await Rooms.StartAsync("Spring", Plan(await EverybodyAsync(visitors), [new CampaignStep.Send([template])]) with { Holdout = 0.3 });

        await Run.WorkAsync(Cancellation);
        await Run.WorkAsync(Cancellation);

        var all = await Rooms.ParticipantsAsync(campaign);
        Assert.HasCount(40, all);
        Assert.AreEqual(9, all.Count(one => one is { Arm: Participant.Refused, LeftReason: RefusedBecause.NotGranted }));
        Assert.AreEqual(visitors[30].Customer, all.Single(one => one is { Arm: Participant.Refused, LeftReason: RefusedBecause.Withdrawn }).CustomerId);
        var compared = all.Where(one => one.Arm == Participant.Compared).ToList();
        Assert.IsTrue(compared.Count is > 1 and < 20 && compared.All(one => one.Contacts == 0));
        foreach (var (customer, talk) in visitors)
        {
            var isWrittenTo = all.Single(one => one.CustomerId == customer).Arm > 0;
            var said = await SaidAsync(talk);
            Assert.AreEqual(isWrittenTo ? 1 : 0, said.Count(activity => TextOf(activity).Contains("all well?", StringComparison.Ordinal)));
        }

        var report = await Rooms.ReadAsync(session => CampaignReport.ReadAsync(session, campaign));
        Assert.AreEqual((compared.Count, 30 - compared.Count), ((int)report.Arms[0].Entered, (int)report.Arms[1].Contacted));
        Assert.AreEqual(9, report.Refused[RefusedBecause.NotGranted]);
        Assert.AreEqual("sent chat", string.Join(", ", report.Events.Select(step => $"{step.What} {step.Channel}")));
    }

    [TestMethod]
    public async Task Nothing_is_sent_in_the_quiet_hours_of_the_customers_own_zone_nor_too_often_nor_between_the_words_of_a_person()
    {
        await OpenAsync(("Outreach:MostContacts", "2"));
        var (ann, talk) = await Rooms.VisitorAsync("ann");
        await ConsentAsync(ann, true);
        await Rooms.Get<AcceptActivity>().HandleAsync(
            new()
            {
                Type = ActivityTypes.Message,
                Text = "hi",
                LocalTimezone = "Asia/Shanghai",
                ChannelId = ChannelIds.DirectLine,
                Conversation = new() { Id = "ann" },
                From = new() { Id = "dl_ann" },
                Recipient = new() { Id = "servicebot" },
            },
            null, (activity, seq) => { activity.Id = ActivityIds.Make("ann", seq); return ActivityJson.Write(activity); }, shown: true, Cancellation);
        await Task.WhenAny(UntilAsync(async () => (await Rooms.ReadAsync(session => ConversationStore.FindAsync(session, talk)))!.HandledSeq >= 3), Task.Delay(10_000, Cancellation));
        Rooms.Clock.Advance(TimeSpan.FromHours(4));      // 13:00 UTC, 21:00 in Shanghai
        var template = await Rooms.TemplateAsync("Hello", new("Hello!"));
        var everybody = await Rooms.SegmentAsync("Everybody", ann);
        var plan = Plan(everybody, [new CampaignStep.Send([template])]);
        var first = await Rooms.StartAsync("First", plan);

        await Run.WorkAsync(Cancellation);
        var waits = (await Rooms.ParticipantsAsync(first)).Single();
        Assert.AreEqual(new(2026, 3, 3, 1, 0, 0, TimeSpan.Zero), waits.DueAt, "nine in the morning in Shanghai");
        Assert.AreEqual("waited quiet", await DoneAsync(waits));
        Rooms.Clock.Advance(waits.DueAt!.Value - Rooms.Clock.GetUtcNow());
        await Run.WorkAsync(Cancellation);
        Assert.AreEqual("waited quiet, sent", await DoneAsync(waits));

        await Rooms.StartAsync("Second", plan);
        await Run.WorkAsync(Cancellation);
        var third = await Rooms.StartAsync("Third", plan);
        await Run.WorkAsync(Cancellation);
        var capped = (await Rooms.ParticipantsAsync(third)).Single();
        Assert.AreEqual("waited cap", await DoneAsync(capped));
        Assert.AreEqual(new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero), capped.DueAt, "a week after the first of the two");

        await Rooms.HearAsync("ann", "person");
        Rooms.Clock.Advance(capped.DueAt!.Value - Rooms.Clock.GetUtcNow());
        await Run.WorkAsync(Cancellation);
        Assert.AreEqual("waited cap, waited busy", await DoneAsync(capped));
        Rooms.Clock.Advance(TimeSpan.FromHours(26));
        await Run.WorkAsync(Cancellation);
        Assert.AreEqual("waited cap, waited busy, refused busy", await DoneAsync(capped), "it is not kept for ever");
    }

    [TestMethod]
    public async Task A_mail_can_be_answered_and_left_with_one_click_and_a_text_message_goes_to_the_program_of_the_settings()
    {
        await OpenAsync(("Outreach:Sms:Url", "http://127.0.0.1:9/sms"));
        var (bob, cy, di) = (await Rooms.CustomerAsync("Bob", "bob@example.com"), await Rooms.CustomerAsync("Cy", phone: "+44 20 7946 0123"), await Rooms.CustomerAsync("Di"));
        foreach (var customer in new[] { bob, cy, di })
        {
            await ConsentAsync(customer, true);
        }

        var template = await Rooms.TemplateAsync("News", new("Hello *{customer|there}*", Subject: "News for {customer|you}"));
        var campaign = await Rooms.StartAsync("News", Plan(await Rooms.SegmentAsync("All", bob, cy, di), [new CampaignStep.Send([template])]) with { Channels = ["chat", "email", "sms"] });
        await Run.WorkAsync(Cancellation);

        var all = (await Rooms.ParticipantsAsync(campaign)).ToDictionary(one => one.CustomerId);
        Assert.AreEqual("refused unreachable", await DoneAsync(all[di]));
        var sent = (await Rooms.EventsAsync(all[bob].Id)).Single();
        var conversation = (await Rooms.ReadAsync(session => ConversationStore.FindAsync(session, sent.Conversation!.Value)))!;
        var item = (await Rooms.ReadAsync(session => session.QueryAsync<OutboxItem>("SELECT id, kind, conversation, seq, payload, attempts FROM channel_outbox WHERE kind = 'mail'"))).Single();
        var said = (await Rooms.ReadAsync(session => ConversationStore.ReadAsync(session, conversation.Key, 0, 10))).Single();
        var mail = await Rooms.Get<ComposeMail>().HandleAsync(item with { Payload = said.Json }, conversation, Cancellation);
        Assert.AreEqual(("bob@example.com", "News for Bob", "auto-generated"), (mail.To, mail.Subject, mail.AutoSubmitted));
        Assert.StartsWith("https://desk.example/stop/", mail.Unsubscribe!);
        Assert.AreEqual($"Hello Bob\n\nStop these messages: {mail.Unsubscribe}", mail.Text);
        Assert.AreEqual(("sms", "0.05"), await SmsAsync(all[cy]));

        var id = await Rooms.Get<OptOutLink>().ReadAsync(mail.Unsubscribe![("https://desk.example/stop/".Length)..], Cancellation);
        Assert.AreEqual(all[bob].Id, id);
        Assert.IsNull(await Rooms.Get<OptOutLink>().ReadAsync("AAAA", Cancellation));
        Assert.IsTrue(await Rooms.WriteAsync(unit => Rooms.Get<StopMessages>().HandleAsync(unit, id!.Value, "link")));
        Assert.AreEqual(ContactRefusal.Withdrawn, (await Rooms.ReadAsync(session => Rooms.Get<MayContact>().HandleAsync(session, bob, "marketing", "chat", Rooms.Clock.GetUtcNow()))).Refusal);

        async Task<(string, string)> SmsAsync(Participant one)
        {
            var text = (await Rooms.EventsAsync(one.Id)).Single();
            Assert.AreEqual(1, await Rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_outbox WHERE kind = 'sms'")));
            return (text.Channel!, text.Cost!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [TestMethod]
    public async Task Who_says_stop_or_presses_it_hears_no_more_of_any_campaign_for_that_purpose()
    {
        await OpenAsync();
        var visitors = await VisitorsAsync(3);
        foreach (var (customer, _) in visitors)
        {
            await ConsentAsync(customer, true);
        }

        var template = await Rooms.TemplateAsync("Hello", new("Hello!"));
        CampaignStep[] steps = [new CampaignStep.Send([template]), new CampaignStep.Wait(24), new CampaignStep.Send([template])];
        var (first, second) = (await Rooms.StartAsync("One", Plan(await EverybodyAsync(visitors), steps)), await Rooms.StartAsync("Two", Plan(await EverybodyAsync(visitors), [new CampaignStep.Wait(1), .. steps])));
        await Run.WorkAsync(Cancellation);

        await Rooms.HearAsync("v0", "STOP");
        await Rooms.HearAsync("v1", "退订！");
        await Rooms.HearAsync("v2", "stop the router from blinking");
        Rooms.Clock.Advance(TimeSpan.FromHours(25));
        await Run.WorkAsync(Cancellation);

        var (ones, twos) = ((await Rooms.ParticipantsAsync(first)).ToDictionary(one => one.CustomerId), (await Rooms.ParticipantsAsync(second)).ToDictionary(one => one.CustomerId));
        Assert.AreEqual("stopped 1, stopped 0", $"{ones[visitors[0].Customer].LeftReason} {ones[visitors[0].Customer].Contacts}, {twos[visitors[0].Customer].LeftReason} {twos[visitors[0].Customer].Contacts}");
        Assert.AreEqual(LeftBecause.Stopped, twos[visitors[1].Customer].LeftReason);
        Assert.AreEqual((LeftBecause.Done, 2), (ones[visitors[2].Customer].LeftReason, ones[visitors[2].Customer].Contacts), "that was no stop");
        Assert.Contains("no more messages of this kind", TextOf((await SaidAsync(visitors[0].Talk))[^1]));
        Assert.Contains("不会再给您发送", TextOf((await SaidAsync(visitors[1].Talk))[^1]));
    }

    [TestMethod]
    public async Task A_journey_waits_branches_by_what_the_customer_did_asks_a_person_and_ends_at_its_goal()
    {
        await OpenAsync();
        var visitors = await VisitorsAsync(3);
        foreach (var (customer, _) in visitors)
        {
            await ConsentAsync(customer, true);
        }

        var template = await Rooms.TemplateAsync("Hello", new("Hello!"));
        var campaign = await Rooms.StartAsync("Journey", Plan(
            await EverybodyAsync(visitors),
            [
                new CampaignStep.Send([template]), new CampaignStep.Wait(48),
                new CampaignStep.Branch(BranchKind.Answered, null, [], [new CampaignStep.Ask("Call them", "care")]), new CampaignStep.Wait(1), new CampaignStep.Send([template]),
            ]) with
        { Goal = new(GoalKind.Order, 10) });
        await Run.WorkAsync(Cancellation);
        var outcomes = new SignalFeed(Rooms.Get<KeepOutcomes>());
        await FeedAsync(outcomes);

        Rooms.Clock.Advance(TimeSpan.FromHours(1));
        await Rooms.HearAsync("v0", "Thanks, what is new?");
        await OrderAsync(visitors[1].Customer, 20);
        await FeedAsync(outcomes);
        Rooms.Clock.Advance(TimeSpan.FromHours(47));
        await Run.WorkAsync(Cancellation);
        Rooms.Clock.Advance(TimeSpan.FromHours(1));
        await Run.WorkAsync(Cancellation);

        var all = (await Rooms.ParticipantsAsync(campaign)).ToDictionary(one => one.CustomerId);
        var (answered, bought, silent) = (all[visitors[0].Customer], all[visitors[1].Customer], all[visitors[2].Customer]);
        Assert.AreEqual("sent, yes, sent", await DoneAsync(answered));
        Assert.AreEqual("sent", await DoneAsync(bought));
        Assert.AreEqual("sent, no, asked, sent", await DoneAsync(silent));
        Assert.AreEqual((LeftBecause.Goal, 20m), (bought.LeftReason, bought.GoalValue));
        Assert.IsNotNull(answered.AnsweredAt);
        Assert.IsNull(silent.AnsweredAt);
        var request = (await Rooms.ReadAsync(session => FindRequests.ListAsync(session, silent.CustomerId, 5))).Single();
        Assert.AreEqual(("Call them", "care"), (request.Subject, request.Team));
    }

    [TestMethod]
    public async Task What_happens_to_a_customer_brings_them_in_once_and_again_after_a_rest()
    {
        await OpenAsync();
        var visitors = await VisitorsAsync(2);
        var template = await Rooms.TemplateAsync("Sorry", new("We are sorry."));
        var campaign = await Rooms.StartAsync("Sorry", Plan(null, [new CampaignStep.Send([template])]) with
        {
            Purpose = "service",
            Entry = new() { Kind = EntryKind.Signal, Signal = EntrySignals.LowRatingGiven, AgainAfterDays = 30 },
        });
        var entry = new SignalFeed(Rooms.Get<EnterOnSignals>());
        foreach (var days in new[] { 0, 1, 40 })
        {
            Rooms.Clock.Advance(TimeSpan.FromDays(days));
            await Rooms.HearAsync("v0", "I am back");
            await Rooms.WriteAsync(async unit =>
            {
                await Rooms.Get<ServiceBot.Storage.Signals.SignalLog>().AppendAsync(unit, new("LowRatingGiven", Rooms.Clock.GetUtcNow(), Customer: visitors[0].Customer, Data: "{}"));
                return await entry.FeedAsync(unit);
            });
            await Run.WorkAsync(Cancellation);
        }

        var rounds = (await Rooms.ParticipantsAsync(campaign)).OrderBy(one => one.Round).ToList();
        var rehearsal = await Rooms.ReadAsync(session => Rooms.Get<RehearseCampaign>().HandleAsync(session, campaign));
        Assert.AreEqual((1, 1, 1), ((int)rehearsal.Audience, rehearsal.Looked, rehearsal.ByChannel["chat"]), "one rating of the last 30 days");
        Assert.AreEqual("1 1, 2 1", string.Join(", ", rounds.Select(one => $"{one.Round} {one.Contacts}")));
        Assert.IsTrue(rounds.All(one => one.CustomerId == visitors[0].Customer));
    }

    [TestMethod]
    public async Task Two_nodes_at_once_send_everything_once_and_a_pause_stops_both()
    {
        await OpenAsync();
        var visitors = await VisitorsAsync(30);
        foreach (var (customer, _) in visitors)
        {
            await ConsentAsync(customer, true);
        }

        var template = await Rooms.TemplateAsync("Hello", new("Once only"));
        var campaign = await Rooms.StartAsync("Once", Plan(await EverybodyAsync(visitors), [new CampaignStep.Send([template]), new CampaignStep.Wait(1), new CampaignStep.Send([template])]));
        if (provider == StorageProvider.PostgreSql)
        {
            var other = Rooms.AddNode(OutreachRooms.Configure);
            await Task.WhenAll(Run.WorkAsync(Cancellation), other.Get<RunCampaigns>().WorkAsync(Cancellation));
        }
        else
        {
            await Task.WhenAll(Run.WorkAsync(Cancellation), Run.WorkAsync(Cancellation));
        }

        foreach (var (_, talk) in visitors)
        {
            Assert.AreEqual(1, (await SaidAsync(talk)).Count(activity => TextOf(activity).Contains("Once only", StringComparison.Ordinal)));
        }

        await Rooms.WriteAsync(unit => Rooms.Get<EditCampaigns>().PauseAsync(unit, campaign.Id, null, OutreachRooms.Mei));
        Rooms.Clock.Advance(TimeSpan.FromHours(2));
        await Run.WorkAsync(Cancellation);
        Assert.IsTrue((await Rooms.ParticipantsAsync(campaign)).All(one => one.Contacts == 1));
        var refused = (EditOutcome<Segment>.NotNow)await Rooms.WriteAsync(unit => Rooms.Get<EditSegments>().DeleteAsync(unit, campaign.Plan.Entry.Segment!.Value, OutreachRooms.Mei));
        Assert.AreEqual("Once", refused.Allowed.Single(), "a campaign goes by it");
        await Rooms.WriteAsync(unit => Rooms.Get<EditCampaigns>().EndAsync(unit, campaign.Id, null, OutreachRooms.Mei));
        Assert.IsTrue((await Rooms.ParticipantsAsync(campaign)).All(one => one.LeftReason == LeftBecause.Ended));
        var segment = campaign.Plan.Entry.Segment!.Value;
        Assert.IsInstanceOfType<EditOutcome<Segment>.Done>(await Rooms.WriteAsync(unit => Rooms.Get<EditSegments>().DeleteAsync(unit, segment, OutreachRooms.Mei)));
        var over = await Rooms.WriteAsync(unit => Rooms.Get<EditCampaigns>().StartAsync(unit, campaign.Id, null, OutreachRooms.Mei));
        Assert.IsInstanceOfType<EditOutcome<Campaign>.NotNow>(over);
    }

    private async Task OpenAsync(params (string Key, string Value)[] settings) => _rooms = await OutreachRooms.CreateAsync(provider, Cancellation, settings);

    private async Task<IReadOnlyList<(Guid Customer, long Talk)>> VisitorsAsync(int count)
    {
        var visitors = new List<(Guid, long)>();
        for (var n = 0; n < count; n++)
        {
            visitors.Add(await Rooms.VisitorAsync($"v{n}"));
        }

        return visitors;
    }

    private Task<long> EverybodyAsync(IReadOnlyList<(Guid Customer, long Talk)> visitors) => Rooms.SegmentAsync("Everybody", visitors.Select(visitor => visitor.Customer));

    private static CampaignPlan Plan(long? segment, IReadOnlyList<CampaignStep> steps) =>
        new() { Entry = new() { Kind = EntryKind.Segment, Segment = segment }, Purpose = "marketing", Steps = steps, Holdout = 0 };

    private Task<SetConsentOutcome> ConsentAsync(Guid customer, bool given) => Rooms.WriteAsync(unit => Rooms.Get<SetConsent>().HandleAsync(unit, customer, "marketing", given, "staff"));

    private Task<EditOutcome<OrderDetails>> OrderAsync(Guid customer, decimal price) => Rooms.WriteAsync(unit => Rooms.Get<EditOrders>().CreateAsync(
        unit, new OrderTerms { Customer = customer, Currency = "USD", Lines = [new(null, "Tea", 1, price, 0, 0)] }, OutreachRooms.Mei, DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime)));

    private Task<bool> FeedAsync(SignalFeed feed) => Rooms.WriteAsync(async unit =>
    {
        await feed.FeedAsync(unit);
        return true;
    });

    private async Task<string> DoneAsync(Participant participant) => string.Join(", ", (await Rooms.EventsAsync(participant.Id)).Select(done => done.Reason is null ? done.What : $"{done.What} {done.Reason}"));

    private async Task<IReadOnlyList<Activity>> SaidAsync(long talk) =>
        [.. (await Rooms.ReadAsync(session => ConversationStore.ReadAsync(session, talk, 0, 1_000))).Where(said => !said.Inbound).Select(said => ActivityJson.Parse(said.Json))];

    private static string TextOf(Activity activity) => $"{activity.Text}{activity.Attachments?.FirstOrDefault()?.Content}";

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(20);
        }
    }
}
