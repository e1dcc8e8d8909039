namespace ServiceBot.Dialogs;

/// <summary>Cancel, start over, help, repeat, «a person» and «goodbye»: at any time, whatever is open.</summary>
internal static class Controls
{
    public static async Task<bool> HandleAsync(Turn turn)
    {
        switch (Meant(turn))
        {
            case Names.Cancel:
                turn.Say(Drop(turn) ? "bot_cancelled" : "bot_nothing_to_cancel");
                break;
            case Names.StartOver:
                Drop(turn);
                turn.Later.Clear();
                turn.Say("bot_started_over");
                break;
            case Names.Help:
                turn.Say("bot_help");
                turn.AskAgain();
                break;
            case Names.Repeat:
                Repeat(turn);
                break;
            case Names.Person:
                await PersonAsync(turn);
                break;
            case Names.Goodbye when turn.Top is not null && turn.Catalog.ByIntent.TryGetValue(Names.Goodbye, out var farewell):
                await LeaveAsync(turn, farewell);
                break;
            default:
                return false;
        }

        turn.Rule = "control";
        return true;
    }

    /// <summary>Begins the dialog of «a person», or hands over at once when there is none.</summary>
    public static Task PersonAsync(Turn turn)
    {
        turn.Pending = null;
        return turn.Catalog.ByIntent.TryGetValue(Names.Person, out var plan)
            ? Interruptions.BeginAsync(turn, plan, turn.Text)
            : StepRunner.HandOverAsync(turn, turn.Top?.Dialog ?? "-");
    }

    /// <summary>Says goodbye and asks nothing. What is open stays open for whoever comes back.</summary>
    private static async Task LeaveAsync(Turn turn, DialogPlan farewell)
    {
        List<Frame> open = [.. turn.Frames];
        turn.Frames.Clear();
        await Interruptions.BeginAsync(turn, farewell, turn.Text);
        turn.Frames.InsertRange(0, open);
    }

    private static string? Meant(Turn turn)
    {
        var slot = turn.Top?.Pending is { Kind: PendingKind.Ask } ask ? turn.Catalog.Slots[ask.Slot!] : null;
        if (slot?.Optional == true && OpenQuestion.IsSkip(turn, slot))
        {
            return null;
        }

        if (turn.Exact is { } exact)
        {
            return exact;
        }

        if (slot is not null && IsTheAnswer(turn, slot))
        {
            return null;
        }

        var threshold = slot?.IsText == true ? turn.Options.InterruptFreeText : turn.Options.Control;
        return slot?.Type != SlotTypes.Line && turn.Understanding.Best is { } best && best.Probability >= threshold && turn.Understanding.InScope >= turn.Options.InScope
            ? best.Intent
            : null;
    }

    /// <summary>Whether the message is little else than the value that was asked for: «someone@example.com» calls nobody.</summary>
    private static bool IsTheAnswer(Turn turn, Slot slot) =>
        SlotReading.Of(slot, turn.Understanding, turn.Today, true).Any(reading => reading.Length * 2 >= turn.Text.Trim().Length);

    private static bool Drop(Turn turn)
    {
        var any = turn.Frames.Count > 0 || turn.Pending is not null;
        foreach (var frame in turn.Frames.Where(f => !f.Called))
        {
            turn.Fact("dialog_cancelled", ("dialog", frame.Dialog));
        }

        turn.Frames.Clear();
        turn.Pending = null;
        return any;
    }

    private static void Repeat(Turn turn)
    {
        turn.AskAgain();
        if (!turn.Waiting)
        {
            if (turn.LastText is { } last)
            {
                turn.Add(new(last, turn.Language, ReplyKind.Text, [.. turn.Buttons.Select(b => new Suggestion(b.Title, b.Value))]));
            }
            else
            {
                turn.Say("bot_nothing_to_repeat");
            }
        }
    }
}
