using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Requests;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Facts;

/// <summary>Makes facts of the signals, many at a time and a few times a minute: turns neither write nor wait for them.</summary>
internal sealed class FactReader(RequestFacts requests, SurveyFacts surveys, ConversationFacts conversations, LegFacts legs, IOptions<ReportOptions> options) : ISignalReader
{
    private static readonly string[] OfRequests = ["RequestOpened", "RequestStatusChanged", "RequestWithdrawn", "RequestCommented", "RequestAssigned", "RequestEdited", "RequestMerged", "RequestUnmerged"];
    private static readonly string[] OfSurveys = ["SurveyAsked", "SurveyAnswered"];
    private static readonly string[] OfConversations = ["ConversationRested", "PersonAsked", "AnswerRated", "FeedbackGiven", "RequestOpened"];

    private static readonly string[] OfOwners =
        ["PersonAsked", "ConversationTaken", "ConversationBargedIn", "ConversationHandedBack", "ConversationPassedOn", "ConversationReturned", "ConversationEnded", "AgentTimedOut", "HubAccepted"];

    public string Name => "insight.facts";

    public IReadOnlyList<string> Types { get; } = [.. OfRequests.Concat(OfSurveys).Concat(OfConversations).Concat(OfOwners).Distinct()];

    public TimeSpan Pace => TimeSpan.FromSeconds(options.Value.RefreshSeconds);

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        var all = signals.Select(logged => logged.Signal).ToList();
        await requests.RefreshAsync(unit, [.. Of(OfRequests).Select(NumberOf).OfType<long>().Distinct()]);
        await surveys.RefreshAsync(unit, [.. Of(OfSurveys).Select(SurveyOf).OfType<Guid>().Distinct()]);
        await conversations.HandleAsync(unit, [.. Of(OfConversations).Where(signal => signal.Conversation is not null)]);
        foreach (var signal in Of(OfOwners).Where(signal => signal.Conversation is not null))
        {
            await legs.HandleAsync(unit, signal);
        }

        IEnumerable<Signal> Of(string[] types) => all.Where(signal => types.Contains(signal.Type));
    }

    private static long? NumberOf(Signal signal) => TextOf(signal, "number") is { } text && RequestNumber.TryParse(text, out var number) ? number.Value : null;

    private static Guid? SurveyOf(Signal signal) => Guid.TryParse(TextOf(signal, "survey"), out var id) ? id : null;

    private static string? TextOf(Signal signal, string name)
    {
        using var data = JsonDocument.Parse(signal.Data);
        return data.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}

/// <summary>Computes anew the requests of which time itself has decided something: a target was missed.</summary>
internal sealed class DueFacts(IDatabase database, RequestFacts requests, IOptions<ReportOptions> options, TimeProvider clock) : BackgroundService
{
    private const int Together = 100;

    /// <summary>Computes them anew.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RefreshAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(session => RequestFacts.DueAsync(session, clock.GetUtcNow(), Together), cancellationToken);
        if (due.Count > 0)
        {
            await database.WriteAsync(
                async unit =>
                {
                    await requests.RefreshAsync(unit, due);
                    return true;
                },
                cancellationToken);
        }

        return due.Count;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(
        async token =>
        {
            while (await RefreshAsync(token) == Together)
            {
            }
        },
        TimeSpan.FromSeconds(options.Value.RefreshSeconds), atOnce: false, clock, stoppingToken);
}
