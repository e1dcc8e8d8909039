using Microsoft.Extensions.Options;

namespace ServiceBot.Storage.Keys;

/// <summary>
/// The key store: a small file beside the database and never in it, from which the key of every subject follows. It changes only when a key is destroyed or the master key is exchanged, so that one copy of it goes with all
/// backups of the database.
/// </summary>
public sealed class KeyStore
{
    private const string LockName = "lock";
    private const int LockTries = 200;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    private readonly KeyOptions _options;
    private readonly string _folder;
    private readonly Lock _gate = new();
    private volatile KeyFile? _file;

    /// <summary>Makes it; the file is read when it is first asked for.</summary>
    public KeyStore(IOptions<KeyOptions> options, IOptions<StorageOptions> storage)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(storage);
        (_options, _folder) = (options.Value, KeyOptions.FolderOf(options.Value, storage.Value));
    }

    /// <summary>The folder.</summary>
    public string Folder => _folder;

    internal KeyTree Tree => Current.Tree;

    internal byte[] LookUp => Current.LookUp;

    private KeyFile Current
    {
        get
        {
            if (_file is null)
            {
                lock (_gate)
                {
                    _file ??= Locked(() => Found(makes: true)).File;
                }
            }

            return _file;
        }
    }

    /// <summary>Opens it for a database: one that has encrypted fields must find its own.</summary>
    /// <param name="database">The migrated database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the database is new to it.</returns>
    /// <exception cref="StorageException">It is another database's, or it is missing, or the master key is.</exception>
    internal async Task<bool> OpenAsync(IDatabase database, CancellationToken cancellationToken)
    {
        const string Name = "key store";
        const string Find = "SELECT value FROM storage_secret WHERE name = @Name";
        var known = await database.ReadAsync(session => session.FindAsync<byte[]>(Find, new { Name }), cancellationToken);
        var isNew = known is null;
        if (known is null)
        {
            var id = Current.Id;
            known = await database.WriteAsync(
                async unit =>
                {
                    await unit.ExecuteAsync("INSERT INTO storage_secret (name, value) VALUES (@Name, @id) ON CONFLICT (name) DO NOTHING", new { Name, id });
                    return await unit.GetAsync<byte[]>(Find, new { Name });
                },
                cancellationToken);
        }

        lock (_gate)
        {
            _file ??= Locked(() => Found(makes: false)).File;
        }

        if (!known.AsSpan().SequenceEqual(_file.Id))
        {
            throw new StorageException($"The key store in {_folder} is not this database's: it has the id {Convert.ToHexStringLower(_file.Id)}, and the database was encrypted with {Convert.ToHexStringLower(known)}. Set Storage:Keys:Path to its own.");
        }

        return isNew;
    }

    /// <summary>Destroys the keys of some numbers, for ever: the file is written anew without them.</summary>
    internal void Destroy(IReadOnlyCollection<uint> numbers)
    {
        lock (_gate)
        {
            _file = Locked(() =>
            {
                var (file, master) = Found(makes: false);       // as it is now, whoever changed it last
                var isChanged = false;
                foreach (var number in numbers)
                {
                    isChanged |= file.Tree.Destroy(number);
                }

                if (isChanged)
                {
                    file.Save(_folder, master);
                }

                return file;
            });
        }
    }

    /// <summary>What it is, for people.</summary>
    public KeyStoreState Describe() => Locked(() => StateOf(Found(makes: false)));

    /// <summary>
    /// Writes it anew with another master key: that of the settings where they name one, else a new one in its file. Who serves meanwhile goes on. It can be stopped at any point and run again.
    /// </summary>
    public KeyStoreState Rotate() => Locked(() =>
    {
        var (file, before) = Found(makes: false);
        if (!string.IsNullOrWhiteSpace(_options.Master))
        {
            var wanted = MasterKey.All(_options, _folder)[0];
            file.Save(_folder, wanted);
            return StateOf((file, wanted));
        }

        var (own, next) = (Path.Combine(_folder, MasterKey.File), Path.Combine(_folder, MasterKey.NextFile));
        var master = before.From == next ? before : MasterKey.New(next);      // stopped after writing the file: what is left is the name
        if (before.From != next)
        {
            master.Save(next);
            file.Save(_folder, master);
        }

        master.Save(own);
        File.Delete(next);
        return StateOf((file, master with { From = own }));
    });

    private static KeyStoreState StateOf((KeyFile File, MasterKey Master) found) =>
        new(Convert.ToHexStringLower(found.File.Id), found.Master.Fingerprint, found.Master.From, found.File.Tree.Nodes);

    private (KeyFile File, MasterKey Master) Found(bool makes)
    {
        var masters = MasterKey.All(_options, _folder);
        if (KeyFile.Read(_folder, masters) is { } found)
        {
            return found;
        }

        if (!makes)
        {
            throw new StorageException($"The database has encrypted fields, and their key store {Path.Combine(_folder, KeyFile.Name)} is missing. Put it there, or set Storage:Keys:Path to its folder; every node needs the same.");
        }

        var master = masters is [var first, ..] ? first : null;
        if (master is null)
        {
            master = MasterKey.New(Path.Combine(_folder, MasterKey.File));
            master.Save(master.From);
        }

        var file = KeyFile.New();
        file.Save(_folder, master);
        return (file, master);
    }

    /// <summary>One process at a time reads and writes in the folder.</summary>
    private T Locked<T>(Func<T> work)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(_folder);
            }
            else
            {
                Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);      // one that is there stays as it is
            }

            using var held = Hold(Path.Combine(_folder, LockName));
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder of the key store, {_folder}, can't be read or written: {failure.Message} Give this user permission, or set Storage:Keys:Path to another place.", failure);
        }
    }

    private static FileStream Hold(string path)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException failure) when (tries < LockTries && failure is not (FileNotFoundException or DirectoryNotFoundException))
            {
                Thread.Sleep(LockPause);
            }
        }
    }
}

/// <summary>A key store, for people.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Master">What its master key is told by.</param>
/// <param name="From">Where that is.</param>
/// <param name="Nodes">How many nodes all keys follow from.</param>
public sealed record KeyStoreState(string Id, string Master, string From, int Nodes);
