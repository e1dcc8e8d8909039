using System.Collections.Frozen;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Sentiments;

/// <summary>Hears urgency, abuse, distress and thanks by phrases, composed for this project; a phrase under a negation does not count.</summary>
internal static class MarkReader
{
    private const int LongestPhrase = 6;     // words
    private const int LongestText = 64;
    private const int NotScope = 3;
    private static readonly FrozenDictionary<string, ToneMarks>.AlternateLookup<ReadOnlySpan<char>> English = Of(
        (ToneMarks.Urgent, """
            asap|urgent|urgently|emergency|immediately|right now|right away|at once|as soon as possible|straight away|hurry|hurry up|time sensitive|can't wait|cannot wait
            by today|by tonight|before tonight|within the hour|this instant|high priority|top priority|deadline|quickly please|need it now|need it today|need this today|need help now
            running out of time|no time|very soon|today please|now please
            """),
        (ToneMarks.Abusive, """
            fuck|fucking|fucked|fuck you|f you|shit|shitty|bullshit|asshole|assholes|bastard|bastards|bitch|idiot|idiots|moron|morons|imbecile|stupid bot|you stupid|dumbass|dickhead|piss off
            go to hell|screw you|shut up|scum|retard|wanker|crooks|thieves|i will kill|i'll kill|burn in hell|you suck|piece of crap|piece of shit|stfu|wtf
            """),
        (ToneMarks.Distressed, """
            desperate|desperately|panicking|panic|i'm scared|i am scared|terrified|i'm crying|in tears|please help me|someone help|somebody help|i can't take|can't cope|cannot cope|at my wits end|at my wit's end
            losing my mind|i give up|no one helps|nobody helps|i don't know what to do|don't know what to do|i am lost|i'm lost|heartbroken|devastated|hopeless|help me please|begging|i beg|suicidal|kill myself|end my life
            my mother died|passed away|lost my job|can't afford|cannot afford|in hospital|ambulance|not safe|threatened me|stressed out|so stressed|exhausted
            """),
        (ToneMarks.Thankful, """
            thanks|thank you|thank u|thankyou|thx|ty|tysm|cheers|much appreciated|appreciate it|appreciate your|i appreciate|grateful|many thanks|thanks a lot|bless you|you're the best|you are the best
            """)).ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly (string Phrase, ToneMarks Mark)[] Chinese = [.. OfChinese(
        (ToneMarks.Urgent, "紧急 急用 很急 着急 急需 急死 加急 火急 尽快 马上 立刻 立即 赶紧 赶快 快点 快一点 十万火急 来不及 等不及 今天之内 今天必须 现在就要 催一下 急急"),
        (ToneMarks.Abusive, "他妈 妈的 傻逼 傻b 煞笔 混蛋 王八蛋 去死 滚开 滚蛋 给我滚 脑残 智障 白痴 人渣 骗子 废物 狗屁 放屁 操你 卧槽 垃圾客服 垃圾公司 神经病 你有病 不要脸 无耻 杂种 畜生 弱智"),
        (ToneMarks.Distressed, "救命 崩溃 绝望 走投无路 不知道怎么办 不知道该怎么办 怎么办啊 急哭 想哭 哭了 求求你 求你 求求 受不了了 撑不住 活不下去 不想活 害怕 恐慌 失业 住院 去世 过世 没钱交 付不起 快疯了 要疯了 心碎 无助 帮帮我"),
        (ToneMarks.Thankful, "谢谢 谢了 多谢 感谢 感激 辛苦了 谢啦 麻烦你了 太感谢 非常感谢 谢谢你 谢谢您 蟹蟹"))];

    /// <summary>Hears them.</summary>
    /// <param name="folded">The text, folded.</param>
    /// <param name="tokens">Its tokens.</param>
    public static ToneMarks Read(ReadOnlySpan<char> folded, ReadOnlySpan<Token> tokens)
    {
        var marks = ToneMarks.None;
        var (not, hasHan) = (0, false);
        Span<char> phrase = stackalloc char[LongestText];
        for (var i = 0; i < tokens.Length; i++)
        {
            hasHan |= tokens[i].Kind == TokenKind.Han;
            if (tokens[i].Kind != TokenKind.Word)
            {
                continue;
            }

            not = Degrees.IsNot(tokens[i].In(folded)) ? NotScope : Math.Max(0, not - 1);
            var length = 0;
            for (var j = i; j < tokens.Length && j < i + LongestPhrase && tokens[j].Kind == TokenKind.Word && length + 1 + tokens[j].Length <= LongestText; j++)
            {
                if (j > i)
                {
                    phrase[length++] = ' ';
                }

                tokens[j].In(folded).CopyTo(phrase[length..]);
                length += tokens[j].Length;
                if (English.TryGetValue(phrase[..length], out var mark) && (not is 0 or NotScope || mark == ToneMarks.Abusive))
                {
                    marks |= mark;
                }
            }
        }

        return hasHan ? marks | ReadChinese(folded) : marks;
    }

    private static ToneMarks ReadChinese(ReadOnlySpan<char> folded)
    {
        var marks = ToneMarks.None;
        foreach (var (phrase, mark) in Chinese)
        {
            for (var (from, at) = (0, folded.IndexOf(phrase)); at >= 0; at = folded[from..].IndexOf(phrase))
            {
                var start = from + at;
                from = start + phrase.Length;
                if (mark == ToneMarks.Abusive || !(start > 0 && folded[start - 1] is '不' or '没' or '别'))
                {
                    marks |= mark;
                    break;
                }
            }
        }

        return marks;
    }

    private static Dictionary<string, ToneMarks> Of(params ReadOnlySpan<(ToneMarks Mark, string Phrases)> lists)
    {
        var all = new Dictionary<string, ToneMarks>(StringComparer.Ordinal);
        foreach (var (mark, phrases) in lists)
        {
            foreach (var phrase in phrases.Split(['|', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                all[phrase] = all.GetValueOrDefault(phrase) | mark;
            }
        }

        return all;
    }

    private static IEnumerable<(string Phrase, ToneMarks Mark)> OfChinese(params (ToneMarks Mark, string Phrases)[] lists) =>
        lists.SelectMany(list => list.Phrases.Split(' ').Select(phrase => (phrase, list.Mark)));
}
