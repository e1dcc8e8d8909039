using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>Puts the tag of a segment on whoever comes into it, and takes it off whoever leaves. A tag that somebody else put on stays, and one that somebody at the desk took off stays off.</summary>
internal sealed class TagMembers(EditCustomer customers) : ISignalReader
{
    public string Name => "insight.segment-tags";

    public IReadOnlyList<string> Types { get; } = [SegmentSignals.Entered, SegmentSignals.Left];

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        var segments = (await SegmentStore.RulesAsync(unit)).ToDictionary(segment => segment.Id);
        var moved = signals.Select(logged => (Segment: JsonDocument.Parse(logged.Signal.Data).RootElement.GetProperty("segment").GetInt64(), Customer: logged.Signal.Customer!.Value)).Distinct()
            .Where(one => !segments.TryGetValue(one.Segment, out var segment) || segment.Tag is not null || segment.FilledTag is not null).ToList();
        foreach (var some in moved.GroupBy(one => one.Segment, one => one.Customer))
        {
            // Where they are now counts, and not what a signal of a while ago says.
            var present = await SegmentStore.AreInAsync(unit, some.Key, [.. some]);
            foreach (var customer in some)
            {
                await KeepAsync(unit, some.Key, customer, present.Contains(customer) ? segments.GetValueOrDefault(some.Key)?.Tag : null);
            }
        }
    }

    /// <summary>Sees to it that a segment has put this tag on a customer and no other; null: none.</summary>
    internal Task KeepAsync(UnitOfWork unit, long segment, Guid customer, string? tag) => customers.TagAsync(unit, customer, tag, FactSources.Segment, $"segment:{segment}");
}
