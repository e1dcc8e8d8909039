using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>A value that a sentence holds for a slot, and the place in the sentence that it came from.</summary>
internal readonly record struct Reading(string Value, int Start, int Length);

/// <summary>Reads slots out of sentences. What does not fit the slot is not read.</summary>
internal static partial class SlotReading
{
    /// <summary>The values for a slot in a sentence, best first.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="today">For dates.</param>
    /// <param name="asked">The bot just asked for it, so that shorter forms are enough.</param>
    public static IEnumerable<Reading> Of(Slot slot, Understanding sentence, DateOnly today, bool asked) =>
        Candidates(slot, sentence, today, asked).Where(r => !IsNegated(sentence.Text, r.Start) && IsValid(slot, r.Value, today));

    /// <summary>Whether a value keeps the slot's rules.</summary>
    public static bool IsValid(Slot slot, string value, DateOnly today)
    {
        if (slot.IsText)
        {
            return value.Length >= (slot.Min ?? 1) && value.Length <= (slot.Max ?? 4000) && slot.Pattern?.IsMatch(value) != false;
        }

        if (slot.Type is EntityTypes.Number or EntityTypes.Money
            && (!decimal.TryParse(value.Split(' ')[0], NumberStyles.Number, CultureInfo.InvariantCulture, out var number) || number < slot.Min || number > slot.Max))
        {
            return false;
        }

        if (slot.Type == EntityTypes.Date && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && ((slot.When == SlotTime.Past && day > today) || (slot.When == SlotTime.Future && day < today)))
        {
            return false;
        }

        return (slot.Type != SlotTypes.Choice || slot.Choices.Any(c => c.Name == value)) && slot.Pattern?.IsMatch(value) != false;
    }

    /// <summary>«not HL-204817», «不是HL-204817»: named only to be refused.</summary>
    public static bool IsNegated(string text, int start) => Negation().IsMatch(text[Math.Clamp(start - 30, 0, text.Length)..Math.Clamp(start, 0, text.Length)]);

    private static IEnumerable<Reading> Candidates(Slot slot, Understanding sentence, DateOnly today, bool asked)
    {
        if (slot.Type == SlotTypes.Choice || slot.Choices.Count > 0)
        {
            return Choices(slot, sentence.Text, asked);
        }

        var learned = Learned(slot, sentence, today);
        if (slot.IsText || slot.Type == SlotTypes.YesNo || (slot.Type is EntityTypes.Number or EntityTypes.Code && !asked))
        {
            return learned;
        }

        // What is learned to be another slot's is that one's: «from Leeds to York» has one place for each.
        var entities = sentence.Entities.Where(e => e.Type == slot.Type && !sentence.Slots.Any(s => s.Type != slot.Name && s.Type != slot.Type && s.Start <= e.Start && e.Start + e.Length <= s.End))
            .Select(e => new Reading(Adjust(slot, e, sentence.Text, today), e.Start, e.Length));
        return learned.Concat(asked ? InRole(slot, sentence.Text, entities, asked).Concat(Digits(slot, sentence.Text)) : InRole(slot, sentence.Text, entities, asked));
    }

    /// <summary>
    /// «from Leeds to York»: where a slot says which words stand beside its value, the values beside them come first, and unasked only they count.
    /// </summary>
    private static IEnumerable<Reading> InRole(Slot slot, string text, IEnumerable<Reading> readings, bool asked)
    {
        if (slot.After.Count == 0 && slot.Before.Count == 0)
        {
            return readings;
        }

        var all = readings.ToList();
        var beside = all.Where(r => slot.After.Any(word => EndsWith(text.AsSpan(0, r.Start), word)) || slot.Before.Any(word => BeginsWith(text.AsSpan(r.Start + r.Length), word))).ToList();
        return asked ? beside.Concat(all.Except(beside)) : beside;
    }

