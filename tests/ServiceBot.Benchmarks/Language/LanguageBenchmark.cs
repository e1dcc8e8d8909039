using System.Globalization;
using System.Text;

namespace ServiceBot.Benchmarks.Language;

/// <summary><c>language</c>: how well messages are understood, on public sets, beside plain baselines written here; writes a page of tables.</summary>
internal static class LanguageBenchmark
{
    /// <summary>The sections of the page, in its order.</summary>
    private static readonly (string Name, Func<LanguageData, string> Write)[] Sections =
    [
        ("intents", Section(IntentTables.Write)),
        ("curve", Section(LearningCurves.Write)),
        ("own", Section(OwnExamples.Write)),
        ("hostile", Section(HostileTexts.Write)),
        ("entities", EntityFigures.Write),
        ("parts", PartFigures.Write),
        ("sentiment", SentimentFigures.Write),
        ("language", DetectionFigures.Write),
    ];

    public static int Run(string[] arguments)
    {
        string? Value(string name) => Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
        if (Value("--data") is not { } folder || !Directory.Exists(folder))
        {
            Console.Error.WriteLine("Name the folder of the public sets: --data FOLDER.");
            return 1;
        }

        var only = Value("--only")?.Split(',');
        if (only?.FirstOrDefault(name => !Sections.Any(section => section.Name == name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no section «{unknown}»; there are {string.Join(", ", Sections.Select(section => section.Name))}.");
            return 1;
        }

        var data = new LanguageData(folder) { IntentSets = Value("--sets")?.Split(',') ?? LanguageData.AllIntentSets };
        var page = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"""
            # How well messages are understood

            Written by `ServiceBot.Benchmarks language --data FOLDER --out FILE`, with the public sets in a folder each. What is learned is learned from `train`; the figures are on `dev`, which no setting
            was chosen by alone: the official test parts are not here. Differences of a point are within chance on most of them. Times are of a shared machine of two cores.

            """);
        foreach (var (name, write) in Sections.Where(section => only is null || only.Contains(section.Name)))
        {
            Console.Error.WriteLine(name);
            page.AppendLine(write(data));
        }

        if (Value("--out") is { } file)
        {
            File.WriteAllText(file, page.ToString());
        }

        Console.WriteLine(page);
        return 0;
    }

    private static Func<LanguageData, string> Section(Action<StringBuilder, LanguageData> write) => data =>
    {
        var section = new StringBuilder();
        write(section, data);
        return section.ToString().Trim('\n') + "\n";
    };
}
