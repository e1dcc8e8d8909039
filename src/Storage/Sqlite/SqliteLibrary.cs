using System.Reflection;
using System.Runtime.InteropServices;

namespace ServiceBot.Storage.Sqlite;

/// <summary>Prefers the operating system's own, patched SQLite to the bundled one of 2021.</summary>
internal static class SqliteLibrary
{
    private static readonly Lock Gate = new();
    private static string? _description;

    /// <summary>Loads SQLite once per process.</summary>
    /// <returns>Which library and version runs, for the log.</returns>
    public static string Load()
    {
        lock (Gate)
        {
            if (_description is not null)
            {
                return _description;
            }

            var system = IntPtr.Zero;
            NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, (name, assembly, path) =>
                name == "e_sqlite3" && TryLoadSystem(assembly, out system) ? system : IntPtr.Zero);
            SQLitePCL.Batteries_V2.Init();
            Configure();
            var version = SQLitePCL.raw.sqlite3_libversion().utf8_to_string();
            return _description = $"SQLite {version} ({(system == IntPtr.Zero ? "bundled" : "of the system")})";
        }
    }

    /// <summary>A connection is one thread's at a time, and nobody asks for SQLite's memory figures: both would take locks at every call.</summary>
    private static void Configure()
    {
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private static bool TryLoadSystem(Assembly assembly, out IntPtr handle) =>
        NativeLibrary.TryLoad("libsqlite3.so.0", assembly, null, out handle)
        || NativeLibrary.TryLoad("libsqlite3.dylib", assembly, null, out handle);
}
