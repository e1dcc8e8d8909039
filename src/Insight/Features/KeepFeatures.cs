using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Import;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Features;

/// <summary>Computes a person's figures anew whenever something happens with them.</summary>
internal sealed class KeepFeatures(RefreshFeatures refresh, ImportsUnderWay imports) : ISignalReader
{
    /// <summary>The name of its position.</summary>
    public const string Reader = "insight.features";

    // So much later than a signal is anything read that was begun after its transaction.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    public string Name => Reader;

    public bool Waits => imports.Any || !refresh.IsFilled;

    public int Most => 500;

    // Whoever talks to the bot is computed once in so long, and not at each of their words.
    public TimeSpan Pace => TimeSpan.FromMilliseconds(500);

    public IReadOnlyList<string> Types { get; } =
    [
        .. CustomerSignals.All, "EmailVerified", "ConsentChanged", "OrderPlaced", "OrderChanged", "OrderCancelled", "OrderRefunded", "ContractCreated", "ContractChanged", "ContractEnded",
        "RequestOpened", "RequestStatusChanged", "RequestWithdrawn", "RequestCommented", "SurveyAnswered", "ConversationRested", "PersonAsked", "AnswerRated", "FeedbackGiven",
    ];

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        List<Mood> moods = [.. signals.Select(logged => Mood.Of(logged.Signal)).OfType<Mood>()];
        await MoodStore.AddAsync(unit, moods);
        var (concerned, rated) = (new HashSet<Guid>(), new HashSet<Guid>());
        concerned.UnionWith(signals.Select(logged => logged.Signal.Customer).OfType<Guid>());
        foreach (var key in signals.Where(logged => logged.Signal.Customer is null).Select(logged => logged.Signal.Conversation).OfType<long>().Distinct())
        {
            if (await ConversationStore.FindAsync(unit, key) is { } conversation && await RecogniseCustomer.FindAsync(unit, conversation) is { } customer)
            {
                (moods.Any(mood => mood.Conversation == key) ? rated : concerned).Add(customer.Account);
            }
        }

        // What lies long back was read already when all were computed, which a first start begins with; but what was said of answers is kept here alone.
        var known = concerned.Count == 0 ? [] : await FeatureStore.LaterAsync(unit, [.. concerned], signals.Max(logged => logged.Signal.At) + Margin);
        Guid[] changed = [.. concerned.Where(id => !known.Contains(id)).Union(rated)];
        if (changed.Length > 0)
        {
            await refresh.KeepAsync(unit, changed);
        }
    }
}
