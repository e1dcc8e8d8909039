using System.Globalization;

namespace ServiceBot.Language.Entities;

/// <summary>Plain numbers that are part of no date, amount, address or code.</summary>
internal static class NumberEntities
{
    private const string Measures = "个台件条张次天周月年份只套位人号部根米楼户兆小分点";

    public static void Find(MessageText text)
    {
        foreach (var quantity in text.Quantities)
        {
            if (IsNumber(text, quantity) && !text.IsTaken(quantity.Start, quantity.End))
            {
                text.Add(
                    EntityTypes.Number, quantity.Value.ToString("0.##########", CultureInfo.InvariantCulture), quantity.Start, quantity.End, take: false);
            }
        }
    }

    private static bool IsNumber(MessageText text, Quantity quantity) => quantity.Form switch
    {
        QuantityForm.Digits => true,
        QuantityForm.English => quantity.Value > 1,    // «a» and «one» are mostly articles and pronouns
        QuantityForm.Chinese => IsNumeral(text, quantity),
        _ => false,
    };

    /// <summary>One numeral alone is often part of a word (一下, 统一, 周三): it counts before a measure word or as the whole message.</summary>
    private static bool IsNumeral(MessageText text, Quantity quantity) =>
        text.Folded[quantity.Start..quantity.End] is not "千万"
        && (quantity.End - quantity.Start > 1
            || text.Tokens.Count == 1
            || (Measures.Contains(text.At(quantity.End), StringComparison.Ordinal) && text.Folded[quantity.Start..] is not ['一', '点', ..]));
}
