using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class SatisfactionOnSqlite() : SatisfactionTests(StorageProvider.Sqlite);

[TestClass]
public sealed class SatisfactionOnPostgreSql() : SatisfactionTests(StorageProvider.PostgreSql);

public abstract class SatisfactionTests(StorageProvider provider)
{
    private static readonly Guid Customer = Guid.Parse("01958000-0000-7000-8000-0000000000c1");
    private TestRooms? _rooms;
    private SignalFeed? _feed;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task CreateAsync() => _rooms = await DeskRooms.CreateAsync(provider, Cancellation, ("Desk:Satisfaction:BotPercent", "100"));

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task A_resolved_request_is_asked_about_after_a_while_and_a_low_score_opens_a_call_back_once()
    {
        var key = await Rooms.HearAsync("c", "hello");
        var request = await OpenAsync(key);
        await MoveAsync(request, RequestStatus.Resolved, Actor.Staff(Mei.Id));
        await AskAsync(TimeSpan.FromMinutes(9));
        Assert.HasCount(2, await Rooms.TextsAsync(key), "it is too early");

        await AskAsync(TimeSpan.FromMinutes(2));
        var survey = await TheSurveyAsync();
        var kept = await AnswerAsync(survey, ("csat", "1"), ("reason", "speed"), ("comment", "Nobody came."));
        var again = await AnswerAsync(survey, ("csat", "2"));

        Assert.StartsWith($"Your request {request} is resolved. How was it?\n\n[Tell us how it was](/rate/", (await Rooms.TextsAsync(key))[^1]);
        Assert.AreEqual((SurveyKinds.Request, Mei.Id, "chat", SurveyExtras.Nps), (survey.Kind, survey.Agent, survey.AskedBy, survey.Extra));
        var followUp = await FindAsync(((AnswerSurveyOutcome.Kept)kept).Survey.FollowUp!.Value);
        Assert.AreEqual((RequestPriority.High, survey.Team, Customer), (followUp.Priority, followUp.Team, followUp.Customer));
        Assert.Contains("Nobody came.", followUp.Details);
        Assert.AreEqual((followUp.Number.Value, 2), (((AnswerSurveyOutcome.Kept)again).Survey.FollowUp, ((AnswerSurveyOutcome.Kept)again).Survey.Csat));
        Assert.AreEqual(2, await Rooms.CountSignalsAsync("LowRatingGiven"));

        var low = await Rooms.ReadAsync(session => Rooms.Get<LowRatings>().ListAsync(session, Sight.Of(Ann with { Team = survey.Team }, "care"), 5));
        var others = await Rooms.ReadAsync(session => Rooms.Get<LowRatings>().ListAsync(session, Sight.Of(Ann with { Team = "sales" }, "nobody"), 5));
        Assert.AreEqual(followUp.Number, low.Single().FollowUp.Number);
        Assert.IsEmpty(others);
        await MoveAsync(followUp.Number, RequestStatus.Open, Actor.Staff(Ann.Id));
        Assert.IsEmpty(await Rooms.ReadAsync(session => Rooms.Get<LowRatings>().ListAsync(session, Sight.Everything, 5)), "somebody calls back");
    }

    [TestMethod]
    public async Task An_answer_may_be_changed_for_a_day_and_comes_too_late_after_two_weeks()
    {
        var key = await Rooms.HearAsync("c", "hello");
        await MoveAsync(await OpenAsync(key), RequestStatus.Resolved, Actor.Staff(Mei.Id));
        await AskAsync(TimeSpan.FromMinutes(10));
        var survey = await TheSurveyAsync();

        Assert.IsInstanceOfType<AnswerSurveyOutcome.Unfit>(await AnswerAsync(survey, ("csat", "9")));
        Assert.IsInstanceOfType<AnswerSurveyOutcome.NotFound>(await AnswerAsync(survey with { Id = Guid.NewGuid() }, ("csat", "5")));
        Rooms.Clock.Advance(TimeSpan.FromDays(14));
        Assert.IsInstanceOfType<AnswerSurveyOutcome.Kept>(await AnswerAsync(survey, ("csat", "5"), ("nps", "10")));
        Rooms.Clock.Advance(TimeSpan.FromHours(24));
        Assert.IsInstanceOfType<AnswerSurveyOutcome.Kept>(await AnswerAsync(survey, ("csat", "4")));
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsInstanceOfType<AnswerSurveyOutcome.Over>(await AnswerAsync(survey, ("csat", "1")));

        Assert.AreEqual((4, (int?)null), ((await TheSurveyAsync()).Csat, (await TheSurveyAsync()).Nps));
    }

