using System.Text.Json;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.Running;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Outreach.Outcomes;

/// <summary>Notes who answered, and who did what their campaign is for: of those who were written to, and just so of those who were not.</summary>
internal sealed class KeepOutcomes(SignalLog log, TimeProvider clock) : ISignalReader
{
    private const int LongestDays = 365;
    private const int Satisfied = 4;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(14);

    public string Name => "outreach.outcomes";

    public IReadOnlyList<string> Types { get; } = ["TurnHandled", "RequestOpened", "RequestCommented", "CustomerSpoke", "PersonAsked", "OrderPlaced", "SurveyAnswered"];

    public TimeSpan Pace => TimeSpan.FromMilliseconds(500);

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        var heard = signals.Select(logged => logged.Signal).ToList();
        await AnswersAsync(unit, [.. heard.Select(signal => signal.Conversation).OfType<long>().Distinct()]);
        var concerned = heard.Where(signal => signal is { Customer: not null, Type: "OrderPlaced" or "SurveyAnswered" }).ToList();
        if (concerned.Count > 0)
        {
            await GoalsAsync(unit, concerned);
        }
    }

    private async Task AnswersAsync(UnitOfWork unit, long[] conversations)
    {
        var sent = conversations.Length == 0 ? [] : await ParticipantStore.UnansweredAsync(unit, conversations);
        if (sent.Count == 0)
        {
            return;
        }

        var answered = await ConversationStore.HeardAsync(unit, sent.GroupBy(one => one.Conversation!.Value).Select(group => (group.Key, group.Max(one => one.Seq)!.Value)));
        foreach (var last in sent.GroupBy(one => one.Conversation!.Value).Select(group => group.Last()))
        {
            if (answered.TryGetValue(last.Conversation!.Value, out var at) && at - last.At <= AnswerWithin && await ParticipantStore.HoldAsync(unit, last.ParticipantId) is { AnsweredAt: null } participant)
            {
                await ParticipantStore.SaveAsync(unit, await ReachedAsync(unit, participant with { AnsweredAt = at }, GoalKind.Answer, at, null));
                await log.AppendAsync(unit, new("OutreachAnswered", clock.GetUtcNow(), last.Conversation, participant.CustomerId, JsonSerializer.Serialize(new { campaign = participant.CampaignId, participant = participant.Id })));
            }
        }
    }

    private async Task GoalsAsync(UnitOfWork unit, List<Signal> signals)
    {
        var groups = await PersonRecords.GroupsAsync(unit, [.. signals.Select(signal => signal.Customer!.Value).Distinct()]);
        var hoping = await ParticipantStore.HopingAsync(unit, [.. groups.Keys], signals.Min(signal => signal.At).AddDays(-LongestDays));
        if (hoping.Count == 0)
        {
            return;
        }

        var orders = (await Purchase.OfAsync(unit, [.. groups.Keys])).GroupBy(order => order.Number).ToDictionary(group => group.Key, group => group.First().Value);
        foreach (var signal in signals)
        {
            using var data = JsonDocument.Parse(signal.Data);
            var isOrder = signal.Type == "OrderPlaced";
            var value = isOrder && data.RootElement.TryGetProperty("order", out var number) && orders.TryGetValue(number.GetString()!, out var worth) ? worth : (decimal?)null;
            var isGood = isOrder || (data.RootElement.TryGetProperty("score", out var score) && score.ValueKind == JsonValueKind.Number && score.GetInt32() >= Satisfied);
            var person = groups.GetValueOrDefault(signal.Customer!.Value);
            foreach (var participant in isGood ? hoping.Where(one => one.EnteredAt <= signal.At && groups.GetValueOrDefault(one.CustomerId) == person) : [])
            {
                if (await ParticipantStore.HoldAsync(unit, participant.Id) is { GoalAt: null } held)
                {
                    var reached = await ReachedAsync(unit, held, isOrder ? GoalKind.Order : GoalKind.Rating, signal.At, value);
                    if (reached != held)
                    {
                        await ParticipantStore.SaveAsync(unit, reached);
                    }
                }
            }
        }
    }

    /// <summary>A participant who did something, which may be what the campaign is for.</summary>
    private static async Task<Participant> ReachedAsync(UnitOfWork unit, Participant participant, GoalKind did, DateTimeOffset at, decimal? value) =>
        participant.GoalAt is null && await CampaignStore.PlanAsync(unit, participant.CampaignId, participant.Version) is { Goal: var goal } && goal.Kind == did && at <= participant.EnteredAt.AddDays(goal.Days)
            ? participant with { GoalAt = at, GoalValue = value }
            : participant;
}
