using ServiceBot.Crm.Linking;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Sealing;

/// <summary>What customers are compared by, and the keys under which they are found.</summary>
internal sealed class SealComparing : ISealing
{
    public const string Part = "compared";

    private const int Together = 500;

    public string Name => Part;

    public async Task<long?> StepAsync(UnitOfWork unit, long after)
    {
        var (sides, last) = await LinkStore.PlainAsync(unit, after, Together);
        await LinkStore.SaveAsync(unit, sides, sides.ToDictionary(side => side.Customer));
        return last;
    }
}
