using System.Text.Json;
using ServiceBot.Insight.Facts;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Features;

/// <summary>What was said of an answer.</summary>
internal sealed record Mood
{
    public required long Conversation { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>1: it was good; -1: it was not.</summary>
    public required double Value { get; init; }

    /// <summary>What a signal tells of it; null: nothing.</summary>
    public static Mood? Of(Signal signal)
    {
        if (signal.Conversation is not { } conversation || signal.Type is not ("AnswerRated" or "FeedbackGiven"))
        {
            return null;
        }

        using var data = JsonDocument.Parse(signal.Data);
        return ConversationFacts.RatingOf(data.RootElement) is { } rating ? new() { Conversation = conversation, At = signal.At, Value = rating } : null;
    }
}

/// <summary>What was said of answers, in the database.</summary>
internal static class MoodStore
{
    public static Task AddAsync(UnitOfWork unit, IReadOnlyList<Mood> moods) =>
        moods.Count == 0 ? Task.CompletedTask : unit.ExecuteAsync("INSERT INTO insight_mood (conversation, at, value) VALUES (@Conversation, @At, @Value)", moods);

    public static Task<IReadOnlyList<Mood>> OfAsync(Session session, long[] conversations) => conversations.Length == 0 ? Task.FromResult<IReadOnlyList<Mood>>([]) : session.QueryAsync<Mood>(
        $"SELECT conversation, at, value FROM insight_mood WHERE {session.Dialect.IsIn("conversation", "@conversations")}", new { conversations });
}
