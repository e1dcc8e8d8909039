using System.Globalization;

namespace ServiceBot.Language.Entities;

/// <summary>Spans of time, as ISO 8601: 30 minutes is PT30M, two hours PT2H, three days P3D, 两周 P2W, 半小时 PT30M, 一年 P1Y.</summary>
internal static class DurationEntities
{
    private static readonly (string[] Words, string Sign)[] English =
    [
        (["minutes", "minute", "mins", "min"], "PT{0}M"), (["hours", "hour", "hrs", "hr"], "PT{0}H"), (["seconds", "second", "secs"], "PT{0}S"),
        (["days", "day"], "P{0}D"), (["weeks", "week"], "P{0}W"), (["months", "month"], "P{0}M"), (["years", "year"], "P{0}Y"),
    ];

    private static readonly (string[] Words, string Sign)[] Chinese =
    [
        (["分钟"], "PT{0}M"), (["个小时", "小时", "个钟头", "个钟"], "PT{0}H"), (["秒钟", "秒"], "PT{0}S"), (["天"], "P{0}D"),
        (["个星期", "周", "个礼拜", "星期", "礼拜"], "P{0}W"), (["个月"], "P{0}M"), (["年"], "P{0}Y"),
    ];

    public static void Find(MessageText text)
    {
        // «in 3 days» is a date; how long it is until then is a span all the same.
        var ofDates = text.Found.Where(entity => entity.Type == EntityTypes.Date).SelectMany(entity => Enumerable.Range(entity.Start, entity.Length)).ToHashSet();
        foreach (var quantity in text.Quantities)
        {
            if (quantity.Count < 0 || (text.IsTaken(quantity.Start, quantity.End) && !ofDates.Contains(quantity.Start)))
            {
                continue;
            }

            var isChinese = text.At(text.SkipSpace(quantity.End)) >= '\u4E00';
            foreach (var (words, sign) in isChinese ? Chinese : English)
            {
                var end = text.After(text.SkipSpace(text.At(quantity.End) == '-' ? quantity.End + 1 : quantity.End), words);
                var isHalf = text.At(quantity.Start - 1) == ' ' && quantity.Start >= 5 && text.After(quantity.Start - 5, ["half "]) == quantity.Start;
                var isYear = sign is "P{0}Y" && quantity.Count > 100;    // 2026年
                var isWhole = isChinese ? !(sign is "P{0}W" && text.At(end) is '一' or '二' or '三' or '四' or '五' or '六' or '日') : !char.IsAsciiLetter(text.At(end));
                if (end > 0 && isWhole && !isYear && !isHalf && quantity.Form != QuantityForm.DigitsInWord)
                {
                    text.Add(EntityTypes.Duration, string.Format(CultureInfo.InvariantCulture, sign, quantity.Count), quantity.Start, end, take: false);
                    break;
                }
            }
        }

        FindHalves(text);
    }

    private static void FindHalves(MessageText text)
    {
        foreach (var token in text.Tokens)
        {
            var end = text.After(token.Start, ["半个小时", "半小时", "半个钟头", "half an hour"]);
            if (end > 0)
            {
                text.Add(EntityTypes.Duration, "PT30M", token.Start, end, take: false);
            }
        }
    }
}
