namespace ServiceBot.Channels.Mail;

/// <summary>Parts what somebody wrote from what they quote and from how they sign.</summary>
internal static class QuotedText
{
    private const int LongestAttribution = 400;

    private static readonly string[] Originals =
    [
        "original message", "ursprüngliche nachricht", "message d'origine", "mensaje original", "forwarded message", "原始邮件", "原始郵件", "回复的原邮件", "转发邮件", "轉寄郵件",
    ];

    private static readonly string[] From = ["from:", "von:", "de:", "发件人:", "发件人：", "寄件者:", "寄件者：", "寄件人:", "寄件人："];

    private static readonly string[] AfterFrom =
    [
        "sent:", "date:", "to:", "subject:", "gesendet:", "an:", "betreff:", "envoyé", "objet", "发送时间:", "发送时间：", "日期:", "日期：", "收件人:", "收件人：", "主题:", "主题：", "寄件日期:", "收件者:", "收件者：", "主旨:", "主旨：",
    ];

    private static readonly string[] SentFrom = ["sent from my ", "get outlook for ", "von meinem ", "envoyé de mon ", "发自我的", "從我的", "来自我的"];

    /// <summary>The new words, and the rest in its order. Words that are nothing but a quotation stay whole.</summary>
    public static (string Words, string Quoted) Split(string text)
    {
        var lines = text.Split('\n');
        var (words, quoted) = (new List<string>(), new List<string>());
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith('>'))
            {
                quoted.Add(lines[i]);
            }
            else if (line.Length > 0 && AttributionLength(lines, i) is > 0 and var length)
            {
                quoted.AddRange(lines.AsSpan(i, length));
                i += length - 1;
                if (!IsQuotedNext(lines, i + 1))
                {
                    quoted.AddRange(lines.AsSpan(i + 1));     // some programs mark no line of what they quote
                    break;
                }
            }
            else if (BeginsRest(lines, i))
            {
                quoted.AddRange(lines.AsSpan(i));
                break;
            }
            else
            {
                words.Add(lines[i]);
            }
        }

        var visible = string.Join('\n', words).Trim();
        return visible.Length == 0 ? (text.Trim(), "") : (visible, string.Join('\n', quoted).Trim());
    }

    /// <summary>How many lines say «On … wrote:», which programs break where they like; 0: these do not.</summary>
    private static int AttributionLength(string[] lines, int start)
    {
        var joined = "";
        for (var length = 1; length <= 3 && start + length <= lines.Length; length++)
        {
            joined = $"{joined} {lines[start + length - 1].Trim()}".Trim();
            if (joined.Length > LongestAttribution || lines[start + length - 1].Trim().Length == 0)
            {
                return 0;
            }

            if (IsAttribution(joined))
            {
                return length;
            }
        }

        return 0;
    }

    private static bool IsAttribution(string line)
    {
        bool Is(string first, string last) => line.StartsWith(first, StringComparison.Ordinal) && line.EndsWith(last, StringComparison.Ordinal);

        return Is("On ", "wrote:") || Is("Am ", "schrieb:") || (Is("Am ", ":") && line.Contains(" schrieb ", StringComparison.Ordinal))
            || Is("Le ", "a écrit :") || Is("El ", "escribió:")
            || (line.Any(char.IsAsciiDigit) && line.Replace('：', ':').Replace('寫', '写').EndsWith("写道:", StringComparison.Ordinal));
    }

    private static bool IsQuotedNext(string[] lines, int start)
    {
        while (start < lines.Length && lines[start].Trim().Length == 0)
        {
            start++;
        }

        return start < lines.Length && lines[start].TrimStart().StartsWith('>');
    }

    /// <summary>Whether everything from this line on is a signature, or a mail that was answered or passed on.</summary>
    private static bool BeginsRest(string[] lines, int i)
    {
        var line = lines[i].Trim();
        if (lines[i].TrimEnd('\r') is "-- " or "--" || SentFrom.Any(words => line.Length < 60 && line.StartsWith(words, StringComparison.OrdinalIgnoreCase) && IsLast(lines, i)))
        {
            return true;
        }

        if (line.StartsWith("--", StringComparison.Ordinal) || line.StartsWith("__", StringComparison.Ordinal))
        {
            var inside = line.Trim('-', '_', ' ');
            return Originals.Any(words => inside.Equals(words, StringComparison.OrdinalIgnoreCase)) || (inside.Length == 0 && line.Length > 15 && IsHeader(lines, i + 1));
        }

        return IsHeader(lines, i);
    }

    /// <summary>Whether lines are the header block that Outlook and others put before what they quote.</summary>
    private static bool IsHeader(string[] lines, int i)
    {
        static string Of(string line) => line.Trim().TrimStart('*').Replace("*:", ":", StringComparison.Ordinal);

        return i < lines.Length && StartsWithAny(Of(lines[i]), From)
            && lines.Skip(i + 1).Take(4).Count(next => StartsWithAny(Of(next), AfterFrom)) >= 2;
    }

    private static bool IsLast(string[] lines, int i) =>
        lines.Skip(i + 1).FirstOrDefault(next => next.Trim().Length > 0) is null or ['>', ..] || lines.Skip(i + 1).Take(4).Where((_, n) => AttributionLength(lines, i + 1 + n) > 0).Any();

    private static bool StartsWithAny(string line, string[] words) => words.Any(word => line.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
