using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ServiceBot.Benchmarks.Desk;
using ServiceBot.Crm.Import.Files;
using ServiceBot.Storage.Sqlite;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks.Import;

/// <summary>Imports a file of made-up customers into the product, and puts the same rows plainly into one table beside it.</summary>
internal static class ImportBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rows = int.Parse(Value(args, "--rows") ?? "1000000", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("servicebot-import-");
        try
        {
            var file = Path.Combine(folder.FullName, "customers.csv");
            await MakeAsync(file, rows);
            Print("rows", rows);
            Print("file_mib", new FileInfo(file).Length / 1048576.0);
            var clock = Stopwatch.StartNew();
            Plain(file, Path.Combine(folder.FullName, "plain.db"));
            Print("seconds_plain", clock.Elapsed.TotalSeconds);
            var plain = clock.Elapsed.TotalSeconds;
            if (args.Contains("--product"))
            {
                await using var product = await ProductProcess.StartedAsync(CancellationToken.None);
                await ImportAsync(product, file, rows, plain);
                return 0;
            }

            string[] settings = Value(args, "--postgres") is { } connection
                ? ["--Storage:Provider=PostgreSql", $"--Storage:Keys:Path={Bulk.Keys}", $"--ConnectionStrings:PostgreSql={connection}"]
                : [$"--Storage:Path={Path.Combine(folder.FullName, "servicebot.db")}", $"--Storage:Keys:Path={Path.Combine(folder.FullName, "keys")}"];
            var first = await VerbAsync([file, "--key", "external_key", .. settings]);
            Print("rows_per_second", rows / first);
            Print("times_plain", first / plain);
            Console.WriteLine("the same file again");
            await VerbAsync([file, "--key", "external_key", .. settings]);
            Console.WriteLine("the first one taken back");
            await VerbAsync(["--revert", "1", .. settings]);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>By the command line, in a process of its own.</summary>
    /// <returns>How long the import itself took, after the file was stored and tried.</returns>
    private static async Task<double> VerbAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Repository.At("src", "Web", "bin", "Release", "net10.0"), "ServiceBot.Web.dll"), "import", "--json", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        using var verb = Process.Start(start)!;
        verb.ErrorDataReceived += (_, _) => { };
        verb.BeginErrorReadLine();
        var output = verb.StandardOutput.ReadToEndAsync();
        var (peak, processor) = (0.0, 0.0);
        while (!verb.HasExited)
        {
            try
            {
                (peak, processor) = (Math.Max(peak, ProcessMemory.PeakMb(verb.Id)), Processor(verb.Id));
            }
            catch (Exception gone) when (gone is IOException or InvalidOperationException or ArgumentException)
            {
                break;      // it has just ended
            }

            await Task.Delay(100);
        }

        var result = JsonSerializer.Deserialize<JsonElement>(await output);
        foreach (var name in new[] { "made", "unchanged", "rejected", "undone", "seconds_store", "seconds_dry_run", "seconds" })
        {
            Print(name, result.GetProperty(name).GetDouble());
        }

        Print("processor_seconds", processor);
        Print("peak_mib", peak);
        return result.GetProperty("seconds").GetDouble();
    }

    /// <summary>As a program does it over HTTP, while all of the product runs: the search index follows, and whatever else there is.</summary>
    private static async Task ImportAsync(ProductProcess product, string file, int rows, double plain)
    {
        using var http = new HttpClient { BaseAddress = product.Address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Add("X-Api-Key", ProductProcess.ApiKey);
        Print("resident_mib", ProcessMemory.ResidentMb(product.Id));
        var first = await StoreAndCheckAsync();
        var processor = Processor(product.Id);
        var (seconds, done) = await DoAsync(first, "run");
        Print("seconds_run", seconds);
        Print("rows_per_second", rows / seconds);
        Print("times_plain", seconds / plain);
        Print("processor_seconds", Processor(product.Id) - processor);
        Print("made", done.GetProperty("made").GetInt64());
        Print("peak_mib", ProcessMemory.PeakMb(product.Id));

        Console.WriteLine("the same file again");
        (seconds, done) = await DoAsync(await StoreAndCheckAsync(), "run");
        Print("seconds_run", seconds);
        Print("unchanged", done.GetProperty("unchanged").GetInt64());

        Console.WriteLine("taken back");
        (seconds, done) = await DoAsync(first, "revert");
        Print("seconds_revert", seconds);
        Print("undone", done.GetProperty("undone").GetInt64());
        Print("peak_mib", ProcessMemory.PeakMb(product.Id));

        async Task<long> StoreAndCheckAsync()
        {
            var clock = Stopwatch.StartNew();
            await using var content = File.OpenRead(file);
            using var stored = await http.PostAsync("/api/v1/imports?name=customers.csv", new StreamContent(content));
            var import = (await stored.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("import").GetProperty("id").GetInt64();
            Print("seconds_store", clock.Elapsed.TotalSeconds);
            var suggested = (await http.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{import}")).GetProperty("suggested");
            Print("seconds_dry_run", (await DoAsync(import, "check", suggested)).Seconds);
            return import;
        }

        async Task<(double Seconds, JsonElement Import)> DoAsync(long import, string what, JsonElement? body = null)
        {
            var clock = Stopwatch.StartNew();
            using var asked = await http.PostAsJsonAsync($"/api/v1/imports/{import}/{what}", body);
            asked.EnsureSuccessStatusCode();
            while (true)
            {
                var now = (await http.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{import}")).GetProperty("import");
                if (now.GetProperty("state").GetString() is "checked" or "done" or "reverted" or "failed")
                {
                    return (clock.Elapsed.TotalSeconds, now);
                }

                await Task.Delay(100);
            }
        }
    }

    private static double Processor(int process)
    {
        using var other = Process.GetProcessById(process);
        return other.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>The same rows, read by the same reader, into one table without any index: what is left to do is the database's.</summary>
    private static void Plain(string file, string path)
    {
        SqliteLibrary.Load();
        using var inner = new SqliteConnection($"Data Source={path};Pooling=False");
        inner.Open();
        using var connection = new PreparedConnection(inner);
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("CREATE TABLE plain (id TEXT, name TEXT, company TEXT, email TEXT, phone TEXT, birthday TEXT, street TEXT, city TEXT, postcode TEXT, country TEXT)");
        using var table = ImportTable.Open(file, "customers.csv");
        foreach (var unit in table.Rows().Chunk(1_000))
        {
            connection.Execute("BEGIN");
            foreach (var row in unit)
            {
                connection.Execute(
                    "INSERT INTO plain VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j)",
                    new { a = row.Cells[0], b = row.Cells[1], c = row.Cells[2], d = row.Cells[3], e = row.Cells[4], f = row.Cells[5], g = row.Cells[6], h = row.Cells[7], i = row.Cells[8], j = row.Cells[9] });
            }

            connection.Execute("COMMIT");
        }
    }

    /// <summary>Customers whose addresses and phones come in no order, as they do.</summary>
    private static async Task MakeAsync(string path, int rows)
    {
        string[] first = ["Ann", "Bob", "Mei", "Omar", "Zoë", "Wei", "Lena", "José", "Aiko", "Ravi", "Nora", "Liam", "Tom", "Eva", "Max", "Ida"];
        string[] last = ["Lee", "Müller", "Chen", "Okafor", "Smith", "Rossi", "Dupré", "Tanaka", "Novak", "Silva", "Kaur", "Jones", "Berg", "Ortiz", "Weiss", "Moreau"];
        string[] cities = ["Leeds", "Zürich", "Shenzhen", "Lagos", "Porto", "Osaka", "Brno", "Lyon", "Hong Kong", "Graz"];
        var random = new Random(1);
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        await writer.WriteLineAsync("id,name,company,email,phone,birthday,street,city,postcode,country");
        for (var i = 0; i < rows; i++)
        {
            var (given, family) = (first[random.Next(first.Length)], last[random.Next(last.Length)]);
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"C{i:00000000},{given} {family} {random.Next(100_000)},\"{family}, {cities[random.Next(cities.Length)]} Ltd\",{given[0]}{random.Next(1_000_000)}.{i}@example.com,+44 {random.Next(1_000_000):000000} {i % 10_000:0000},{1940 + random.Next(65)}-{1 + random.Next(12):00}-{1 + random.Next(28):00},{1 + random.Next(300)} {last[random.Next(last.Length)]} Street,{cities[random.Next(cities.Length)]},{random.Next(100_000):00000},United Kingdom"));
        }
    }

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18}{value,14:0.##}"));
}
