using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ServiceBot.IntegrationTests.Databases;

/// <summary>
/// A private PostgreSQL for the run of the tests: made in a temporary folder when the first test asks for it, on a free loopback port,
/// without fsync, and stopped at the end.
/// </summary>
public sealed partial class PostgreSqlCluster
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"servicebot-pg-{Guid.NewGuid():N}");
    private readonly string _programs;
    private readonly int _port;

    /// <summary>Makes and starts one.</summary>
    internal PostgreSqlCluster()
    {
        _programs = FindPrograms() ?? throw new FileNotFoundException(
            "PostgreSQL is not installed: there is no initdb in the PATH or in /usr/lib/postgresql/*/bin. On Debian: apt-get install postgresql.");
        _port = FreePort();
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", _folder);   // PostgreSQL refuses to run as root
        }

        RunAsPostgres("initdb", "--pgdata", Data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        RunAsPostgres(
            "pg_ctl", "start", "--wait", "--pgdata", Data, "--log", Path.Combine(_folder, "log"),
            "--options", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c max_connections=300");
    }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>How to reach one of its databases.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    /// <summary>Stops it, and takes it away.</summary>
    internal void Stop()
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        RunAsPostgres("pg_ctl", "stop", "--mode", "immediate", "--pgdata", Data);
        Directory.Delete(_folder, recursive: true);
    }

    private void RunAsPostgres(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // The server inherits the output of pg_ctl, so a pipe would stay open as long as it runs: errors go to a file instead.
        var errors = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path.GetTempPath() };
            foreach (var argument in (string[])["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", errors, program, .. arguments])
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {File.ReadAllText(errors)}");
            }
        }
        finally
        {
            File.Delete(errors);
        }
    }

    private static string? FindPrograms()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return installed
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
