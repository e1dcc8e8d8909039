using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Import;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Outreach.Running;

/// <summary>Takes customers into the campaigns that wait for what has just happened to them.</summary>
internal sealed class EnterOnSignals(EnterCampaign enter, ImportsUnderWay imports, TimeProvider clock) : ISignalReader
{
    private static readonly TimeSpan TooLate = TimeSpan.FromDays(1);     // nobody is written to about what was over before: a demo's year, an import, a long stop

    public string Name => "outreach.entry";

    public bool Waits => imports.Any;

    public IReadOnlyList<string> Types => EntrySignals.Types;

    public TimeSpan Pace => TimeSpan.FromMilliseconds(500);

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        var tooOld = clock.GetUtcNow() - TooLate;
        var recent = signals.Select(logged => logged.Signal).Where(signal => signal.Customer is not null && signal.At > tooOld).ToList();
        var waiting = recent.Count == 0 ? [] : (await CampaignStore.LiveAsync(unit)).Where(campaign => campaign.Plan.Entry.Kind is EntryKind.Signal or EntryKind.SegmentEntered);
        foreach (var campaign in waiting)
        {
            var entry = campaign.Plan.Entry;
            Guid[] customers = [.. recent.Where(signal => signal.At >= campaign.StartedAt && EntrySignals.BringsIn(entry, signal))
                .Select(signal => signal.Customer!.Value).Distinct()];
            if (customers.Length > 0)
            {
                await enter.HandleAsync(unit, campaign, [.. (await CustomerCard.RootsAsync(unit, customers)).Select(person => (person, (string?)null))]);
            }
        }
    }
}
