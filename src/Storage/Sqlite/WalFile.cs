using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ServiceBot.Storage.Sqlite;

/// <summary>
/// SQLite's write-ahead log as a file that can be synced. SQLite itself is told not to sync it at each commit (<c>synchronous=NORMAL</c>: it still
/// syncs before and after a checkpoint, and when it begins the log anew), so that the next transaction runs while the disk is busy.
/// </summary>
internal sealed class WalFile(string database) : IDisposable
{
    private SafeFileHandle? _handle;

    /// <summary>Returns once everything written to the log before is on the disk.</summary>
    /// <exception cref="IOException">The disk did not take it; what was committed since the last sync may be lost.</exception>
    public void Sync()
    {
        // SQLite makes the file when it first reads the database, and keeps it as long as a connection is open.
        _handle ??= File.OpenHandle($"{database}-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(_handle);
        }
        else if (SyncData(_handle) != 0)
        {
            throw new IOException($"{database}-wal: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    public void Dispose() => _handle?.Dispose();

    /// <summary>Unlike fsync, which .NET calls, it leaves out times of change, which would be a second write for each commit.</summary>
    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncData(SafeFileHandle file);
}