    private static bool EndsWith(ReadOnlySpan<char> text, string word)
    {
        text = text.TrimEnd();
        return text.EndsWith(word, StringComparison.OrdinalIgnoreCase) && !(char.IsAsciiLetter(word[0]) && text.Length > word.Length && char.IsAsciiLetterOrDigit(text[^(word.Length + 1)]));
    }

    private static bool BeginsWith(ReadOnlySpan<char> text, string word)
    {
        text = text.TrimStart();
        return text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && !(char.IsAsciiLetter(word[^1]) && text.Length > word.Length && char.IsAsciiLetterOrDigit(text[word.Length]));
    }

    /// <summary>Values that were learned from annotated examples: of a slot's name, its words or the entity in them; of its type, the words if no entity is there.</summary>
    private static IEnumerable<Reading> Learned(Slot slot, Understanding sentence, DateOnly today)
    {
        foreach (var span in sentence.Slots.Where(s => s.Type == slot.Name || s.Type == slot.Type))
        {
            if (slot.IsText)
            {
                yield return new(sentence.Text.Substring(span.Start, span.Length).Trim(), span.Start, span.Length);
                continue;
            }

            var entity = sentence.Entities.FirstOrDefault(e => e.Type == slot.Type && e.Start < span.End && span.Start < e.Start + e.Length);
            if (entity is not null)
            {
                yield return new(Adjust(slot, entity, sentence.Text, today), entity.Start, entity.Length);
            }
            else if (!SlotTypes.Entities.Contains(slot.Type))
            {
                yield return new(sentence.Text.Substring(span.Start, span.Length).Trim(), span.Start, span.Length);
            }
        }
    }

    private static IEnumerable<Reading> Choices(Slot slot, string text, bool asked)
    {
        var plain = PlainText.Of(text);
        if (asked && int.TryParse(plain, out var number) && number >= 1 && number <= slot.Choices.Count)
        {
            return [new(slot.Choices[number - 1].Name, 0, text.Length)];
        }

        return slot.Choices.SelectMany(c => c.Synonyms.Where(s => PlainText.Holds(plain, s)).Select(s => (c.Name, Synonym: s)))
            .OrderByDescending(c => c.Synonym.Length)
            .Select(c => (c.Name, c.Synonym, Start: text.IndexOf(c.Synonym, StringComparison.OrdinalIgnoreCase)))
            .Select(c => new Reading(c.Name, Math.Max(0, c.Start), c.Start < 0 ? 0 : c.Synonym.Length));
    }

    /// <summary>When a number was asked for, its digits alone will do: «204817», «123».</summary>
    private static IEnumerable<Reading> Digits(Slot slot, string text)
    {
        var prefix = slot.Type switch
        {
            EntityTypes.OrderNumber => "HL-",
            EntityTypes.RequestNumber => "SR-",
            EntityTypes.Code => "",
            _ => null,
        };
        return prefix is null ? [] : SixDigits().Matches(text)
            .Where(m => m.Length == 6 || slot.Type == EntityTypes.RequestNumber)
            .Select(m => new Reading(prefix + m.Value.PadLeft(6, '0'), m.Index, m.Length));
    }

    /// <summary>«since Monday» looks back: a weekday that was read as the coming one becomes the last one.</summary>
    private static string Adjust(Slot slot, Entity entity, string text, DateOnly today) =>
        slot is { Type: EntityTypes.Date, When: SlotTime.Past }
        && DateOnly.TryParseExact(entity.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day > today && day <= today.AddDays(7) && Weekday().IsMatch(text.AsSpan(entity.Start, entity.Length))
            ? day.AddDays(-7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : entity.Value;

    [GeneratedRegex(@"(\bnot|\bisn't|\bno longer|\binstead of|不是|不要|而非|并非)\s*(the|on|for|at)?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex(@"(?<![\d-])\d{1,6}(?!\d)")]
    private static partial Regex SixDigits();

    [GeneratedRegex("mon|tue|wed|thu|fri|sat|sun|周|星期|礼拜", RegexOptions.IgnoreCase)]
    private static partial Regex Weekday();
}
