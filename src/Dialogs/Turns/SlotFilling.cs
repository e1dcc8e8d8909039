using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>Fills every slot of the dialog on top that a sentence holds, asked for or not.</summary>
internal static class SlotFilling
{
    /// <summary>Fills what it can; true when the slot that was asked for is among it.</summary>
    public static bool Fill(Turn turn, Understanding sentence, Slot? asked)
    {
        var used = new List<Reading>();
        var filled = asked is not null && FillOne(turn, sentence, asked, used, true);
        FillOthers(turn, sentence, asked, used, _ => true);
        return filled;
    }

    /// <summary>
    /// Fills slots that were not asked for from an answer that does not fit the question: a phone number where a day was asked. Only what can be
    /// nothing else counts, numbers and addresses, and not a word that happens to be a choice's.
    /// </summary>
    /// <returns>What was filled.</returns>
    public static IReadOnlyList<Slot> FillUnasked(Turn turn, Understanding sentence, Slot asked) =>
        FillOthers(turn, sentence, asked, [], slot => SlotTypes.Entities.Contains(slot.Type));

    private static List<Slot> FillOthers(Turn turn, Understanding sentence, Slot? asked, List<Reading> used, Func<Slot, bool> may) =>
        [.. turn.Plan!.Slots.Where(name => name != asked?.Name && turn.Top!.Value(name) is null)
            .Select(name => turn.Catalog.Slots[name]).Where(slot => may(slot) && FillOne(turn, sentence, slot, used, false))];

    public static void Put(Turn turn, Slot slot, string value)
    {
        turn.Top = turn.Top!.With(slot.Name, value);
        turn.Sensitive |= slot.Sensitive;
        if (slot.Remember)
        {
            turn.Remembered.RemoveAll(s => s.Name == slot.Name);
            turn.Remembered.Add(new(slot.Name, value));
        }
    }

    private static bool FillOne(Turn turn, Understanding sentence, Slot slot, List<Reading> used, bool asked)
    {
        foreach (var reading in SlotReading.Of(slot, sentence, turn.Today, asked))
        {
            if (reading.Length == 0 || !used.Exists(u => u.Start < reading.Start + reading.Length && reading.Start < u.Start + u.Length))
            {
                used.Add(reading);
                Put(turn, slot, reading.Value);
                return true;
            }
        }

        return false;
    }
}
