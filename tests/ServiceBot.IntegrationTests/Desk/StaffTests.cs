using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class StaffTestsOnSqlite() : StaffTests(StorageProvider.Sqlite);

[TestClass]
public sealed class StaffTestsOnPostgreSql() : StaffTests(StorageProvider.PostgreSql);

public abstract class StaffTests(StorageProvider provider) : DatabaseTests(provider)
{
    private static readonly DateTimeOffset _at = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public async Task Somebody_is_found_by_id_and_by_address_and_an_address_is_taken_once()
    {
        var mei = new StaffMember { Id = Guid.CreateVersion7(), Name = "Mei 梅", Email = "mei@harborline.example", Role = StaffRole.Lead, Team = "faults", Language = "zh", CreatedAt = _at };
        var second = mei with { Id = Guid.CreateVersion7(), Name = "Another" };
        var left = mei with { Role = StaffRole.Agent, Team = null, DisabledAt = _at.AddDays(1) };

        var added = await Rooms.Database.WriteAsync(unit => StaffStore.AddAsync(unit, mei), Cancellation);
        var addedAgain = await Rooms.Database.WriteAsync(unit => StaffStore.AddAsync(unit, second), Cancellation);
        var found = await Rooms.Database.ReadAsync(session => StaffStore.FindAsync(session, mei.Id), Cancellation);
        var saved = await Rooms.Database.WriteAsync(unit => StaffStore.SaveAsync(unit, left), Cancellation);

        Assert.IsTrue(added);
        Assert.IsFalse(addedAgain);
        Assert.IsTrue(saved);
        Assert.AreEqual(mei, found);
        Assert.AreEqual(left, await Rooms.Database.ReadAsync(session => StaffStore.FindByEmailAsync(session, mei.Email), Cancellation));
        Assert.AreEqual(left, (await Rooms.Database.ReadAsync(StaffStore.ListAsync, Cancellation)).Single());
        Assert.IsNull(await Rooms.Database.ReadAsync(session => StaffStore.FindAsync(session, second.Id), Cancellation));
    }
}
