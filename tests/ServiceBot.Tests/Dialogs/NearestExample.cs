using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Dialogs;
using ServiceBot.Language;

namespace ServiceBot.Tests.Dialogs;

/// <summary>A stand-in for the language model: the intent of the example that shares the most words and character pairs, and entities by pattern.</summary>
internal sealed partial class NearestExample : IUnderstander
{
    private readonly List<(string Intent, HashSet<string> Features, double Sum)> _examples;
    private readonly Dictionary<string, double> _weight;
    private readonly double _unknown;
    private readonly List<(string Type, string Canonical, string Word)> _lexicon;

    public NearestExample(DialogCatalog catalog)
    {
        var examples = catalog.Intents.Values.SelectMany(i => i.English.Concat(i.Chinese).Select(e => (i.Name, Features: Features(e)))).ToList();
        _unknown = Math.Log(1 + examples.Count);
        _weight = examples.SelectMany(e => e.Features).CountBy(f => f).ToDictionary(c => c.Key, c => Math.Log(1 + ((double)examples.Count / c.Value)));
        _examples = [.. examples.Select(e => (e.Name, e.Features, e.Features.Sum(Weight)))];
        _lexicon = [.. catalog.Lexicon.SelectMany(e => e.English.Concat(e.Chinese).Append(e.Canonical).Select(w => (e.Type, e.Canonical, w))).OrderByDescending(w => w.w.Length)];
    }

    public Understanding Understand(string text, DateTimeOffset now)
    {
        var features = Features(text);
        var sumOfAll = features.Sum(Weight);
        var scores = _examples.GroupBy(e => e.Intent)
            .Select(g => (Intent: g.Key, Score: g.Select(e => Similarity(features, sumOfAll, e.Features, e.Sum)).Max()))
            .OrderByDescending(s => s.Score).ThenBy(s => s.Intent, StringComparer.Ordinal).Take(5).ToList();
        var sum = scores.Sum(s => Math.Exp(20 * s.Score));
        var intents = features.Count == 0 ? [] : scores.Select(s => new ScoredIntent(s.Intent, Math.Exp(20 * s.Score) / sum)).ToList();
        return new()
        {
            Text = text,
            Language = LanguageOf(text),
            Intents = intents,
            InScope = features.Count == 0 ? 0 : Math.Min(1, scores[0].Score * 2),
            Entities = Entities(text, DateOnly.FromDateTime(now.DateTime)),
        };
    }

    private static HashSet<string> Features(string text)
    {
        var result = new HashSet<string>();
        foreach (Match word in Words().Matches(text.ToLowerInvariant()))
        {
            result.Add(word.Value);
        }

        var han = Han().Replace(text, "");
        for (var i = 0; i < han.Length; i++)
        {
            result.Add(han.Substring(i, Math.Min(2, han.Length - i)));
        }

        return result;
    }

    private double Similarity(HashSet<string> a, double sumOfA, HashSet<string> b, double sumOfB)
    {
        var shared = a.Where(b.Contains).Sum(Weight);
        return shared == 0 ? 0 : shared / Math.Sqrt(sumOfA * sumOfB);
    }

    private double Weight(string feature) => _weight.GetValueOrDefault(feature, _unknown);

    private static TextLanguage LanguageOf(string text)
    {
        var (han, latin) = (text.Any(c => c is >= '\u4E00' and <= '\u9FFF'), Regex.IsMatch(Codes().Replace(text, ""), "[A-Za-z]{2,}"));
        return text.Any(c => c is (>= '\u0400' and <= '\u04FF') or (>= '\u3040' and <= '\u30FF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\u0600' and <= '\u06FF'))
            || Spanish().IsMatch(text) ? TextLanguage.Other
            : (han, latin) switch
            {
                (true, true) => TextLanguage.Mixed,
                (true, false) => TextLanguage.Chinese,
                (false, true) => TextLanguage.English,
                _ => TextLanguage.Undetermined,
            };
    }

    private List<Entity> Entities(string text, DateOnly today)
    {
        var result = new List<Entity>();
        Each(@"(?i)\bHL-?(\d{6})(?!\d)|(?<![A-Za-z])(?i:HL)-(\d{6})", "order_number", m => "HL-" + (m.Groups[1].Value + m.Groups[2].Value));
        Each(@"(?i)SR-?(\d{6})(?!\d)", "request_number", m => "SR-" + m.Groups[1].Value);
        Each(@"[\w.+-]+@[\w-]+(\.[\w-]+)+", "email", m => m.Value.ToLowerInvariant());
        Each(@"(?<![\d-])\+?\d[\d ]{7,}\d", "phone", m => m.Value.Replace(" ", "", StringComparison.Ordinal));
        Each(@"\$(\d+(\.\d+)?)|(\d+(\.\d+)?)\s*(dollars|美元|美金)", "money",
            m => decimal.Parse(m.Groups[1].Success ? m.Groups[1].Value : m.Groups[3].Value, CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture) + " USD");
        Each(@"(?<![\d-])\d{6}(?!\d)", "code", m => m.Value);
        Each(@"\d{4}-\d{2}-\d{2}", "date", m => m.Value);
        Each("(?i)today|今天", "date", _ => Iso(today));
        Each("(?i)yesterday|昨天", "date", _ => Iso(today.AddDays(-1)));
        Each("(?i)tomorrow|明天", "date", _ => Iso(today.AddDays(1)));
        Each("后天", "date", _ => Iso(today.AddDays(2)));
        Each(@"(?i)(?:\b|下)(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", "date", m => Weekday(Array.IndexOf(English, m.Groups[1].Value.ToLowerInvariant())));
        Each("(?:周|星期)([日天一二三四五六])", "date", m => Weekday(Math.Max(0, "日一二三四五六".IndexOf(m.Groups[1].Value, StringComparison.Ordinal))));
        Each(@"(\d{1,2})月(\d{1,2})[日号]", "date", m => $"2026-{int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture):00}-{int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture):00}");
        Each(@"(?i)(\d{1,2}) (november|december)", "date", m => $"2026-{(m.Groups[2].Value.StartsWith("n", StringComparison.OrdinalIgnoreCase) ? 11 : 12)}-{int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture):00}");
        foreach (var (type, canonical, word) in _lexicon)
        {
            var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && !result.Exists(e => e.Type == type && at < e.Start + e.Length && e.Start < at + word.Length))
            {
                result.Add(new(type, canonical, at, word.Length));
            }
        }

        return [.. result.OrderBy(e => e.Start)];

        void Each(string pattern, string type, Func<Match, string> value) =>
            result.AddRange(Regex.Matches(text, pattern).Select(m => new Entity(type, value(m), m.Index, m.Length)));

        string Weekday(int day) => Iso(today.AddDays((((day - (int)today.DayOfWeek) + 6) % 7) + 1));
    }

    private static readonly string[] English = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("[a-z0-9']+")]
    private static partial Regex Words();

    [GeneratedRegex(@"[^\u4E00-\u9FFF]")]
    private static partial Regex Han();

    [GeneratedRegex(@"(?i)(HL|SR)-?\d+|\S+@\S+")]
    private static partial Regex Codes();

    [GeneratedRegex(@"(?i)\b(hola|mi|pedido|bonjour|où|est|guten|ich|habe|wo ist|gracias)\b")]
    private static partial Regex Spanish();
}
