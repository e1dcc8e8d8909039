using ServiceBot.Storage;

namespace ServiceBot.Crm.Sealing;

/// <summary>Rows that are encrypted in the background since they are from before there was a key.</summary>
public interface ISealing
{
    /// <summary>What they are: a word.</summary>
    string Name { get; }

    /// <summary>Encrypts some of them.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="after">The last number that was dealt with; 0: none was.</param>
    /// <returns>The last number that is dealt with now; null: there are no more.</returns>
    Task<long?> StepAsync(UnitOfWork unit, long after);
}
