using System.Globalization;

namespace ServiceBot.Dialogs;

/// <summary>Shows a slot's normal form as a customer reads it: a day by name, money with its sign, a choice by its title.</summary>
internal static class ValueWords
{
    public static string Of(Slot slot, string value, string language) => slot.Type switch
    {
        _ when slot.Sensitive => "••••",
        SlotTypes.Choice or SlotTypes.YesNo when slot.Choices.FirstOrDefault(c => c.Name == value) is { } choice => choice.Title.In(language),
        SlotTypes.YesNo => new Words(value == "yes" ? "yes" : "no", value == "yes" ? "是" : "否").In(language),
        "date" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Day(day, language),
        "money" => Money(value, language),
        _ => value,
    };

    public static string Day(DateOnly day, string language) => language == "zh"
        ? $"{day.Year}年{day.Month}月{day.Day}日（星期{"日一二三四五六"[(int)day.DayOfWeek]}）"
        : day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Money(string value, string language) => value.Split(' ') switch
    {
        [var amount, "USD"] => language == "zh" ? $"{Short(amount)} 美元" : $"${Short(amount)}",
        _ => value,
    };

    private static string Short(string amount) => amount.EndsWith(".00", StringComparison.Ordinal) ? amount[..^3] : amount;
}
