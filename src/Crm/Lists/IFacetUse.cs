using ServiceBot.Storage;

namespace ServiceBot.Crm.Lists;

/// <summary>A room that keeps something made of what lists of customers are filtered by.</summary>
public interface IFacetUse
{
    /// <summary>Something of it has changed of some customers; it is in the same transaction.</summary>
    Task ChangedAsync(UnitOfWork unit, Guid[] customers);
}
