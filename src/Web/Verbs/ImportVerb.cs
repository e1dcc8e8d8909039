using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ServiceBot.Crm.Import;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>import</c>: imports customers from a file, or takes an import back.</summary>
internal static class ImportVerb
{
    private const string By = "api:command-line";

    /// <summary>What is asked for.</summary>
    private sealed record Wish(IReadOnlyList<string> Files, string[] Map, string? Key, string? System, DayOrder? Days, string? Profile, bool IsDry, FileInfo? Rejected, long? Revert, long? Restore, bool IsJson);

    public static Command Create()
    {
        var file = new Argument<string[]>("file") { Description = "CSV or an Excel workbook, with the columns' names in the first line; and settings, as --Section:Key value.", Arity = ArgumentArity.ZeroOrMore };
        var map = new Option<string[]>("--map") { Description = $"What a column is, as COLUMN=TARGET, or COLUMN= to leave it out; the others are told by their names. Targets: {string.Join(", ", ImportTargets.All)}.", DefaultValueFactory = _ => [] };
        var key = new Option<string?>("--key") { Description = $"What a row's customer is found by: {string.Join(", ", ImportTargets.Keys)}, or none to make every row a new customer. Default: the first of them that there is a column of." };
        var system = new Option<string?>("--system") { Description = "The name of the system that external keys are of. Default: import." };
        var days = new Option<DayOrder?>("--days") { Description = "How a day such as 3/5/1987 is read. Default: by the first rows, if they tell." };
        var profile = new Option<string?>("--profile") { Description = "A saved mapping." };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would change." };
        var rejected = new Option<FileInfo?>("--rejected") { Description = "Where to write the rows that are not imported, as CSV with the reasons." };
        var revert = new Option<long?>("--revert") { Description = "Take back the import of this number." };
        var restore = new Option<long?>("--restore") { Description = "Say again what was taken back of the import of this number." };
        var json = VerbOutput.JsonOption();
        var command = new Command("import", "Import customers from a file, as one change set that can be taken back.") { file, map, key, system, days, profile, dry, rejected, revert, restore, json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) =>
        {
            var (files, settings) = Sort([.. parsed.GetValue(file)!, .. parsed.UnmatchedTokens]);
            return RunAsync(settings, new(files, parsed.GetValue(map)!, parsed.GetValue(key), parsed.GetValue(system), parsed.GetValue(days), parsed.GetValue(profile), parsed.GetValue(dry), parsed.GetValue(rejected),
                parsed.GetValue(revert), parsed.GetValue(restore), parsed.GetValue(json)), cancellationToken);
        });
        return command;
    }

    /// <summary>A word that begins like an option is a setting's name, and the next is its value if it has none behind a sign of equality.</summary>
    private static (IReadOnlyList<string> Files, string[] Settings) Sort(IReadOnlyList<string> words)
    {
        var (files, settings) = (new List<string>(), new List<string>());
        foreach (var word in words)
        {
            var isValue = settings.Count > 0 && settings[^1].StartsWith("--", StringComparison.Ordinal) && !settings[^1].Contains('=', StringComparison.Ordinal);
            (isValue || word.StartsWith("--", StringComparison.Ordinal) ? settings : files).Add(word);
        }

        return (files, [.. settings]);
    }

    private static async Task<int> RunAsync(string[] settings, Wish wish, CancellationToken cancellationToken)
    {
        try
        {
            var builder = Product.CreateBuilder(settings);
            builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);     // the result is for scripts
            await using var app = Product.Build(builder);
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            return await RunAsync(app.Services.GetRequiredService<ManageImports>(), app.Services.GetRequiredService<WorkOnImports>(), wish, cancellationToken);
        }
        catch (Exception failure) when (failure is StorageException or IOException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(ManageImports imports, WorkOnImports work, Wish wish, CancellationToken cancellationToken)
    {
        var (clock, laps) = (Stopwatch.StartNew(), new Dictionary<string, double> { ["seconds_store"] = 0, ["seconds_dry_run"] = 0 });
        if (wish.Files.Count + (wish.Revert is null ? 0 : 1) + (wish.Restore is null ? 0 : 1) != 1)
        {
            return await FailAsync("Name one file, or an import to --revert or --restore.");
        }

        if (wish.Revert is { } revert)
        {
            return await EndAsync(await imports.RevertAsync(revert, By, cancellationToken));
        }

        if (wish.Restore is { } restore)
        {
            return await EndAsync(await imports.RestoreAsync(restore, By, cancellationToken));
        }

        await using var content = File.OpenRead(wish.Files[0]);
        var received = await imports.ReceiveAsync(content, wish.Files[0], By, cancellationToken);
        if (received is not ImportOutcome.Done { Batch: var batch })
        {
            return await EndAsync(received);
        }

        var mapping = ImportMapping.Guess(batch.Look, await imports.FieldsAsync(cancellationToken));
        if (wish.Profile is { } name)
        {
            if ((await imports.ProfilesAsync(cancellationToken)).FirstOrDefault(profile => profile.Name == name) is not { } profile)
            {
                return await FailAsync($"There is no saved mapping {name}.");
            }

            mapping = profile.Mapping.For(batch.Look);
        }

        if (wish.Map.FirstOrDefault(pair => !pair.Contains('=', StringComparison.Ordinal)) is { } odd)
        {
            return await FailAsync($"--map {odd}: it is COLUMN=TARGET.");
        }

        var columns = mapping.Columns.ToDictionary();
        foreach (var (column, target) in wish.Map.Select(pair => (pair[..pair.LastIndexOf('=')], pair[(pair.LastIndexOf('=') + 1)..])))
        {
            columns.Remove(column);
            if (target.Length > 0)
            {
                columns[column] = target;
            }
        }

        mapping = mapping with
        {
            Columns = columns,
            Key = wish.Key switch { null when mapping.Key is { } known && columns.ContainsValue(known) => known, null => ImportTargets.Keys.FirstOrDefault(columns.ContainsValue), "none" => null, var given => given },
            System = wish.System ?? mapping.System,
            Days = wish.Days ?? mapping.Days,
        };
        var outcome = await imports.CheckAsync(batch.Id, mapping, By, cancellationToken);
        laps["seconds_store"] = Lap(clock);
        if (outcome is ImportOutcome.Done)
        {
            await WorkAsync(batch.Id);
            laps["seconds_dry_run"] = Lap(clock);
            outcome = wish.IsDry ? outcome : await imports.RunAsync(batch.Id, By, cancellationToken);
        }

        return await EndAsync(outcome);

        async Task<int> EndAsync(ImportOutcome outcome)
        {
            if (outcome is not ImportOutcome.Done { Batch: var asked })
            {
                return await FailAsync(outcome switch
                {
                    ImportOutcome.Wrong wrong => string.Join('\n', wrong.Errors.SelectMany(field => field.Value, (field, text) => field.Key == "file" ? text : $"{field.Key}: {text}")),
                    ImportOutcome.TooLarge large => $"The file may have {large.MaxMib} MiB at the most (Crm:Import:MaxFileMib).",
                    ImportOutcome.NotNow now => $"Import {now.Batch.Id} is {now.Batch.State.ToString().ToLowerInvariant()}.",
                    _ => "There is no such import.",
                });
            }

            await WorkAsync(asked.Id);
            var done = (await imports.FindAsync(asked.Id, cancellationToken))!;
            if (wish.Rejected is { } to)
            {
                await using var rejected = to.Create();
                await RejectFile.WriteAsync(imports, done, rejected, cancellationToken);
            }

            laps["seconds"] = Lap(clock);
            Print(done, laps, wish.IsJson);
            return done.State == ImportState.Failed ? 1 : 0;
        }

        async Task WorkAsync(long import)
        {
            var doing = work.WorkAsync(cancellationToken);
            var said = "";
            while (await Task.WhenAny(doing, Task.Delay(TimeSpan.FromSeconds(1), cancellationToken)) != doing)
            {
                var now = (await imports.FindAsync(import, cancellationToken))!;
                var line = string.Create(CultureInfo.InvariantCulture, $"{now.State.ToString().ToLowerInvariant()} {(now.State == ImportState.Reverting ? now.Undone : now.Position):N0}{(now.RowCount is { } all && now.State == ImportState.Running ? $" of {all:N0}" : "")}");
                if (now.IsBusy && line != said)
                {
                    await Console.Error.WriteLineAsync(said = line);
                }
            }

            await doing;
        }
    }

    private static void Print(ImportBatch batch, Dictionary<string, double> laps, bool isJson)
    {
        var figures = new Dictionary<string, object?>
        {
            ["import"] = batch.Id,
            ["state"] = batch.State.ToString().ToLowerInvariant(),
            ["file"] = batch.FileName,
            ["kind"] = batch.Look.Kind,
            ["rows"] = batch.Position,
            ["made"] = batch.Made,
            ["changed"] = batch.Changed,
            ["unchanged"] = batch.Unchanged,
            ["rejected"] = batch.Rejected,
            ["undone"] = batch.Undone,
            ["fault"] = batch.Fault,
            ["key"] = batch.Mapping?.Key,
            ["columns"] = batch.Mapping?.Columns,
            ["left_out"] = batch.Look.Columns.Where(column => batch.Mapping?.Columns.ContainsKey(column) != true).ToList(),
        };
        foreach (var (lap, seconds) in laps)
        {
            figures[lap] = Math.Round(seconds, 2);
        }

        if (isJson)
        {
            VerbOutput.WriteJson(figures);
            return;
        }

        foreach (var (name, value) in figures)
        {
            Console.WriteLine(value switch
            {
                IReadOnlyDictionary<string, string> columns => $"{name,-10}{string.Join(", ", columns.Select(column => $"{column.Key} = {column.Value}"))}",
                IReadOnlyList<string> names => $"{name,-10}{(names.Count == 0 ? "none" : string.Join(", ", names))}",
                long number => string.Create(CultureInfo.InvariantCulture, $"{name,-10}{number:N0}"),
                _ => $"{name,-10}{value ?? "none"}",
            });
        }
    }

    private static double Lap(Stopwatch clock)
    {
        var seconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        return seconds;
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
