using System.Globalization;
using System.Text;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.DirectLine;

/// <summary>The JSON of activities and watermark, put together from what is stored.</summary>
internal static class ActivitySet
{
    public const int Largest = 200;

    /// <summary>Everything after a number that clients get.</summary>
    /// <param name="recorded">Read from the conversation, in order.</param>
    /// <param name="after">The number before them.</param>
    /// <returns>The set, its watermark, and how many activities it holds.</returns>
    public static (string Json, long Watermark, int Count) Of(IReadOnlyList<RecordedActivity> recorded, long after)
    {
        var json = new StringBuilder("""{"activities":[""");
        var count = 0;
        foreach (var activity in recorded)
        {
            if (activity.Shown)
            {
                json.Append(count++ > 0 ? "," : "").Append(activity.Json);
            }
        }

        var watermark = recorded.Count > 0 ? recorded[^1].Seq : after;
        return (json.Append(CultureInfo.InvariantCulture, $"],\"watermark\":\"{watermark}\"}}").ToString(), watermark, count);
    }

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
}
