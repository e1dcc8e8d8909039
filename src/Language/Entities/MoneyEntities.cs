using System.Globalization;

namespace ServiceBot.Language.Entities;

/// <summary>Amounts of money: $29, USD 29, 29 dollars, 29美元, 三十块钱, 29块9. A bare 块 or 元 is yuan.</summary>
internal static class MoneyEntities
{
    private static readonly (string Currency, string[] Words)[] Before =
    [
        ("USD", ["us$", "$", "usd", "美元"]), ("EUR", ["€", "eur", "欧元"]), ("GBP", ["£", "gbp", "英镑"]),
        ("CNY", ["¥", "￥", "rmb", "cny", "人民币"]),
    ];

    private static readonly (string Currency, string[] Words)[] After =
    [
        ("USD", ["$", "usd", "dollars", "dollar", "bucks", "美元", "美金", "刀"]),
        ("EUR", ["€", "eur", "euros", "euro", "欧元"]),
        ("GBP", ["£", "gbp", "pounds", "pound", "英镑"]),
        ("HKD", ["hkd", "港元", "港币"]),
        ("CNY", ["¥", "￥", "rmb", "cny", "yuan", "元", "块钱", "块", "人民币"]),
    ];

    public static void Find(MessageText text)
    {
        foreach (var quantity in text.Quantities)
        {
            if (text.IsTaken(quantity.Start, quantity.End))
            {
                continue;
            }

            if (CurrencyBefore(text, quantity) is { } before)
            {
                Add(text, quantity.Value, before.Currency, before.Start, quantity.End);
            }
            else if (CurrencyAfter(text, quantity) is { } after)
            {
                // 29块9 is 29.90.
                var tenth = text.At(after.End) - '0';
                var hasTenth = text.At(after.End - 1) == '块' && tenth is > 0 and < 10 && !char.IsAsciiDigit(text.At(after.End + 1));
                Add(text, quantity.Value + (hasTenth ? tenth / 10m : 0), after.Currency, quantity.Start, after.End + (hasTenth ? 1 : 0));
            }
        }
    }

    private static void Add(MessageText text, decimal amount, string currency, int start, int end) =>
        text.Add(EntityTypes.Money, string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currency}"), start, end);

    private static (string Currency, int Start)? CurrencyBefore(MessageText text, Quantity quantity)
    {
        if (quantity.Form is QuantityForm.English or QuantityForm.DigitsInWord)
        {
            return null;
        }

        var end = text.At(quantity.Start - 1) == ' ' ? quantity.Start - 1 : quantity.Start;
        foreach (var (currency, words) in Before)
        {
            foreach (var word in words)
            {
                var start = end - word.Length;
                if (text.After(start, [word]) == end && !(char.IsAsciiLetter(word[0]) && char.IsAsciiLetterOrDigit(text.At(start - 1))))
                {
                    return (currency, start);
                }
            }
        }

        return null;
    }

    private static (string Currency, int End)? CurrencyAfter(MessageText text, Quantity quantity)
    {
        var start = text.SkipSpace(quantity.End);
        foreach (var (currency, words) in After)
        {
            var end = text.After(start, words);
            if (end < 0 || (char.IsAsciiLetter(text.At(end - 1)) && char.IsAsciiLetterOrDigit(text.At(end))))
            {
                continue;
            }

            var isTogether = text.At(quantity.Start) == '一' && quantity.Value == 1 && text.At(end - 1) == '块';    // 一块去
            return isTogether ? null : (currency, end);
        }

        return null;
    }
}
