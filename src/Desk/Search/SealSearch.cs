using ServiceBot.Crm.Sealing;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Search;

/// <summary>Puts customers into the index anew, in which their addresses and numbers stood readable; words that stood in nothing else go.</summary>
internal sealed class SealSearch : ISealing
{
    private const int Together = 200;

    public string Name => "search";

    public async Task<long?> StepAsync(UnitOfWork unit, long after)
    {
        if (after == 0)
        {
            await SearchIndex.ForgetCustomersAsync(unit);
        }

        var docs = await SearchIndex.CustomersAfterAsync(unit, after, Together);
        await SearchReader.AddCustomersAsync(unit, [.. docs.Values]);
        return docs.Count == 0 ? null : docs.Keys.Max();
    }
}
