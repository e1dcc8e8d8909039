using ServiceBot.Language.Detection;

namespace ServiceBot.Language.Evaluation;

/// <summary>How often the language of texts is found.</summary>
/// <param name="Texts">How many texts of a length that counts there are.</param>
/// <param name="Right">In how many the language is found; in Chinese, words of English in it make a text mixed, which counts.</param>
/// <param name="Undetermined">In how many nothing says a language, such as «8 pm»; the conversation keeps the one it has.</param>
/// <param name="Mistaken">The first texts whose language is mistaken, with what they were taken for.</param>
public sealed record LanguageEvaluation(int Texts, int Right, int Undetermined, IReadOnlyList<(string Text, string Tag)> Mistaken)
{
    private const int MostMistaken = 20;

    /// <summary>Share of the texts whose language is found, in [0, 1].</summary>
    public double Accuracy => Texts == 0 ? 0 : (double)Right / Texts;

    /// <summary>Measures texts of one language.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="language">What they are: English, Chinese or other.</param>
    /// <param name="shortest">The least length that counts, in UTF-16 code units.</param>
    /// <param name="longest">The greatest.</param>
    public static LanguageEvaluation Of(IEnumerable<string> texts, TextLanguage language, int shortest, int longest)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (count, right, undetermined) = (0, 0, 0);
        var mistaken = new List<(string, string)>();
        foreach (var text in texts.Where(text => text.Length >= shortest && text.Length <= longest))
        {
            count++;
            var (found, tag) = LanguageDetector.Read(text);
            if (found == language || (language == TextLanguage.Chinese && found == TextLanguage.Mixed && text.Any(char.IsAsciiLetter)))
            {
                right++;
                continue;
            }

            undetermined += found == TextLanguage.Undetermined ? 1 : 0;
            if (mistaken.Count < MostMistaken)
            {
                mistaken.Add((text, found == TextLanguage.Mixed ? "mixed" : tag));
            }
        }

        return new(count, right, undetermined, mistaken);
    }
}
