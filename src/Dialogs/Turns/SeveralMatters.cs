namespace ServiceBot.Dialogs;

/// <summary>A message with several matters: what can be answered at once is answered first, then one dialog after the other is held.</summary>
internal static class SeveralMatters
{
    /// <summary>Begins the first matter and keeps the others. False: the message holds one, or one that begins a dialog.</summary>
    public static async Task<bool> HandleAsync(Turn turn)
    {
        var parts = turn.ByButton || turn.Exact is not null ? [] : turn.Understanding.Parts
            .Where(part => part.Intents[0].Probability >= turn.Options.Confident && part.InScope >= turn.Options.InScope && turn.Catalog.ByIntent.ContainsKey(part.Intents[0].Intent))
            .Select(part => (Plan: turn.Catalog.ByIntent[part.Intents[0].Intent], Utterance: turn.Understanding.Text.Substring(part.Start, part.Length)))
            .DistinctBy(part => part.Plan).OrderByDescending(part => IsAnswer(part.Plan)).ToList();
        if (parts.Count < 2 || parts.Any(part => part.Plan.Intents.Any(Names.Control.Append(Names.Person).Contains)))
        {
            return false;
        }

        turn.Rule = "several";
        turn.Later.Clear();
        turn.Later.AddRange(parts.Select(part => new Matter(Turn.Short(part.Utterance), part.Plan.Name)));
        await TakeUpAsync(turn);
        return true;
    }

    /// <summary>Takes up what waits, once nothing else is under way.</summary>
    public static async Task GoOnAsync(Turn turn)
    {
        while (IsFree(turn) && turn.Later.Count > 0)
        {
            if (turn.Catalog.Dialogs.TryGetValue(turn.Later[0].Dialog, out var plan))
            {
                turn.Say("bot_next", ReplyKind.Text, ("dialog", plan.Title.In(turn.Language)));
            }

            await TakeUpAsync(turn);
        }
    }

    private static Task TakeUpAsync(Turn turn)
    {
        var matter = turn.Later[0];
        turn.Later.RemoveAt(0);
        return turn.Catalog.Dialogs.TryGetValue(matter.Dialog, out var plan) ? Interruptions.BeginAsync(turn, plan, matter.Utterance) : Task.CompletedTask;
    }

    private static bool IsFree(Turn turn) => turn.Top is null && turn.Pending is null && !turn.Waiting;

    /// <summary>A dialog that answers or says something and asks for nothing.</summary>
    public static bool IsAnswer(DialogPlan plan) => plan.Steps.All(step => step is AnswerStep or SayStep or EndStep);
}
