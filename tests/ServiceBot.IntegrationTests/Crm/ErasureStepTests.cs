using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Privacy;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class ErasureStepsOnSqlite() : ErasureStepTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ErasureStepsOnPostgreSql() : ErasureStepTests(StorageProvider.PostgreSql);

/// <summary>An erasure goes on where it was stopped, and waits for what must come first.</summary>
public abstract class ErasureStepTests(StorageProvider provider) : DatabaseTests(provider)
{
    [TestMethod]
    public async Task After_a_stop_it_goes_on_with_the_step_that_was_not_done_and_forgets_what_it_searched_for()
    {
        var (customer, number) = await AskAsync();
        var texts = await Rooms.Get<ErasePerson>().BeginAsync(number, Cancellation);
        Assert.AreEqual("annabel@example.com", texts!.Identifiers.Single());
        Assert.AreEqual(0, await CountAsync("crm_erasure WHERE terms IS NOT NULL"));

        var erasure = (await FindAsync(number))!;
        Assert.AreEqual((ErasureState.Searched, null), (erasure.State, erasure.Hash));
        await Rooms.Get<WorkOnPrivacy>().WorkAsync(Cancellation);

        var done = (await FindAsync(number))!;
        Assert.AreEqual((ErasureState.Done, true, 0, (int?)null), (done.State, done.IsSound, done.Certificate!.Left.Count, done.Certificate.FilesSearched));
        Assert.IsNotNull(await Rooms.ReadAsync(session => AskForErasure.ErasedAtAsync(session, customer)));
        Assert.IsInstanceOfType<EraseOutcome.NotFound>(await Rooms.WriteAsync(unit => Rooms.Get<AskForErasure>().HandleAsync(unit, customer, "asked", "api:test")));
    }

    [TestMethod]
    public async Task It_waits_for_an_import_and_for_a_hold_that_came_between()
    {
        var (customer, number) = await AskAsync();
        await Rooms.WriteAsync(unit => unit.ExecuteAsync(
            "INSERT INTO crm_import (file_name, bytes, state, made_by, at, look) VALUES ('a.csv', 1, 'running', 'api:test', @now, '{}')", new { now = Rooms.Clock.GetUtcNow() }));
        await Rooms.Get<WorkOnPrivacy>().WorkAsync(Cancellation);
        Assert.AreEqual(ErasureState.Waiting, (await FindAsync(number))!.State);

        await Rooms.WriteAsync(unit => unit.ExecuteAsync("UPDATE crm_import SET state = 'done'"));
        await Rooms.WriteAsync(unit => Rooms.Get<ProtectCustomer>().HandleAsync(unit, customer, ProtectionKind.Hold, "A court", "api:test"));
        await Rooms.Get<WorkOnPrivacy>().WorkAsync(Cancellation);
        Assert.AreEqual(ErasureState.Waiting, (await FindAsync(number))!.State);

        await Rooms.WriteAsync(unit => Rooms.Get<ProtectCustomer>().EndAsync(unit, customer, ProtectionKind.Hold, "api:test"));
        await Rooms.Get<WorkOnPrivacy>().WorkAsync(Cancellation);
        Assert.AreEqual(ErasureState.Done, (await FindAsync(number))!.State);
    }

    private Task<Erasure?> FindAsync(long number) => Rooms.ReadAsync(session => AskForErasure.FindAsync(session, number));

    private Task<long> CountAsync(string what) => Rooms.ReadAsync(session => session.GetAsync<long>($"SELECT count(*) FROM {what}"));

    private async Task<(Guid Customer, long Number)> AskAsync()
    {
        var customer = ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit =>
            Rooms.Get<EditCustomer>().CreateAsync(unit, [new(CustomerFields.Name, "Annabel Leeward", Seen: null)], [("email", "annabel@example.com")], FactSources.Api, "api:test"))).Id;
        return (customer, ((EraseOutcome.Asked)await Rooms.WriteAsync(unit => Rooms.Get<AskForErasure>().HandleAsync(unit, customer, "asked", "api:test"))).Number);
    }
}
