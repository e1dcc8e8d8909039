using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.Channels;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm;
using ServiceBot.Crm.Email;
using ServiceBot.Desk;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Databases;

/// <summary>
/// Storage, Channels, Crm and Desk over a migrated database of the test's own, on a clock of its own, with a letter box for a mail server.
/// Nothing runs in the background until <see cref="StartAsync"/>.
/// </summary>
public sealed class TestRooms : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly List<TestRooms> _otherNodes = [];
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _configure;
    private readonly WebApplication _app;

    private TestRooms(TestDatabase database, IReadOnlyDictionary<string, string?> settings, ManualTime clock, Action<IServiceCollection>? configure = null)
    {
        (_database, _settings, _configure) = (database, settings, configure);
        Clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(database.Settings).AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<ITurnHandler, SilentHandler>();
        builder.Services.AddProblemDetails();
        builder.Services.AddStorage().AddChannels().AddCrm().AddDesk();
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(EmailTransport)));
        builder.Services.AddSingleton<IOutboxTransport>(Letters);
        configure?.Invoke(builder.Services);
        _app = builder.Build();
        _app.UseCors();
        _app.UseWebSockets();
        _app.MapChannels();
        _app.MapDesk();
    }

    /// <summary>The clock: Monday 2 March 2026, 09:00 UTC.</summary>
    public ManualTime Clock { get; }

    /// <summary>The letters that would have left.</summary>
    public LetterBox Letters { get; } = new();

    /// <summary>The database under test.</summary>
    public IDatabase Database => Get<IDatabase>();

    /// <summary>Where the API listens, once started.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Makes the rooms over an empty database, and migrates it.</summary>
    public static async Task<TestRooms> CreateAsync(
        StorageProvider provider, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken, Action<IServiceCollection>? configure = null)
    {
        var clock = new ManualTime(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var rooms = new TestRooms(await TestDatabase.CreateAsync(provider, cancellationToken), settings, clock, configure);
        await rooms.Get<Migrator>().MigrateAsync(cancellationToken);
        return rooms;
    }

    /// <summary>Makes the rooms of another node on the same database and the same clock; it is closed with this one.</summary>
    /// <param name="configure">Puts other services in.</param>
    public TestRooms AddNode(Action<IServiceCollection>? configure = null)
    {
        var node = new TestRooms(_database, new Dictionary<string, string?>(), Clock, configure);
        _otherNodes.Add(node);
        return node;
    }

    /// <summary>Closes these rooms, and makes new ones of the same kind over the same database and clock, as after a restart.</summary>
    /// <param name="meanwhile">What is done with the database between the two.</param>
    public async Task<TestRooms> RestartAsync(Func<TestDatabase, Task>? meanwhile = null)
    {
        await CloseAsync();
        await (meanwhile?.Invoke(_database) ?? Task.CompletedTask);
        return new(_database, _settings, Clock, _configure);
    }

    /// <summary>A service of the rooms.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Runs a unit of work.</summary>
    public Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work) => Database.WriteAsync(work, CancellationToken.None);

    /// <summary>Reads.</summary>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> read) => Database.ReadAsync(read, CancellationToken.None);

    /// <summary>How many signals of a type stand in the log. (A reader of the log would wait for the open transactions of tests beside this one.)</summary>
    public Task<long> CountSignalsAsync(string type) =>
        ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM storage_signal WHERE type = @type", new { type }));

    /// <summary>Starts the API and the background services.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _otherNodes)
        {
            await node.CloseAsync();
        }

        await CloseAsync();
        await _database.DisposeAsync();
    }

    private async Task CloseAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class SilentHandler : ITurnHandler
    {
        public object? Read(Activity activity) => null;

        public Task HandleAsync(TurnContext turn, object? reading) => Task.CompletedTask;

        public Activity ReplyToFailure(Activity activity) => new() { Type = ActivityTypes.Message, Text = "failed" };
    }
}
