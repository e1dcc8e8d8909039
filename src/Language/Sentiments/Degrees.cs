using System.Collections.Frozen;

namespace ServiceBot.Language.Sentiments;

/// <summary>Words that turn, raise or lower what comes after them.</summary>
internal static class Degrees
{
    private static readonly FrozenSet<string> Not = Set("""
        not no never none nobody nothing neither nor without cannot cant won't wont don't dont doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt weren't werent
        hasn't hasnt haven't havent hadn't hadnt can't couldn't couldnt shouldn't shouldnt wouldn't wouldnt ain't aint n't hardly barely scarcely rarely seldom lacks lacking
        """);

    private static readonly FrozenSet<string> More = Set("""
        very really so extremely absolutely totally completely incredibly super highly truly too most especially particularly remarkably deeply utterly entirely thoroughly
        exceptionally insanely freaking fucking damn such hugely quite always
        """);

    private static readonly FrozenSet<string> Less = Set("slightly somewhat kinda kind sort sorta bit little fairly rather partly marginally occasionally sometimes almost nearly");

    private static readonly FrozenSet<string> Contrast = Set("but however though although yet nevertheless except unfortunately still");

    private static readonly string[] ChineseNot = ["不是很", "不是", "没有", "不太", "不怎么", "并不", "并非", "毫不", "毫无", "从不", "从未", "不", "没", "无", "未", "非", "别", "莫"];
    private static readonly string[] ChineseMore = ["非常", "特别", "十分", "相当", "格外", "极其", "极为", "尤其", "超级", "真的", "实在", "太", "很", "真", "极", "超", "最", "好", "巨", "挺", "蛮", "更"];
    private static readonly string[] ChineseLess = ["有点儿", "有一点", "有点", "有些", "稍微", "略微", "稍", "略", "还算", "还", "比较", "较"];
    private static readonly string[] ChineseContrast = ["但是", "可是", "不过", "然而", "只是", "就是", "却", "但"];

    public static bool IsNot(ReadOnlySpan<char> word) => Has(Not, word) || word.EndsWith("n't");

    public static bool IsMore(ReadOnlySpan<char> word) => Has(More, word);

    public static bool IsLess(ReadOnlySpan<char> word) => Has(Less, word);

    public static bool IsContrast(ReadOnlySpan<char> word) => Has(Contrast, word);

    /// <summary>How many characters of a Chinese word of contrast stand at a place; 0: none.</summary>
    public static int ContrastAt(ReadOnlySpan<char> text) => LengthAt(text, ChineseContrast);

    public static int NotAt(ReadOnlySpan<char> text) => LengthAt(text, ChineseNot);

    public static int MoreAt(ReadOnlySpan<char> text) => LengthAt(text, ChineseMore);

    public static int LessAt(ReadOnlySpan<char> text) => LengthAt(text, ChineseLess);

    private static int LengthAt(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word))
            {
                return word.Length;
            }
        }

        return 0;
    }

    private static bool Has(FrozenSet<string> set, ReadOnlySpan<char> word) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
