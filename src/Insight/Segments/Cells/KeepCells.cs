using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Reports;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Cells;

/// <summary>Scores everybody who has bought among each other by recency, frequency and money, and keeps who moved from which cell to which.</summary>
public sealed class KeepCells(IDatabase database, MayProfile mayProfile, KeepSegments segments, ReadRequestFigures figures, TimeProvider clock)
{
    private const int Together = 1_000;

    /// <summary>Scores everybody as of today.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var day = ReportFilter.DayOf(figures.Today);
        var bought = await database.ReadAsync(FeatureStore.BoughtAsync, cancellationToken);
        var wanted = new Dictionary<Guid, CellOf>();
        foreach (var (row, score) in bought.Zip(RfmScore.Of([.. bought.Select(row => row.RecencyDays)], [.. bought.Select(row => row.Frequency)], [.. bought.Select(row => row.Monetary)])))
        {
            wanted[row.CustomerId] = new(score.Cell, $"{score.Recency}{score.Frequency}{score.Monetary}");
        }

        foreach (var some in wanted.Keys.Chunk(Together).ToList())
        {
            var refused = await database.ReadAsync(async session => await mayProfile.RefusedAsync(session, await PersonRecords.GroupsAsync(session, some), clock.GetUtcNow()), cancellationToken);
            foreach (var person in refused)
            {
                wanted.Remove(person);
            }
        }

        var known = await database.ReadAsync(CellStore.AllAsync, cancellationToken);
        foreach (var some in known.Keys.Union(wanted.Keys).Select(customer => (Customer: customer, Is: known.GetValueOrDefault(customer), To: wanted.GetValueOrDefault(customer))).Where(one => one.Is != one.To).Chunk(Together))
        {
            await database.WriteAsync(
                async unit =>
                {
                    (Guid Customer, CellOf? To)[] moved = [.. some.Where(one => one.Is?.Cell != one.To?.Cell).Select(one => (one.Customer, one.To))];
                    await CellStore.MoveAsync(unit, moved, day);
                    await CellStore.ScoreAsync(unit, some.Where(one => one.Is is not null && one.Is.Cell == one.To?.Cell).Select(one => (one.Customer, one.To)));
                    await segments.KeepAsync(unit, [.. moved.Select(one => one.Customer)], "customer");
                    return true;
                },
                cancellationToken);
        }
    }
}
