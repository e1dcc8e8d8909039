using System.Text;
using System.Text.RegularExpressions;

namespace ServiceBot.Crm.Cleaning;

/// <summary>How names of people are written.</summary>
public static partial class PersonName
{
    private static readonly string[] Titles = ["mr", "mrs", "ms", "miss", "mx", "sir", "madam", "dr", "prof", "professor"];
    private static readonly string[] ChineseTitles = ["先生", "女士", "小姐", "太太", "老师", "教授", "博士"];
    private static readonly string[] Placeholders =
        ["test", "tester", "testing", "n/a", "na", "none", "no name", "noname", "unknown", "anonymous", "guest", "customer", "xxx", "asdf", "qwerty", "无", "无名", "未知", "测试", "匿名", "客户", "访客"];

    // Between given and family name, and small unless they begin the name.
    private static readonly string[] Particles =
        ["de", "del", "della", "di", "da", "dos", "das", "do", "du", "des", "la", "le", "van", "von", "der", "den", "ter", "ten", "zu", "zur", "und", "y", "e", "bin", "bint", "ibn", "al", "el"];

    /// <summary>Whether it stands for no name at all: «test», «n/a», «未知».</summary>
    public static bool IsPlaceholder(string name) =>
        Placeholders.Contains(name.Trim(' ', '.', '-', '_', '?').ToLowerInvariant(), StringComparer.Ordinal) || !name.Any(char.IsLetter);

    /// <summary>A name as it is usually written: without title, given name first where a comma tells, Chinese without spaces, and not in capitals or small letters alone.</summary>
    /// <param name="name">As somebody wrote it.</param>
    /// <returns>The same text when there is nothing to say.</returns>
    public static string Tidy(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = WithoutTitle(Spaces().Replace(StoredText.FoldWidth(name).Trim(), " "));
        if (text.Any(IsHan))
        {
            return text.Any(char.IsAsciiLetter) ? text : text.Replace(" ", "", StringComparison.Ordinal);
        }

        if (text.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } family, { Length: > 0 } given] && !given.EndsWith('.'))
        {
            text = $"{given} {family}";      // «Lee, Ann»; but «Ann Lee, Jr.» stays
        }

        var letters = text.Where(char.IsLetter).ToList();
        return letters.Count > 2 && (letters.TrueForAll(char.IsUpper) || letters.TrueForAll(char.IsLower)) ? Capitalise(text) : text;
    }

    private static string WithoutTitle(string text)
    {
        var words = text.Split(' ');
        if (words.Length > 2 && Titles.Contains(words[0].TrimEnd('.').ToLowerInvariant(), StringComparer.Ordinal))
        {
            return string.Join(' ', words[1..]);
        }

        return Array.Find(ChineseTitles, text.EndsWith) is { } title && text.Length - title.Length >= 2 ? text[..^title.Length].TrimEnd() : text;
    }

    /// <summary>«JEAN-LUC DE LA TOUR», «o'brien» and «mcdonald» as they are written.</summary>
    private static string Capitalise(string text) => string.Join(' ', text.Split(' ').Select((word, place) =>
    {
        var small = word.ToLowerInvariant();
        return place > 0 && Particles.Contains(small, StringComparer.Ordinal) ? small : Parts().Replace(small, part => CapitaliseWord(part.Value));
    }));

    private static string CapitaliseWord(string part)
    {
        var word = new StringBuilder(part);
        word[0] = char.ToUpperInvariant(word[0]);
        if (part.Length > 4 && part.StartsWith("mc", StringComparison.Ordinal))
        {
            word[2] = char.ToUpperInvariant(word[2]);
        }

        return word.ToString();
    }

    private static bool IsHan(char c) => c is >= '\u3400' and <= '\u9FFF' || char.IsSurrogate(c);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[^\s\-'’.]+")]
    private static partial Regex Parts();
}
