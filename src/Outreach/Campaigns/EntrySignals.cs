using System.Text.Json;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Outreach.Campaigns;

/// <summary>What may happen to a customer that brings them into a campaign.</summary>
public static class EntrySignals
{
    /// <summary>They said that they are not satisfied.</summary>
    public const string LowRatingGiven = nameof(LowRatingGiven);

    private const string RequestStatusChanged = nameof(RequestStatusChanged);

    /// <summary>Their names, as plans have them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [LowRatingGiven, "RequestOpened", "RequestResolved", "RequestReopened", "OrderPlaced", "OrderDelivered", "OrderCancelled", "OrderReturned", "ContractEndingSoon", "ContractEnded"];

    /// <summary>The types of signals that they are read from.</summary>
    internal static IReadOnlyList<string> Types { get; } = [.. All.Where(name => name is not ("RequestResolved" or "RequestReopened")), RequestStatusChanged, SegmentSignals.Entered];

    /// <summary>The types of signals that bring customers into a campaign.</summary>
    internal static IReadOnlyList<string> TypesOf(CampaignEntry entry) => entry.Kind == EntryKind.SegmentEntered ? [SegmentSignals.Entered]
        : entry.Signal is "RequestResolved" or "RequestReopened" ? [RequestStatusChanged] : entry.Signal is { } signal ? [signal] : [];

    /// <summary>Whether a signal brings its customer into a campaign.</summary>
    internal static bool BringsIn(CampaignEntry entry, Signal signal) => entry.Kind == EntryKind.Signal ? Of(signal) == entry.Signal : entry.Kind == EntryKind.SegmentEntered && SegmentOf(signal) == entry.Segment;

    /// <summary>The name of what a signal says; null: it is none of these.</summary>
    internal static string? Of(Signal signal)
    {
        if (signal.Type != RequestStatusChanged)
        {
            return All.Contains(signal.Type) ? signal.Type : null;
        }

        using var data = JsonDocument.Parse(signal.Data);
        return (data.RootElement.GetProperty("from").GetString(), data.RootElement.GetProperty("to").GetString()) switch
        {
            (_, "resolved") => "RequestResolved",
            ("resolved", "open") => "RequestReopened",
            _ => null,
        };
    }

    /// <summary>The segment that a signal says somebody came into by what they did; null: it says something else.</summary>
    internal static long? SegmentOf(Signal signal)
    {
        if (signal.Type != SegmentSignals.Entered)
        {
            return null;
        }

        using var data = JsonDocument.Parse(signal.Data);
        return data.RootElement.GetProperty("because").GetString() == "customer" ? data.RootElement.GetProperty("segment").GetInt64() : null;     // a changed rule is nothing that happens to customers
    }
}
