using ServiceBot.Crm.Cleaning;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Sealing;

/// <summary>What could be written better about sensitive fields, and what somebody said to be right.</summary>
internal sealed class SealHints : ISealing
{
    private const int Together = 1_000;

    public string Name => "hints";

    public Task<long?> StepAsync(UnitOfWork unit, long after) => QualityStore.SealAsync(unit, after, Together);
}
