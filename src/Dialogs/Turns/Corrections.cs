using System.Text.RegularExpressions;

namespace ServiceBot.Dialogs;

/// <summary>«no, Tuesday», «not HL-204817, HL-204818», «不对,是周二», «change the phone to …»: changes a slot that is already filled.</summary>
internal static partial class Corrections
{
    /// <summary>Applies a correction and says so. False: the sentence is none.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="marked">Only sentences with a correcting word count; a summary is corrected by the bare value, too.</param>
    public static bool Apply(Turn turn, bool marked)
    {
        if (marked && !Marker().IsMatch(turn.Text))
        {
            return false;
        }

        var filled = turn.Top!.Slots.Reverse().Select(s => turn.Catalog.Slots.GetValueOrDefault(s.Name)).OfType<Slot>()
            .Where(s => turn.Plan!.Slots.Contains(s.Name)).ToList();
        var named = filled.Where(s => Names(turn, s)).ToList();
        var done = 0;
        var used = new List<Reading>();
        foreach (var slot in named.Concat(filled.Except(named)))
        {
            if (NewValue(turn, slot, named.Contains(slot), used) is { } value)
            {
                SlotFilling.Put(turn, slot, value);
                turn.Say("bot_changed", ReplyKind.Text, ("title", slot.Title.In(turn.Language)), ("value", turn.Shown(slot.Name)));
                done++;
            }
        }

        return done > 0;
    }

    /// <summary>The filled slot that the sentence names without a new value: «change the date».</summary>
    public static Slot? Named(Turn turn, IEnumerable<string> slots) =>
        slots.Select(s => turn.Catalog.Slots[s]).Where(s => Names(turn, s)).OrderByDescending(s => s.Title.In(turn.Language).Length).FirstOrDefault();

    private static string? NewValue(Turn turn, Slot slot, bool named, List<Reading> used)
    {
        if (slot.IsText)
        {
            var value = named && Marker().IsMatch(turn.Text) ? ToValue().Match(turn.Text).Groups["value"].Value.Trim() : "";
            return value.Length > 0 && SlotReading.IsValid(slot, value, turn.Today) ? value : null;
        }

        var old = turn.Top!.Value(slot.Name);
        foreach (var reading in SlotReading.Of(slot, turn.Understanding, turn.Today, false))
        {
            var taken = reading.Length > 0 && used.Exists(u => u.Start < reading.Start + reading.Length && reading.Start < u.Start + u.Length);
            if (!taken && reading.Value != old)
            {
                used.Add(reading);
                return reading.Value;
            }
        }

        return null;
    }

    private static bool Names(Turn turn, Slot slot)
    {
        var plain = turn.Plain;
        return PlainText.Holds(plain, PlainText.Of(slot.Title.En)) || PlainText.Holds(plain, PlainText.Of(slot.Title.Zh))
            || PlainText.Holds(plain, slot.Name.Replace('_', ' ')) || PlainText.Holds(plain, slot.Type.Replace('_', ' '));
    }

    [GeneratedRegex(
        @"^\s*(no|nope|not|sorry|actually|wait|i mean|i meant|correction|rather|make (it|that))\b|\b(change|correct|update|should be|instead)\b|\bnot\b.+\bbut\b"
        + "|不对|不是|错了|搞错|说错|写错|更正|改成|改为|改到|换成|换到|应该是|应该为|^(不|等等|修改|改一下|改)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Marker();

    [GeneratedRegex(@"(\bto|\bshould be|\bis|改成|改为|换成|应该是|是)\s*[:：]?\s*(?<value>.+)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ToValue();
}
