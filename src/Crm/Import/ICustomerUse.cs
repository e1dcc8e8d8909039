using ServiceBot.Storage;

namespace ServiceBot.Crm.Import;

/// <summary>A room that keeps something of customers, whose pages must stay for its sake.</summary>
public interface ICustomerUse
{
    /// <summary>Which of some customers it keeps something of.</summary>
    Task<IReadOnlyList<Guid>> InUseAsync(Session session, Guid[] customers);
}
