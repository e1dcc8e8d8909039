using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceBot.Benchmarks.Desk;
using ServiceBot.Crm.Privacy;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Benchmarks;

/// <summary>How long it takes to give somebody all that is held of them and to erase them, out of a year of a large desk in a SQLite file, and how long others' writes wait meanwhile.</summary>
internal static class PrivacyBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args is ["--rows", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        var folder = Directory.CreateTempSubdirectory("servicebot-privacy-");
        try
        {
            var path = Path.Combine(folder.FullName, "desk.db");
            string[] settings = [$"--Storage:Path={path}", $"--Storage:Keys:Path={Path.Combine(folder.FullName, "keys")}", "--Logging:LogLevel:Default=Error"];
            var members = DeskBenchmark.Members(20).ToList();
            await using (var app = Product.CreateBuilder(settings).Build())
            {
                await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
                await app.Services.GetRequiredService<IDatabase>().WriteAsync(
                    async unit =>
                    {
                        foreach (var member in members)
                        {
                            await StaffStore.AddAsync(unit, member);
                        }

                        return true;
                    },
                    CancellationToken.None);
            }

            await using (var app = Product.CreateBuilder(settings).Build())
            await using (var bulk = await Bulk.OpenAsync(path, isSqlite: true, app.Services.GetRequiredService<SubjectCipher>()))
            {
                await new DeskData(
                    bulk, app.Services.GetRequiredService<ReadRequestFigures>(), app.Services.GetRequiredService<IOptions<RequestOptions>>().Value, rows, [.. members.SkipLast(1)]).FillAsync();
                await bulk.AddAsync("storage_signal", [.. Enumerable.Range(0, 10 * rows).Select(i => new { Type = "CustomerSpoke", At = DateTimeOffset.UtcNow, Conversation = (long)(i % rows) + 1, Data = """{"seq":1}""" })]);
            }

            await using (var app = Product.Build(Product.CreateBuilder(settings)))
            {
                await MeasureAsync(app.Services, DeskYear.CustomerOf(1), rows);
            }

            Console.WriteLine($"the file afterwards                    {new FileInfo(path).Length / 1048576.0,10:0} MiB");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(IServiceProvider services, Guid customer, int rows)
    {
        var (database, erase) = (services.GetRequiredService<IDatabase>(), services.GetRequiredService<ErasePerson>());
        Console.WriteLine($"one customer of {rows:N0} requests and {10 * rows:N0} signals");
        var archive = (await database.WriteAsync(unit => services.GetRequiredService<AskForArchive>().HandleAsync(unit, customer, "api:bench"), CancellationToken.None))!.Value;
        await TimedAsync("archive", () => services.GetRequiredService<MakeArchive>().HandleAsync(archive, CancellationToken.None));
        var asked = (EraseOutcome.Asked)await database.WriteAsync(unit => services.GetRequiredService<AskForErasure>().HandleAsync(unit, customer, "asked", "api:bench"), CancellationToken.None);

        // Somebody writes all the time, and the longest wait is what erasing costs everybody.
        using var done = new CancellationTokenSource();
        var longest = TimeSpan.Zero;
        var others = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var clock = Stopwatch.StartNew();
                await database.WriteAsync(unit => unit.ExecuteAsync("UPDATE desk_counter SET value = value WHERE name = 'request'"), CancellationToken.None);
                longest = clock.Elapsed > longest ? clock.Elapsed : longest;
                await Task.Delay(5);
            }
        });
        ErasedTexts? texts = null;
        await TimedAsync("erase and search every column", async () => texts = await erase.BeginAsync(asked.Number, CancellationToken.None));
        Console.WriteLine($"longest wait of another's write        {longest.TotalSeconds,10:0.0} s");
        longest = TimeSpan.Zero;
        await TimedAsync("write the file anew and search it", () => erase.EndAsync(new Dictionary<long, ErasedTexts?> { [asked.Number] = texts }, CancellationToken.None));
        await done.CancelAsync();
        await others;
        Console.WriteLine($"longest wait of another's write        {longest.TotalSeconds,10:0.0} s");
        var certificate = (await database.ReadAsync(session => AskForErasure.FindAsync(session, asked.Number), CancellationToken.None))!.Certificate!;
        Console.WriteLine($"left of them                           {certificate.Left.Sum(left => left.Identifiers),10}");
    }

    private static async Task TimedAsync(string what, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        Console.WriteLine($"{what,-38} {clock.Elapsed.TotalSeconds,10:0.0} s");
    }
}
