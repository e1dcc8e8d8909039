using ServiceBot.Crm.Import;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Customers;

/// <summary>Customers with requests, contracts or surveys: their pages stay, whatever import is taken back. Whoever has a conversation has a chat account, which no import gives.</summary>
internal sealed class CustomerUse : ICustomerUse
{
    private static readonly string[] Tables = ["desk_request", "desk_contract", "desk_survey"];

    public Task<IReadOnlyList<Guid>> InUseAsync(Session session, Guid[] customers) => session.QueryAsync<Guid>(
        string.Join(" UNION ", Tables.Select(table => $"SELECT customer FROM {table} WHERE {session.Dialect.IsIn("customer", "@customers")}")), new { customers });
}
