using System.Diagnostics;
using System.Globalization;
using System.Text;
using ServiceBot.Dialogs;
using ServiceBot.Language;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks.Language;

/// <summary>How long a megabyte of anything takes to understand.</summary>
internal static class HostileTexts
{
    private const int Characters = 1 << 20;
    private static readonly string[] Units = ["a", "一", "1", "@", "a ", "hl-", "12 34 ", "a'", "\u0301", "😀", "où est ma commande? ", "where is my ordr HL-204817? ", "我的订单HL-204817在哪里？"];

    public static void Write(StringBuilder page, LanguageData data)
    {
        var catalog = DialogLoader.LoadFolder(Repository.At("dialogs"), KnownActions.All).Catalog!;
        var model = LanguageModel.Train(catalog.Examples, catalog.ToLexicon(), new() { Kind = ModelKind.Linear, Calibrate = false });
        page.Append("\n## A megabyte of anything\n\nMilliseconds to understand a million characters, the best of three.\n\n| again and again | ms |\n|---|---|\n");
        foreach (var unit in Units)
        {
            var text = string.Concat(Enumerable.Repeat(unit, Characters / unit.Length));
            var best = Enumerable.Range(0, 3).Min(_ =>
            {
                var started = Stopwatch.GetTimestamp();
                model.Understand(text, DateTimeOffset.UnixEpoch);
                return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            });
            page.Append(CultureInfo.InvariantCulture, $"| `{unit}` | {best:0} |\n");
        }
    }
}
