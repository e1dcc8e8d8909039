using System.Globalization;
using System.Text;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.DirectLine;

/// <summary>The JSON of activities and watermark, put together from what is stored.</summary>
/// <param name="Json">The set as clients get it.</param>
/// <param name="Watermark">Number of the last activity read.</param>
/// <param name="Count">How many activities it holds.</param>
/// <param name="HasMore">Whether there may be more behind it.</param>
internal sealed record ActivitySet(string Json, long Watermark, int Count, bool HasMore)
{
    private const string Update = """{"type":"messageUpdate",""";
    private const int MostActivities = 2_000;     // Microsoft's client mixes up the activities of sets that come close together, so a history is one
    private const int MostCharacters = 1024 * 1024;     // what a client that does not read holds in memory

    /// <summary>What clients get after a number.</summary>
    /// <param name="session">Reads.</param>
    /// <param name="conversation">The conversation's number.</param>
    /// <param name="after">The number of the last activity that the client has.</param>
    /// <param name="passing">Activities that are never stored, each with its place among those that are.</param>
    public static async Task<ActivitySet> ReadAsync(Session session, long conversation, long after, IReadOnlyList<PassingActivity>? passing = null)
    {
        var recorded = await ConversationStore.ReadPageAsync(session, conversation, after, MostActivities, MostCharacters);
        var hasMore = recorded.Count == MostActivities || recorded.Sum(activity => (long)activity.Json.Length) >= MostCharacters;
        return Of(recorded, passing ?? [], after, hasMore);
    }

    /// <summary>Nothing new.</summary>
    public static ActivitySet Empty(long after) => Of([], [], after, hasMore: false);

    /// <summary>Reads a watermark; empty and absent are the same.</summary>
    /// <returns>False when it is not one of ours.</returns>
    public static bool TryReadWatermark(string? text, out long? watermark)
    {
        watermark = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        watermark = value;
        return true;
    }

    private static ActivitySet Of(IReadOnlyList<RecordedActivity> recorded, IReadOnlyList<PassingActivity> passing, long after, bool hasMore)
    {
        var watermark = recorded.Count > 0 ? recorded[^1].Seq : after;
        var inOrder = recorded.Where(activity => activity.Shown).Select(activity => (Place: activity.Seq, Json: ShownAs(activity)))
            .Concat(passing.Where(activity => activity.After >= after).Select(activity => (Place: activity.After, activity.Json)))     // the others are out of date
            .OrderBy(activity => activity.Place);
        var json = new StringBuilder("""{"activities":[""");
        var count = 0;
        foreach (var activity in inOrder)
        {
            json.Append(count++ > 0 ? "," : "").Append(activity.Json);
        }

        return new(json.Append(CultureInfo.InvariantCulture, $"],\"watermark\":\"{watermark}\"}}").ToString(), watermark, count, hasMore);
    }

    /// <summary>Clients put a message that comes again under its id into the old one's place; from a messageUpdate they take the bubble away.</summary>
    private static string ShownAs(RecordedActivity activity) => !activity.Inbound && activity.Json.StartsWith(Update, StringComparison.Ordinal)
        ? $$"""{"type":"message",{{activity.Json[Update.Length..]}}"""
        : activity.Json;
}
