namespace ServiceBot.Dialogs;

/// <summary>Beginning a dialog, also over another one that waits.</summary>
internal static class Interruptions
{
    /// <summary>The dialog of another intent that the customer surely means, or null.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="threshold">Least probability that the message means any intent at all, and that it means this one.</param>
    public static DialogPlan? Other(Turn turn, double threshold)
    {
        var sentence = turn.Understanding;
        return sentence.Best is { } best && best.Probability >= threshold && sentence.InScope >= Math.Max(turn.Options.InScope, threshold)
            && sentence.Margin >= turn.Options.Margin && turn.Catalog.ByIntent.TryGetValue(best.Intent, out var plan)
            && !turn.Frames.Exists(f => f.Dialog == plan.Name) && (!IsChat(plan) || best.Probability >= turn.Options.InterruptFreeText)
            ? plan
            : null;
    }

    /// <summary>A dialog that only says something: worth a word in between when it is surely meant, not on suspicion.</summary>
    private static bool IsChat(DialogPlan plan) => plan.Steps.All(step => step is SayStep);

    /// <summary>Begins a dialog with what the utterance already holds.</summary>
    public static Task BeginAsync(Turn turn, DialogPlan plan, string utterance)
    {
        turn.Pending = null;
        turn.Waiting = false;
        if (turn.Frames.FindIndex(f => f.Dialog == plan.Name && !f.Called) is var open and >= 0)
        {
            turn.Frames.RemoveRange(open + 1, turn.Frames.Count - open - 1);
            turn.AskAgain();
            return Task.CompletedTask;
        }

        while (turn.Frames.Count >= turn.Options.MaxDepth)
        {
            turn.Fact("dialog_cancelled", ("dialog", turn.Top!.Dialog));
            turn.Frames.RemoveAt(turn.Frames.Count - 1);
        }

        turn.Frames.Add(new()
        {
            Dialog = plan.Name,
            At = plan.KeyAt(plan.First),
            Utterance = Turn.Short(utterance),
            Slots = [.. turn.Carried.Where(c => plan.Slots.Contains(c.Name))],
        });
        turn.Carried.Clear();
        turn.Fact("dialog_started", ("dialog", plan.Name));
        SlotFilling.Fill(turn, utterance == turn.Text ? turn.Understanding : turn.Release.Understander.Understand(utterance, turn.Input.Now), null);
        return StepRunner.RunAsync(turn);
    }
}
