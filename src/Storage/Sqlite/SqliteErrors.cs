using Microsoft.Data.Sqlite;

namespace ServiceBot.Storage.Sqlite;

/// <summary>Turns SQLite's result codes into something an operator can act on.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Whether the failure is the statement's own (a constraint, bad SQL) and not the database's.</summary>
    public static bool IsOfTheStatement(SqliteException failure) =>
        failure.SqliteErrorCode is not (Busy or ReadOnly or InputOutput or Corrupt or Full or CantOpen or NotADatabase);

    public static Exception Explain(SqliteException failure, string path) => failure.SqliteErrorCode switch
    {
        Busy => new StorageException($"The database {path} is locked by another program. Stop that program and try again.", failure),
        ReadOnly => new StorageException($"The database {path} can't be written: the file or its folder is read-only for this user. Give write permission, or set Storage:Path to another place.", failure),
        InputOutput => new StorageException($"Reading or writing {path} failed: {failure.Message}. Check the disk.", failure),
        Full => new StorageException($"There is no room left to write {path}. Free disk space (or raise Storage:MaxSizeMib); nothing that was accepted before is lost.", failure),
        CantOpen => new StorageException($"The database {path} can't be opened. Check that the folder exists and that this user may write there.", failure),
        Corrupt or NotADatabase => new StorageException($"The file {path} is not a sound SQLite database. Move it away, or restore a backup.", failure),
        _ => failure,
    };
}
