using System.Globalization;
using System.Text;

namespace ServiceBot.Benchmarks.Language;

/// <summary><c>language</c>: how well messages are understood, on public sets, beside plain baselines written here; writes a page of tables.</summary>
internal static class LanguageBenchmark
{
    /// <summary>The sections of the page, in its order.</summary>
    private static readonly (string Name, Func<LanguageData, string> Write)[] Sections =
    [
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

        var only = Value("--only");
        if (only is not null && !Sections.Any(section => section.Name == only))
        {
            Console.Error.WriteLine($"There is no section «{only}»; there are {string.Join(", ", Sections.Select(section => section.Name))}.");
            return 1;
        }

        var page = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"""
            # How well messages are understood

            Written by `ServiceBot.Benchmarks language --data FOLDER --out FILE`, with the public sets in a folder each. What is learned is learned from `train`; the figures are on `dev`, which no setting
            was chosen by alone: the official test parts are not here. Differences of a point are within chance on most of them. Times are of a shared machine of two cores.

            """);
        foreach (var (name, write) in Sections.Where(section => only is null || section.Name == only))
        {
            Console.Error.WriteLine(name);
            page.AppendLine(write(new(folder)));
        }

        if (Value("--out") is { } file)
        {
            File.WriteAllText(file, page.ToString());
        }

        Console.WriteLine(page);
        return 0;
    }
}
