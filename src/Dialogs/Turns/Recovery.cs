namespace ServiceBot.Dialogs;

/// <summary>Brings a state of older dialogs into the present ones: what is gone is left, what was said is kept.</summary>
internal static class Recovery
{
    /// <summary>True when the dialog on top has to begin anew, with the slots it has.</summary>
    public static bool Recover(Turn turn)
    {
        var gone = turn.Frames.FindIndex(f => !turn.Catalog.Dialogs.ContainsKey(f.Dialog));
        if (gone >= 0)
        {
            // A called dialog works for its caller, so the caller takes its slots home.
            turn.Carried.AddRange(turn.Frames[^1].Slots);
            turn.Frames.RemoveRange(gone, turn.Frames.Count - gone);
        }

        for (var i = 0; i < turn.Frames.Count; i++)
        {
            var frame = turn.Frames[i];
            var plan = turn.Catalog.Dialogs[frame.Dialog];
            var step = frame.At is { } at ? plan.Find(at) : null;
            if (step is null || !Fits(turn, frame, step, i))
            {
                turn.Frames.RemoveRange(i + 1, turn.Frames.Count - i - 1);
                turn.Frames[i] = frame with { At = plan.KeyAt(plan.First), Pending = null };
                turn.Say("bot_updated");
                return true;
            }
        }

        if (gone >= 0)
        {
            turn.Say("bot_updated");
        }

        return false;
    }

    /// <summary>Whether the step still asks what the customer was asked, or still calls the dialog above it.</summary>
    private static bool Fits(Turn turn, Frame frame, Step step, int index) => frame.Pending?.Kind switch
    {
        null => index < turn.Frames.Count - 1 && step is CallStep call && call.Dialog == turn.Frames[index + 1].Dialog,
        PendingKind.Ask => frame.Pending.Slot is { } slot && turn.Catalog.Slots.ContainsKey(slot) && (step is ConfirmStep || (step is AskStep ask && ask.Slot == slot)),
        PendingKind.Confirm or PendingKind.Change => step is ConfirmStep,
        PendingKind.Helped => step is AnswerStep,
        _ => false,
    };
}
