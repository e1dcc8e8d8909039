using System.Globalization;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Dispatch;

/// <summary>Skills and languages as people write them: <c>refunds 3, faults 1</c>; <c>en, zh</c>.</summary>
public static class AbilityWords
{
    private const int MostSkills = 50;
    private static readonly char[] Parts = [',', '，', ';', '、', '\n'];

    /// <summary>Skills with their levels from words; null: they are none. A skill without a level has level 1.</summary>
    public static IReadOnlyDictionary<string, int>? ReadSkills(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var skills = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in words.Split(Parts, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var level = 1;
            if (pieces.Length is 0 or > 2 || !RequestLimits.IsWord(pieces[0]) || skills.Count == MostSkills
                || (pieces.Length == 2 && !(int.TryParse(pieces[1], NumberStyles.None, CultureInfo.InvariantCulture, out level) && level is >= 1 and <= 5)))
            {
                return null;
            }

            skills[pieces[0]] = level;
        }

        return skills;
    }

    /// <summary>Languages from words; null: one of them is neither <c>en</c> nor <c>zh</c>.</summary>
    public static IReadOnlyList<string>? ReadLanguages(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var languages = words.ToLowerInvariant().Split([.. Parts, ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        return languages.TrueForAll(language => language is "en" or "zh") ? languages : null;
    }

    /// <summary>Skills as words.</summary>
    public static string Of(IReadOnlyDictionary<string, int> skills) => string.Join(", ", skills.Select(skill => string.Create(CultureInfo.InvariantCulture, $"{skill.Key} {skill.Value}")));

    /// <summary>Languages as words.</summary>
    public static string Of(IReadOnlyList<string> languages) => string.Join(", ", languages);

    internal static IReadOnlyDictionary<string, int> SkillsOf(string stored) => ReadSkills(stored) ?? throw new InvalidOperationException($"'{stored}' are not skills.");

    internal static IReadOnlyList<string> LanguagesOf(string stored) => ReadLanguages(stored) ?? throw new InvalidOperationException($"'{stored}' are not languages.");
}
