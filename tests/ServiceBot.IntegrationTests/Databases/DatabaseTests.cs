using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Databases;

/// <summary>Tests that hold on every database: derive one class for each, and every test gets rooms over a database of its own.</summary>
public abstract class DatabaseTests(StorageProvider provider)
{
    private TestRooms? _rooms;

    public required TestContext TestContext { get; set; }

    protected TestRooms Rooms => _rooms!;

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    /// <summary>Settings beside those of the database.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    /// <summary>Closes the product and starts it again.</summary>
    /// <param name="meanwhile">What is done with the database between the two.</param>
    protected async Task RestartAsync(Func<TestDatabase, Task>? meanwhile = null) => _rooms = await Rooms.RestartAsync(meanwhile);

    [TestInitialize]
    public async Task CreateRoomsAsync() => _rooms = await TestRooms.CreateAsync(provider, Settings, Cancellation);

    [TestCleanup]
    public async Task CloseRoomsAsync()
    {
        if (_rooms is not null)
        {
            await _rooms.DisposeAsync();
        }
    }
}
