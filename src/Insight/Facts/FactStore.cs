using ServiceBot.Insight.Metrics;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Facts;

/// <summary>Changes rows of facts, and the roll-up with them.</summary>
internal static class FactStore
{
    /// <summary>Takes rows out of the roll-up, changes them, and adds them as they are then: so that it is always what the rows add up to.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="table">The rows' table.</param>
    /// <param name="ids">The rows that may be changed; those that are not there yet do no harm.</param>
    /// <param name="change">Changes them, and returns the ids of those that came to be.</param>
    public static async Task ChangeAsync(UnitOfWork unit, FactTable table, IReadOnlyCollection<long> ids, Func<Task<IReadOnlyList<long>>> change)
    {
        await RollUpAsync(unit, table, [.. ids], -1);
        var added = await change();
        await RollUpAsync(unit, table, [.. ids.Concat(added).Distinct()], 1);
    }

    /// <summary>Makes the whole roll-up anew.</summary>
    public static async Task RebuildAsync(UnitOfWork unit)
    {
        await unit.ExecuteAsync("DELETE FROM insight_day");
        foreach (var (measure, level) in Measure.All.SelectMany(measure => measure.Levels.Select(level => (measure, level))))
        {
            await unit.ExecuteAsync(measure.RollUp("id IS NOT NULL", 1, level));
        }
    }

    private static async Task RollUpAsync(UnitOfWork unit, FactTable table, long[] ids, int sign)
    {
        if (ids.Length == 0)
        {
            return;
        }

        foreach (var (measure, level) in Measure.All.Where(measure => measure.Of == table).SelectMany(measure => measure.Levels.Select(level => (measure, level))))
        {
            await unit.ExecuteAsync(measure.RollUp(unit.Dialect.IsIn("id", "@ids"), sign, level), new { ids });
        }
    }
}
