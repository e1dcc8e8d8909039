using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Insight;
using ServiceBot.Insight.Reports;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Outreach;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.OptOut;
using ServiceBot.Outreach.Running;
using ServiceBot.Outreach.Templates;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.IntegrationTests.Outreach;

/// <summary>Rooms with campaigns, a bot that hears stop before all else, and segments that the test makes.</summary>
internal static class OutreachRooms
{
    public const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    public static Task<TestRooms> CreateAsync(StorageProvider provider, CancellationToken cancellationToken, params (string Key, string Value)[] settings) => TestRooms.CreateAsync(
        provider,
        settings.Concat([("Outreach:MostContacts", "100"), ("Bot:PublicAddress", "https://desk.example")]).DistinctBy(setting => setting.Item1).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2),
        cancellationToken,
        Configure);

    public static void Configure(IServiceCollection services)
    {
        services.AddSingleton<DeskHandler>();
        services.AddSingleton<ITurnHandler, HearingHandler>();
        services.AddInsight().AddSingleton<IReportLanguages, StaffPageWords>();
        services.AddOutreach();
        services.AddSingleton<ICareWords, TestWords>();
    }

    /// <summary>A customer who has said something in a chat of their own.</summary>
    public static async Task<(Guid Customer, long Talk)> VisitorAsync(this TestRooms rooms, string name)
    {
        var talk = await rooms.HearAsync(name, "hello");
        var conversation = (await rooms.ReadAsync(session => ConversationStore.FindAsync(session, talk)))!;
        return ((await rooms.ReadAsync(session => RecogniseCustomer.FindAsync(session, conversation)))!.Id, talk);
    }

    /// <summary>A customer of the books.</summary>
    public static async Task<Guid> CustomerAsync(this TestRooms rooms, string name, string? email = null, string? phone = null) => ((EditCustomerOutcome.Done)await rooms.WriteAsync(unit => rooms.Get<EditCustomer>().CreateAsync(
        unit, [new("name", name, null)], [.. new[] { (Kind: "email", Value: email), (Kind: "phone", Value: phone) }.Where(pair => pair.Value is not null).Select(pair => (pair.Kind, pair.Value!))], FactSources.Staff, Mei))).Id;

    /// <summary>A segment of some customers.</summary>
    public static Task<long> SegmentAsync(this TestRooms rooms, string name, params IEnumerable<Guid> members) => rooms.WriteAsync(async unit =>
    {
        var now = rooms.Clock.GetUtcNow();
        var id = await unit.GetAsync<long>(
            "INSERT INTO insight_segment (en, zh, rule, is_used, holdout, version, changed_by, changed_at, filled_version) VALUES (@name, @name, 'frequency > 0', TRUE, 0, 1, @Mei, @now, 1) RETURNING id", new { name, Mei, now });
        foreach (var member in members)
        {
            await unit.ExecuteAsync("INSERT INTO insight_segment_member (segment, customer_id, since_at) VALUES (@id, @member, @now)", new { id, member, now });
        }

        return id;
    });

    public static async Task<Guid> TemplateAsync(this TestRooms rooms, string name, MessageText english, MessageText? chinese = null)
    {
        var texts = new Dictionary<string, MessageText> { ["en"] = english };
        if (chinese is not null)
        {
            texts["zh"] = chinese;
        }

        return ((EditOutcome<MessageTemplate>.Done)await rooms.WriteAsync(unit => rooms.Get<EditTemplates>().SaveAsync(unit, null, null, name, texts, Mei))).Now.Id;
    }

    /// <summary>Makes a campaign and starts it.</summary>
    public static async Task<Campaign> StartAsync(this TestRooms rooms, string name, CampaignPlan plan)
    {
        var outcome = await rooms.WriteAsync(unit => rooms.Get<EditCampaigns>().CreateAsync(unit, name, plan, Mei));
        Assert.IsInstanceOfType<EditOutcome<Campaign>.Done>(outcome, outcome is EditOutcome<Campaign>.Wrong wrong ? string.Join("; ", wrong.Errors.Select(pair => $"{pair.Key}: {pair.Value[0]}")) : "");
        return ((EditOutcome<Campaign>.Done)await rooms.WriteAsync(unit => rooms.Get<EditCampaigns>().StartAsync(unit, ((EditOutcome<Campaign>.Done)outcome).Now.Id, null, Mei))).Now;
    }

    public static Task<IReadOnlyList<Participant>> ParticipantsAsync(this TestRooms rooms, Campaign campaign) => rooms.ReadAsync(session => ParticipantStore.ListAsync(session, campaign.Id, null, 10_000));

    public static Task<IReadOnlyList<OutreachEvent>> EventsAsync(this TestRooms rooms, params long[] participants) => rooms.ReadAsync(session => ParticipantStore.EventsAsync(session, participants));

    /// <summary>Hears stop, and leaves the rest to the desk's handler.</summary>
    private sealed class HearingHandler(StopMessages stop, DeskHandler desk, RecogniseCustomer recognise) : ITurnHandler
    {
        public object? Read(Activity activity) => null;

        public async Task HandleAsync(TurnContext turn, object? reading)
        {
            if (!await stop.HandleAsync(turn))
            {
                await recognise.HandleAsync(turn, "en");
                turn.State = turn.State?.StartsWith('{') == true ? null : turn.State;     // the other handler counts there
                await desk.HandleAsync(turn, reading);
                turn.Signal("TurnHandled", "{}");
            }
        }

        public Activity ReplyToFailure(Activity activity) => desk.ReplyToFailure(activity);
    }

    private sealed class TestWords : ICareWords
    {
        public string Of(CareReason reason, string language) => $"may leave: {reason.Probability:0.00}, worth {reason.Value:0}";
    }
}