    [TestMethod]
    public async Task What_is_opened_again_is_not_asked_about_until_it_is_resolved_again()
    {
        var key = await Rooms.HearAsync("c", "hello");
        var request = await OpenAsync(key);
        await MoveAsync(request, RequestStatus.Resolved, Actor.Staff(Mei.Id));
        await MoveAsync(request, RequestStatus.Open, Actor.Customer);
        await AskAsync(TimeSpan.FromHours(1));
        Assert.AreEqual(0, await Rooms.CountSignalsAsync("SurveyAsked"));

        await MoveAsync(request, RequestStatus.Resolved, Actor.Staff(Tom.Id));
        await AskAsync(TimeSpan.FromMinutes(10));

        Assert.AreEqual(Tom.Id, (await TheSurveyAsync()).Agent);
    }

    [TestMethod]
    public async Task Nobody_is_asked_twice_in_two_weeks_nor_whether_they_recommend_us_twice_in_a_quarter()
    {
        var key = await Rooms.HearAsync("c", "hello");
        var extras = new List<string?>();
        foreach (var days in new[] { 0, 13, 2, 30, 46 })     // asked on days 0, 15, 45 and 91
        {
            Rooms.Clock.Advance(TimeSpan.FromDays(days));
            await MoveAsync(await OpenAsync(key), RequestStatus.Resolved, Actor.Staff(Mei.Id));
            await AskAsync(TimeSpan.FromMinutes(10));
            extras.Add((await SurveysAsync()).OrderBy(survey => survey.DueAt).Last() is { AskedAt: not null } asked ? asked.Extra : "rested");
        }

        CollectionAssert.AreEqual(new[] { SurveyExtras.Nps, "rested", SurveyExtras.Ces, SurveyExtras.Ces, SurveyExtras.Nps }, extras);
    }

    [TestMethod]
    public async Task An_agents_leg_is_asked_about_when_they_hand_back_and_nobody_is_asked_while_a_person_answers()
    {
        var key = await Rooms.HearAsync("c", "hello");
        await Rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        await Rooms.DoAsync(key, Mei, new OwnershipEvent.HandedBack(Mei.Id, Fresh: true, null));
        await Rooms.DoAsync(key, Tom, new OwnershipEvent.TakenOver(Tom.Id));
        await AskAsync(TimeSpan.FromMinutes(10));
        Assert.AreEqual(0, await Rooms.CountSignalsAsync("SurveyAsked"));

        await Rooms.DoAsync(key, Tom, new OwnershipEvent.HandedBack(Tom.Id, Fresh: true, null));
        await AskAsync(TimeSpan.FromMinutes(20));

        var surveys = (await SurveysAsync()).OrderBy(survey => survey.About).ToList();
        CollectionAssert.AreEquivalent(new[] { Mei.Id, Tom.Id }, surveys.Select(survey => survey.Agent!.Value).ToList());
        Assert.HasCount(1, surveys.Where(survey => survey.AskedAt is not null), "each leg is remembered, and the customer asked once");
        Assert.StartsWith("You talked with one of our colleagues. How was it?", (await Rooms.TextsAsync(key))[^1]);
    }

