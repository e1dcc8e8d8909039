using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Language;
using ServiceBot.Storage;

namespace ServiceBot.Dialogs;

/// <summary>Keeps the newest good version of the dialog folder live, together with the model that was trained on it.</summary>
public sealed partial class LiveDialogs : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    private readonly string _folder;
    private readonly LastGoodFiles _lastGood;
    private readonly IReadOnlyDictionary<string, ActionSignature> _actions;
    private readonly Func<DialogCatalog, CancellationToken, Task<IUnderstander>> _train;
    private readonly TimeProvider _clock;
    private readonly ILogger<LiveDialogs> _logger;
    private readonly SemaphoreSlim _changed = new(0);
    private readonly SemaphoreSlim _releasing = new(1);
    private volatile DialogRelease? _current;
    private volatile IReadOnlyList<DialogError> _errors = [];
    private string _seen = "";

    /// <summary>Creates the keeper of a folder; <see cref="LoadAsync"/> loads it.</summary>
    /// <param name="options">Where the folder is, and its last good version.</param>
    /// <param name="train">Makes the model of a catalog's intents and entities; not called when these did not change.</param>
    /// <param name="clock">For the poll.</param>
    /// <param name="logger">The log.</param>
    /// <param name="actions">The actions that dialogs may call; null: <see cref="KnownActions.All"/>.</param>
    public LiveDialogs(
        IOptions<DialogOptions> options, Func<DialogCatalog, CancellationToken, Task<IUnderstander>> train, TimeProvider clock, ILogger<LiveDialogs> logger,
        IReadOnlyDictionary<string, ActionSignature>? actions = null)
    {
        _folder = Path.GetFullPath(options.Value.Path);
        _lastGood = new(options.Value.LastGoodFile, logger);
        _train = train;
        _clock = clock;
        _logger = logger;
        _actions = actions ?? KnownActions.All;
    }

    /// <summary>Raised after a new release went live, on the keeper's own thread.</summary>
    public event Action<DialogRelease>? Released;

    /// <summary>The release that is live: dialogs and model as one.</summary>
    /// <exception cref="InvalidOperationException">The folder was not loaded yet.</exception>
    public DialogRelease Current => _current ?? throw new InvalidOperationException("The dialogs are not loaded yet.");

    /// <summary>What is wrong with the files as they are now; empty when the live release is what they say.</summary>
    public IReadOnlyList<DialogError> Errors => _errors;

    /// <summary>Reads the folder for the first time, and trains its model. With errors in it, the last good version that was kept goes live.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DialogLoadException">The folder has errors, and there is no good version.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _seen = Fingerprint();
        var load = Read();
        _errors = load.Errors;
        if (load.Catalog is null)
        {
            load = DialogLoader.Load([.. _lastGood.Read().Select(f => (f.Name, Encoding.UTF8.GetString(f.Bytes)))], _actions);
            if (load is not { Catalog: not null, Files.Count: > 0 })
            {
                throw new DialogLoadException(_errors);
            }

            LogErrors();
            Log.OnLastGood(_logger, _folder);
        }

        await ReleaseAsync(load, cancellationToken);
    }

    /// <summary>Watches the folder from now on, and loads it if it is not loaded yet.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DialogLoadException">The folder has errors, and there is no good version yet.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_current is null)
        {
            await LoadAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Trains the model of the live dialogs anew, since there is more to learn from, and puts it live.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RetrainAsync(CancellationToken cancellationToken)
    {
        await _releasing.WaitAsync(cancellationToken);
        try
        {
            var old = Current;
            Release(old.Catalog, await _train(old.Catalog, cancellationToken));
        }
        finally
        {
            _releasing.Release();
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _changed.Dispose();
        _releasing.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watcher = Watch();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // The watcher makes it quick, the poll makes it sure: some file systems report nothing.
                await _changed.WaitAsync(Poll, stoppingToken);
                var now = Fingerprint();
                if (now == _seen)
                {
                    continue;
                }

                // An editor writes in several goes; wait until two looks agree.
                string before;
                do
                {
                    before = now;
                    await Task.Delay(Settle, _clock, stoppingToken);
                    now = Fingerprint();
                }
                while (now != before);

                _seen = now;
                await ReloadAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                // One bad round, such as a folder on a share that is away, must not end the watch.
                Log.Trouble(_logger, trouble);
            }
        }
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var load = Read();
        _errors = load.Errors;
        LogErrors();
        if (load.Catalog is not null && load.Catalog.Version != Current.Catalog.Version)
        {
            await ReleaseAsync(load, cancellationToken);
        }
    }

    private DialogLoad Read()
    {
        try
        {
            return DialogLoader.LoadFolder(_folder, _actions);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new(null, [new(_folder, 1, 1, unreadable.Message)], []);
        }
    }

    private async Task ReleaseAsync(DialogLoad load, CancellationToken cancellationToken)
    {
        var catalog = load.Catalog!;
        await _releasing.WaitAsync(cancellationToken);
        try
        {
            Release(catalog, _current is { } old && old.Catalog.LanguageVersion == catalog.LanguageVersion ? old.Understander : await _train(catalog, cancellationToken));
        }
        finally
        {
            _releasing.Release();
        }

        _lastGood.Keep(load.Files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Text))));
    }

    private void Release(DialogCatalog catalog, IUnderstander understander)
    {
        var release = new DialogRelease(catalog, understander, (_current?.Version ?? 0) + 1);
        _current = release;
        Log.Released(_logger, release.Version, catalog.Version, catalog.Dialogs.Count);
        Released?.Invoke(release);
    }

    private void LogErrors()
    {
        foreach (var error in _errors)
        {
            Log.Error(_logger, error);
        }
    }

    private FileSystemWatcher? Watch()
    {
        try
        {
            var watcher = new FileSystemWatcher(_folder, "*.yaml") { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Signal();
            watcher.Created += (_, _) => Signal();
            watcher.Deleted += (_, _) => Signal();
            watcher.Renamed += (_, _) => Signal();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception unavailable) when (unavailable is IOException or ArgumentException)
        {
            Log.PollOnly(_logger, unavailable);
            return null;
        }
    }

    private void Signal()
    {
        if (_changed.CurrentCount == 0)
        {
            _changed.Release();
        }
    }

    private string Fingerprint() => !Directory.Exists(_folder) ? "" : string.Join('|', new DirectoryInfo(_folder)
        .EnumerateFiles("*.yaml", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal)
        .Select(f => $"{f.FullName}:{f.LastWriteTimeUtc.Ticks}:{f.Length}"));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Dialogs release {Release} ({Version}) is live with {Dialogs} dialogs")]
        public static partial void Released(ILogger logger, long release, string version, int dialogs);

        [LoggerMessage(LogLevel.Error, "Dialogs: {Error}; the last good version stays live")]
        public static partial void Error(ILogger logger, DialogError error);

        [LoggerMessage(LogLevel.Warning, "The dialogs in {Folder} cannot be used as they are; the product starts on their last good version")]
        public static partial void OnLastGood(ILogger logger, string folder);

        [LoggerMessage(LogLevel.Warning, "The dialog folder cannot be watched; it is polled instead")]
        public static partial void PollOnly(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "The dialog folder could not be read or its model not be trained; the last good version stays live")]
        public static partial void Trouble(ILogger logger, Exception exception);
    }
}
