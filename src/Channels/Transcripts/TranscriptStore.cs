using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Transcripts;

/// <summary>What was said in a conversation, as activities.</summary>
public static class TranscriptStore
{
    private const int Together = 500;

    /// <summary>Everything that was said and happened, in order, each activity with its id.</summary>
    public static async Task<IReadOnlyList<Activity>> ReadAsync(Session session, Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var all = new List<Activity>();
        for (var after = 0L; ;)
        {
            var page = await ConversationStore.ReadAsync(session, conversation.Key, after, Together);
            all.AddRange(page.Where(recorded => recorded.Shown).Select(ToActivity));
            if (page.Count < Together)
            {
                return all;
            }

            after = page[^1].Seq;
        }
    }

    private static Activity ToActivity(RecordedActivity recorded)
    {
        var activity = ActivityJson.Parse(recorded.Json);
        activity.Id ??= recorded.ActivityId;
        activity.Timestamp ??= ActivityJson.Instant(recorded.At);
        return activity;
    }
}