    [TestMethod]
    public async Task A_conversation_with_the_bot_is_asked_about_once_when_it_has_gone_quiet()
    {
        var key = await Rooms.HearAsync("c", "hello");
        await Rooms.HearAsync("c", "and another thing");
        var greetedOnly = await Rooms.HearAsync("d", "hi");
        await AskAsync(TimeSpan.FromMinutes(14));
        Assert.IsEmpty(await SurveysAsync());

        await AskAsync(TimeSpan.FromMinutes(1));
        await AskAsync(TimeSpan.FromMinutes(30));

        Assert.AreEqual((SurveyKinds.Bot, key), ((await TheSurveyAsync()).Kind, (await TheSurveyAsync()).Conversation));
        Assert.HasCount(5, await Rooms.TextsAsync(key));
        Assert.HasCount(2, await Rooms.TextsAsync(greetedOnly));
    }

    [TestMethod]
    public async Task Only_a_signed_address_leads_to_a_survey()
    {
        var key = await Rooms.HearAsync("c", "hello");
        await MoveAsync(await OpenAsync(key), RequestStatus.Resolved, Actor.Staff(Mei.Id));
        await AskAsync(TimeSpan.FromMinutes(10));
        var survey = await TheSurveyAsync();
        var links = Rooms.Get<SurveyLink>();

        var link = await links.ToAsync(survey, Cancellation);
        var token = link["/rate/".Length..].Split('?')[0];

        Assert.AreEqual(survey.Id, await links.ReadAsync(token, Cancellation));
        for (var i = 0; i < token.Length; i++)
        {
            var forged = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.IsTrue(await links.ReadAsync(forged, Cancellation) is null || i == token.Length - 1, $"character {i}");     // the last one holds bits that mean nothing
        }

        Assert.IsNull(await links.ReadAsync("", Cancellation));
        Assert.IsNull(await links.ReadAsync("../../etc", Cancellation));
    }

    private async Task<RequestNumber> OpenAsync(long key) => ((OpenRequestOutcome.Opened)await Rooms.WriteAsync(unit => Rooms.Get<OpenRequest>().HandleAsync(unit, new()
    {
        Subject = "Router",
        Details = "It drops.",
        Category = "fault",
        Language = "en",
        By = Actor.Customer,
        Customer = Customer,
        Conversation = key,
    }))).Request.Number;

    private Task<ChangeStatusOutcome> MoveAsync(RequestNumber number, RequestStatus to, Actor by) =>
        Rooms.WriteAsync(unit => Rooms.Get<ChangeStatus>().HandleAsync(unit, number, to, by, version: null, comment: null));

    private async Task<ServiceRequest> FindAsync(long number) => (await Rooms.ReadAsync(session => FindRequests.FindAsync(session, new RequestNumber(number))))!;

    private Task<AnswerSurveyOutcome> AnswerAsync(Survey survey, params (string Field, string Value)[] fields)
    {
        var values = fields.ToDictionary(field => field.Field, field => field.Value);
        return Rooms.WriteAsync(unit => Rooms.Get<AnswerSurvey>().HandleAsync(unit, survey.Id, values.GetValueOrDefault));
    }

    /// <summary>Time passes, what happened is read, and what is due is asked.</summary>
    private async Task AskAsync(TimeSpan time)
    {
        Rooms.Clock.Advance(time);
        await Rooms.Get<NoteRests>().NoteAsync(Cancellation);
        await Rooms.WriteAsync(unit => (_feed ??= new(Rooms.Get<SurveyReader>())).FeedAsync(unit));
        await Rooms.Get<AskSurveys>().AskAsync(Cancellation);
    }

    private async Task<Survey> TheSurveyAsync() => (await SurveysAsync()).Single();

    private Task<IReadOnlyList<Survey>> SurveysAsync() => Rooms.ReadAsync(async session =>
    {
        var ids = await session.QueryAsync<Guid>("SELECT id FROM desk_survey ORDER BY due_at, id");
        var surveys = new List<Survey>();
        foreach (var id in ids)
        {
            surveys.Add((await SurveyStore.FindAsync(session, id))!);
        }

        return (IReadOnlyList<Survey>)surveys;
    });
}
