using System.Globalization;
using System.Text;
using ServiceBot.Language;
using ServiceBot.Language.Evaluation;

namespace ServiceBot.Benchmarks.Language;

/// <summary>The language of short messages.</summary>
internal static class DetectionFigures
{
    private const int Shortest = 3;
    private const int Longest = 40;
    private static readonly string[] English = ["clinc150", "banking77", "hwu64", "snips", "restaurant8k", "sst2", "airline_tweets", "uci_sentences"];
    private static readonly string[] Chinese = ["smp2020", "waimai10k", "chnsenticorp_htl"];

    public static string Write(LanguageData data)
    {
        var page = new StringBuilder("""
            ## Language of the turn

            Messages of 3 to 40 characters, train and dev together. «Open» is what says no language, such as «8 pm» or «@united I6EP18»: the conversation keeps the one that it has. In Chinese, words of
            English make a text mixed, which is right there.

            | set | texts | right, % | open | mistaken |
            | --- | --- | --- | --- | --- |

            """);
        var (texts, right) = (0, 0);
        foreach (var (sets, language) in new[] { (English, TextLanguage.English), (Chinese, TextLanguage.Chinese) })
        {
            foreach (var set in sets)
            {
                var figures = LanguageEvaluation.Of(data.Texts(set, "train").Concat(data.Texts(set, "dev")), language, Shortest, Longest);
                (texts, right) = (texts + figures.Texts, right + figures.Right);
                page.AppendLine(CultureInfo.InvariantCulture, $"| {set} | {figures.Texts:N0} | {figures.Accuracy * 100:0.00} | {figures.Undetermined} | {figures.Texts - figures.Right - figures.Undetermined} |");
            }
        }

        return page.AppendLine(CultureInfo.InvariantCulture, $"| all | {texts:N0} | {100.0 * right / texts:0.00} | | |").ToString();
    }
}
