using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Language.Sentiments;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Conversations;

/// <summary>How a customer feels, as far as they have shown it.</summary>
public enum MoodWord
{
    /// <summary>Neither, or both.</summary>
    Neutral,

    /// <summary>Content.</summary>
    Positive,

    /// <summary>Not content.</summary>
    Negative,
}

/// <summary>Something that shows a mood.</summary>
/// <param name="What"><c>complaint</c>, <c>praise</c>, <c>thanks</c>, <c>thumb-up</c>, <c>thumb-down</c>, <c>rating</c>, or by the tone alone <c>abuse</c>, <c>distress</c>, <c>upset</c>, <c>pleased</c>.</param>
/// <param name="Weight">From -1 (bad) to 1 (good).</param>
/// <param name="At">When.</param>
/// <param name="Words">What the customer wrote, on one line; for a rating the score as well. Null: nothing.</param>
public sealed record MoodSign(string What, double Weight, DateTimeOffset At, string? Words);

/// <summary>
/// The running mood of a customer, with its evidence: ratings, thumbs, messages that the bot's model reads as a complaint, praise or thanks, and others whose
/// tone is clear. With no evidence it is neutral.
/// </summary>
/// <param name="Word">The mood.</param>
/// <param name="Signs">What shows it, the newest first.</param>
public sealed record Mood(MoodWord Word, IReadOnlyList<MoodSign> Signs)
{
    private const double Fading = 0.7;          // what each sign counts less than the next newer one
    private const double Clear = 0.4;
    private const double Sure = 0.6;
    private const double ClearTone = 0.45;
    private const int MostMessages = 200;
    private const int MostRatings = 5;
    private const int MostWords = 120;
    private static readonly TimeSpan RatingsCount = TimeSpan.FromDays(90);

    private static readonly Dictionary<string, double> Weights = new(StringComparer.Ordinal) { ["complaint"] = -1, ["praise"] = 1, ["thanks"] = 0.3 };

    /// <summary>The mood that signs show: their weights, the newest whole and each one before it 0.7 of the next; beyond 0.4 it is one or the other.</summary>
    /// <param name="signs">The signs, in any order.</param>
    public static Mood Of(IEnumerable<MoodSign> signs)
    {
        var newestFirst = signs.OrderByDescending(sign => sign.At).ToList();
        var sum = newestFirst.Select((sign, i) => sign.Weight * Math.Pow(Fading, i)).Sum();
        return new(sum > Clear ? MoodWord.Positive : sum < -Clear ? MoodWord.Negative : MoodWord.Neutral, newestFirst);
    }

    /// <summary>The mood in a conversation. See first whether it may be seen: that is not checked here.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="key">The conversation.</param>
    /// <param name="read">What a message means: the intent, and how probable it is; null: nothing that is known.</param>
    /// <param name="now">The present.</param>
    public static async Task<Mood> ReadAsync(Session session, long key, Func<string, (string Intent, double Probability)?> read, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(read);
        var conversation = (await ConversationStore.FindAsync(session, key))!;
        var signs = new List<MoodSign>();
        foreach (var recorded in await ConversationStore.ReadAsync(session, key, Math.Max(0, conversation.LastSeq - MostMessages), MostMessages))
        {
            if (recorded.Inbound && SignOf(ActivityJson.Parse(recorded.Json), recorded.At, read) is { } sign)
            {
                signs.Add(sign);
            }
        }

        if (await RecogniseCustomer.FindAsync(session, conversation) is { } customer)
        {
            foreach (var member in await CustomerStore.MembersAsync(session, customer.Id))
            {
                signs.AddRange((await SurveyStore.RatedAsync(session, member, now - RatingsCount, MostRatings))
                    .Select(survey => new MoodSign("rating", (survey.Csat!.Value - 3) / 2.0, survey.AnsweredAt!.Value, LineOf($"{survey.Csat}/5 {survey.Comment}"))));
            }
        }

        return Of(signs);
    }

    private static MoodSign? SignOf(Activity activity, DateTimeOffset at, Func<string, (string Intent, double Probability)?> read)
    {
        if (Feedback.Of(activity) is { } thumb)
        {
            return new(thumb.Liked ? "thumb-up" : "thumb-down", thumb.Liked ? 1 : -1, at, LineOf(thumb.Comment));
        }

        return activity is not { Type: ActivityTypes.Message, Text: { Length: > 0 } text } ? null
            : read(text) is { } meant && meant.Probability >= Sure && Weights.TryGetValue(meant.Intent, out var weight) ? new(meant.Intent, weight, at, LineOf(text))
            : ToneReader.Read(text) switch
            {
                var tone when tone.Is(ToneMarks.Abusive) => new("abuse", -1, at, LineOf(text)),
                var tone when tone.Is(ToneMarks.Distressed) => new("distress", Math.Min(tone.Strength, -ClearTone), at, LineOf(text)),
                { Strength: <= -ClearTone and var strength } => new("upset", strength, at, LineOf(text)),
                { Strength: >= ClearTone and var strength } => new("pleased", strength, at, LineOf(text)),
                _ => null,
            };
    }

    private static string? LineOf(string? text) => StoredText.CleanLine(text, MostWords) is { Length: > 0 } line ? line : null;
}
