using Microsoft.Extensions.DependencyInjection;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;
using ServiceBot.Web.Hosting;

namespace ServiceBot.IntegrationTests.Storage;

/// <summary>Whatever refers to a person is given to them and erased with them. A new table with such a reference fails here until its room's <see cref="IPersonalData"/> names it.</summary>
[TestClass]
public sealed class PersonalDataTests
{
    /// <summary>Columns that hold a customer, an account, an address, a conversation, or what is theirs.</summary>
    private static readonly string[] References =
        ["customer", "customer_id", "other_id", "conversation", "user_id", "contact", "sender", "email", "buyer_email", "request", "request_id", "lead", "opportunity", "contract", "quote", "order_number", "access_id", "import_id"];

    /// <summary>People of the desk, and what imports and signals keep, which their rooms erase in ways of their own.</summary>
    private static readonly string[] Others = ["desk_staff", "desk_invitation", "desk_identity", "crm_import_part", "crm_import_reject"];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Every_table_with_a_reference_to_a_person_is_erased_or_named_as_free_of_personal_data()
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite, TestContext.CancellationToken);
        await using var product = Product.CreateBuilder([.. database.Settings.Select(setting => $"--{setting.Key}={setting.Value}")]).Build();
        await product.Services.GetRequiredService<Migrator>().MigrateAsync(TestContext.CancellationToken);
        var rooms = product.Services.GetServices<IPersonalData>().ToList();
        var named = rooms.SelectMany(room => room.Tables).Select(table => table.Table).Concat(rooms.SelectMany(room => room.Free)).ToList();
        var schema = await product.Services.GetRequiredService<IDatabase>().ReadAsync(
            session => session.QueryAsync<Column>("SELECT t.name AS \"table\", c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'"), TestContext.CancellationToken);

        var missing = schema.Where(column => References.Contains(column.Name)).Select(column => column.Table).Distinct().Except(named).Except(Others).Order(StringComparer.Ordinal).ToList();

        Assert.AreEqual("", string.Join('\n', missing), "are in no room's IPersonalData");
        Assert.AreEqual("", string.Join('\n', named.Except(schema.Select(column => column.Table))), "are named and not there");
        Assert.AreEqual("", string.Join('\n', named.GroupBy(name => name).Where(name => name.Count() > 1).Select(name => name.Key)), "are named twice");
        var wrong = from table in rooms.SelectMany(room => room.Tables)
                    let columns = schema.Where(column => column.Table == table.Table).Select(column => column.Name).ToHashSet()
                    from column in table.Columns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => text.TrimEnd('?', '#', '{', '}')).Append(table.Bytes).OfType<string>()
                    where !columns.Contains(column)
                    select $"{table.Table}.{column}";
        Assert.AreEqual("", string.Join('\n', wrong), "are no columns");
    }

    private sealed record Column
    {
        public required string Table { get; init; }

        public required string Name { get; init; }
    }
}
