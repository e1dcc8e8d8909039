using System.Collections.Frozen;
using System.Text;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Detection;

/// <summary>Decides the language of a message from its text alone.</summary>
/// <remarks>
/// Order numbers, addresses, units and other codes say nothing. With ideographs beside Latin words, a Latin word makes the message
/// <see cref="TextLanguage.Mixed"/> when it is a common English word or is written in small letters («order HL-204817 还没到»);
/// names in capitals (Mesh Point) and words that Chinese has borrowed (wifi, app) leave it Chinese. At least four English words and three
/// for each ideograph leave it English: «my name is 李雷 and I need help». Latin words alone are English unless they are clearly something else.
/// </remarks>
public static class LanguageDetector
{
    private static readonly FrozenSet<string> Borrowed = new[]
    {
        "wifi", "wlan", "app", "ok", "okay", "email", "mail", "hub", "mesh", "router", "modem", "usb", "sim", "vip", "pdf", "id", "tv", "pc",
        "pro", "plus", "iphone", "ipad", "ios", "android", "netflix", "zoom", "wechat", "qq", "bug", "ip", "dns", "lan", "wan", "vpn",
        "harborline", "harbor", "swiftparcel", "hello", "hi", "bye", "m", "g", "k", "v", "gb", "mb", "tb", "kb", "mbps", "gbps", "mbit", "gbit",
        "hz", "ghz", "mhz", "ms", "cm", "kg", "km", "usd", "cny", "rmb", "eur", "gbp", "am", "pm", "vs", "led", "http", "https", "www", "com",
        "hl", "sr", "ssid", "ping", "pos", "pin", "qr", "speedtest",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Units = new[]
    {
        "gb", "mb", "tb", "kb", "mbps", "gbps", "mbit", "gbit", "hz", "ghz", "mhz", "ms", "cm", "kg", "km", "usd", "cny", "rmb", "eur", "gbp",
        "am", "pm",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Prefixes = new[] { "hl", "sr" }.ToFrozenSet();

    /// <summary>Decides the language of a message.</summary>
    /// <param name="text">Any text.</param>
    public static TextLanguage Detect(ReadOnlySpan<char> text) => Read(text).Language;

    /// <summary>Decides the language of a message, and names it.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>
    /// The language with its tag (BCP 47): <c>en</c>, <c>zh-Hans</c>, <c>zh-Hant</c>, <c>ja</c>, <c>fr</c> …, <c>und</c> when there is nothing to
    /// decide from or nobody here knows. A mixed message has the tag of its Chinese.
    /// </returns>
    public static (TextLanguage Language, string Tag) Read(ReadOnlySpan<char> text)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        return Read(text, tokens);
    }

    internal static (TextLanguage Language, string Tag) Read(ReadOnlySpan<char> text, List<Token> tokens)
    {
        var (han, kana, foreign, latinLetters) = (0, 0, 0, 0);
        var script = "und";
        var latin = _latin ?? [];
        latin.Clear();
        _latin = latin;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Kind == TokenKind.Han)
            {
                han++;
            }
            else if (token.Kind == TokenKind.Word && !IsCode(text, tokens, i))
            {
                Rune.DecodeFromUtf16(token.In(text), out var rune, out _);
                if (Scripts.IsLatin(rune.Value))
                {
                    latin.Add(token);
                    latinLetters += token.Length;
                }
                else if (Scripts.Of(rune) == CharacterClass.Kana)
                {
                    kana += token.Length;
                }
                else
                {
                    foreign += token.Length;
                    var named = ScriptLanguages.Of(token.In(text));
                    script = script is "und" || named is "uk" or "fa" ? named : script;      // one letter of its own gives a neighbour away
                }
            }
        }

        // Japanese has a third of kana and more; one の in a Chinese message is fashion.
        var isJapanese = kana > 0 && kana * 4 >= han;
        if (isJapanese && kana + han > latinLetters / 2)
        {
            return (TextLanguage.Other, "ja");
        }

        if (foreign > (2 * han) + latinLetters)
        {
            return (TextLanguage.Other, script);
        }

        if (han == 0)
        {
            var language = latin.Count == 0 ? "und" : LatinModel.Shared.LanguageOf(text, latin);
            return (language switch { "und" => TextLanguage.Undetermined, "en" => TextLanguage.English, _ => TextLanguage.Other }, language);
        }

        var mixed = latin.Count == 0 ? TextLanguage.Chinese : WithIdeographs(text, latin, han);
        return (mixed, mixed == TextLanguage.English ? "en" : Traditional.IsTraditional(text) ? "zh-Hant" : "zh-Hans");
    }

    [ThreadStatic]
    private static List<Token>? _latin;

    private static TextLanguage WithIdeographs(ReadOnlySpan<char> text, List<Token> latin, int han)
    {
        var words = 0;
        foreach (var token in latin)
        {
            var word = token.In(text);
            Rune.DecodeFromUtf16(word, out var first, out _);
            var isSmall = !Rune.IsUpper(first);
            words += !Contains(Borrowed, word) && (isSmall || (word.Length > 1 && LatinModel.Shared.IsEnglishWord(word))) ? 1 : 0;
        }

        return words == 0 ? TextLanguage.Chinese
            : words >= 4 && words >= 3 * han ? TextLanguage.English
            : TextLanguage.Mixed;
    }

    /// <summary>Words with digits (wifi6, HL204817), prefixes of numbers (HL-204817), units after a number, and parts of addresses.</summary>
    private static bool IsCode(ReadOnlySpan<char> text, List<Token> tokens, int i)
    {
        var word = tokens[i].In(text);
        if (word.ContainsAnyInRange('0', '9'))
        {
            return true;
        }

        var isBeforeNumber = i + 1 < tokens.Count && tokens[i + 1].Kind == TokenKind.Number && tokens[i + 1].Start - tokens[i].End <= 1;
        if (isBeforeNumber && word.Length <= 4 && (text[tokens[i].End] is '-' or '－' or '#' || Contains(Prefixes, word)))
        {
            return true;
        }

        var isAfterNumber = i > 0 && tokens[i - 1].Kind == TokenKind.Number && tokens[i].Start - tokens[i - 1].End <= 1;
        return (isAfterNumber && Contains(Units, word)) || IsInAddress(text, tokens[i]);
    }

    /// <summary>Whether the word touches an @, or a point with more behind it, as in mei@example.com and www.example.com.</summary>
    private static bool IsInAddress(ReadOnlySpan<char> text, Token token)
    {
        var before = token.Start > 0 ? text[token.Start - 1] : ' ';
        var after = token.End < text.Length ? text[token.End] : ' ';
        return before is '@' or '＠' || after is '@' or '＠'
            || (after is '.' or '_' or ':' && token.End + 1 < text.Length && IsAddressCharacter(text[token.End + 1]))
            || (before is '.' or '_' && token.Start > 1 && IsAddressCharacter(text[token.Start - 2]));
    }

    private static bool IsAddressCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '/';

    private static bool Contains(FrozenSet<string> set, ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[12];
        if (word.Length > folded.Length)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            folded[i] = Folding.Fold(word[i]);
        }

        return set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded[..word.Length]);
    }
}
