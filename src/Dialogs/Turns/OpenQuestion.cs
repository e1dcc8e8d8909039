namespace ServiceBot.Dialogs;

/// <summary>Takes the answer to the open question of the dialog on top.</summary>
internal static class OpenQuestion
{
    /// <summary>Characters of a sentence that may begin with «no» and mean «skip»; a longer one has something to say.</summary>
    private const int LongestSkip = 24;

    public static Task HandleAsync(Turn turn)
    {
        var pending = turn.Top!.Pending!;
        var step = turn.Plan!.Find(turn.Top.At!)!;
        return (pending.Kind, step) switch
        {
            (PendingKind.Ask, _) => AskAsync(turn, step, turn.Catalog.Slots[pending.Slot!]),
            (PendingKind.Confirm, ConfirmStep confirm) => ConfirmAsync(turn, confirm),
            (PendingKind.Change, ConfirmStep confirm) => ChangeAsync(turn, confirm),
            _ => HelpedAsync(turn, step),
        };
    }

    private static async Task AskAsync(Turn turn, Step step, Slot slot)
    {
        var words = turn.Text.Trim();
        var other = slot.Type == SlotTypes.Line ? null : Interruptions.Other(turn, slot.IsText ? turn.Options.InterruptFreeText : turn.Options.Interrupt);
        if (Corrections.Apply(turn, marked: true))
        {
            turn.Rule = "correction";
            turn.AskAgain();
            return;
        }

        if (slot.Type == SlotTypes.YesNo && (turn.Says(Names.Affirm) || turn.Says(Names.Deny)))
        {
            SlotFilling.Put(turn, slot, turn.Says(Names.Affirm) ? "yes" : "no");
        }
        else if (slot.Optional && IsSkip(turn, slot))
        {
            turn.Top = turn.Top!.With(slot.Name, "");
        }
        else if (other is not null && Questions.IsQuestion(words))
        {
            turn.Rule = "interruption";
            await Interruptions.BeginAsync(turn, other, turn.Text);
            return;
        }
        else if (slot.IsText && !IsBareYesOrNo(turn) && SlotReading.IsValid(slot, words, turn.Today) && !await AnsweredAsideAsync(turn, slot))
        {
            SlotFilling.Fill(turn, turn.Understanding, null);
            SlotFilling.Put(turn, slot, words);
        }
        else if (turn.Waiting)
        {
            return;
        }
        else if (slot.IsText || !SlotReading.Of(slot, turn.Understanding, turn.Today, true).Any())
        {
            await MissedAsync(turn, slot, other);
            return;
        }
        else
        {
            SlotFilling.Fill(turn, turn.Understanding, slot);
        }

        turn.Rule = "slot";
        turn.Top = turn.Top! with { Pending = null };
        await (step is AskStep ? StepRunner.GoOnAsync(turn, step, turn.Top.Outcome ?? "") : StepRunner.RunAsync(turn));
    }

    /// <summary>«yes» and «no» alone are no text that a colleague could work with.</summary>
    private static bool IsBareYesOrNo(Turn turn) => turn.Exact is Names.Affirm or Names.Deny;

    private static async Task MissedAsync(Turn turn, Slot slot, DialogPlan? other)
    {
        if (!slot.IsText && SlotFilling.FillUnasked(turn, turn.Understanding, slot) is { Count: > 0 } filled)
        {
            turn.Rule = "slot";
            foreach (var one in filled)
            {
                turn.Say("bot_noted", ReplyKind.Text, ("title", one.Title.In(turn.Language)), ("value", turn.Shown(one.Name)));
            }

            turn.AskAgain();
            return;
        }

        // What does not fit the question needs less certainty to be another matter than what might.
        other ??= slot.Type == SlotTypes.Line ? null : Interruptions.Other(turn, slot.IsText ? turn.Options.InterruptFreeText : turn.Options.Confident);
        if (other is not null)
        {
            turn.Rule = "interruption";
            await Interruptions.BeginAsync(turn, other, turn.Text);
            return;
        }

        if (await AnsweredAsideAsync(turn, slot))
        {
            return;
        }

        if (TriesLeft(turn, slot.Retries))
        {
            turn.Rule = "invalid";
            turn.Say(slot.Invalid ?? turn.Catalog.Responses["bot_invalid"], ReplyKind.Text, ("title", slot.Title.In(turn.Language)));
            turn.AskAgain();
        }
    }

    /// <summary>A question amid the questions: answered from the knowledge base, then back.</summary>
    private static Task<bool> AnsweredAsideAsync(Turn turn, Slot slot)
    {
        var own = turn.Understanding.Best is { } best && turn.Plan!.Intents.Contains(best.Intent);
        if (slot.Type == SlotTypes.Line || own || !Questions.IsQuestion(turn.Text) || Knowing.FindAside(turn) is not { } answer)
        {
            return Task.FromResult(false);
        }

        turn.Rule = "interruption";
        Knowing.Quote(turn, answer);
        StepRunner.BackToOpenQuestion(turn);
        return Task.FromResult(true);
    }

    private static async Task ConfirmAsync(Turn turn, ConfirmStep step)
    {
        if (Corrections.Apply(turn, marked: false))
        {
            turn.Rule = "correction";
            turn.AskAgain();
        }
        else if (turn.Says(Names.Affirm))
        {
            turn.Rule = "confirmed";
            await StepRunner.GoOnAsync(turn, step, ConfirmStep.Yes);
        }
        else if (Corrections.Named(turn, step.Slots) is { } slot)
        {
            Reask(turn, slot);
        }
        else if (turn.Says(Names.Deny))
        {
            turn.Rule = "refused";
            if (step.Branches.ContainsKey(ConfirmStep.No))
            {
                await StepRunner.GoOnAsync(turn, step, ConfirmStep.No);
                return;
            }

            turn.Top = turn.Top! with { Pending = new(PendingKind.Change) };
            AskWhatToChange(turn, step);
        }
        else if (Interruptions.Other(turn, turn.Options.InterruptFreeText) is { } other)
        {
            turn.Rule = "interruption";
            await Interruptions.BeginAsync(turn, other, turn.Text);
        }
        else if (TriesLeft(turn, 2))
        {
            turn.Rule = "invalid";
            turn.Say("bot_yes_or_no");
            turn.AskAgain();
        }
    }

    private static async Task ChangeAsync(Turn turn, ConfirmStep step)
    {
        if (Corrections.Apply(turn, marked: false) || turn.Says(Names.Deny) || turn.Says(Names.Affirm))
        {
            turn.Rule = "correction";
            turn.Top = turn.Top! with { Pending = new(PendingKind.Confirm) };
            turn.AskAgain();
        }
        else if (Corrections.Named(turn, step.Slots) is { } slot)
        {
            Reask(turn, slot);
        }
        else if (Interruptions.Other(turn, turn.Options.InterruptFreeText) is { } other)
        {
            turn.Rule = "interruption";
            await Interruptions.BeginAsync(turn, other, turn.Text);
        }
        else if (TriesLeft(turn, 2))
        {
            turn.Rule = "invalid";
            AskWhatToChange(turn, step);
        }
    }

    private static async Task HelpedAsync(Turn turn, Step step)
    {
        var helped = turn.Says(Names.Affirm);
        if (!helped && !turn.Says(Names.Deny) && Interruptions.Other(turn, turn.Options.Confident) is { } other)
        {
            // The customer has moved on: nobody wants to be asked about the old answer later.
            turn.Rule = "dialog";
            turn.Fact("dialog_cancelled", ("dialog", turn.Top!.Dialog));
            turn.Frames.RemoveAt(turn.Frames.Count - 1);
            await Interruptions.BeginAsync(turn, other, turn.Text);
            return;
        }

        if (!helped && !turn.Says(Names.Deny) && step is AnswerStep answer && Knowing.AnswerAgain(turn, answer))
        {
            return;
        }

        turn.Rule = helped ? "helped" : "not_helped";
        await Knowing.RateAsync(turn, helped);
        var outcome = helped ? AnswerStep.Helped : AnswerStep.NotHelped;
        if (helped && !step.Branches.ContainsKey(outcome))
        {
            turn.Say("bot_glad");
            StepRunner.End(turn, outcome);
            await StepRunner.RunAsync(turn);
            return;
        }

        SlotFilling.Fill(turn, turn.Understanding, null);
        await StepRunner.GoOnAsync(turn, step, outcome);
    }

    private static void Reask(Turn turn, Slot slot)
    {
        turn.Rule = "correction";
        turn.Top = turn.Top!.Without(slot.Name) with { Pending = new(PendingKind.Ask) { Slot = slot.Name } };
        turn.AskAgain();
    }

    private static void AskWhatToChange(Turn turn, ConfirmStep step)
    {
        var titles = step.Slots.Where(s => !string.IsNullOrEmpty(turn.Value(s))).Select(s => new Suggestion(turn.Catalog.Slots[s].Title.In(turn.Language)));
        turn.Add(new(turn.Words("bot_what_to_change"), turn.Language, ReplyKind.Question, [.. titles], null, "bot_what_to_change"));
        turn.Waiting = true;
    }

    /// <summary>Counts an answer that could not be used; after the last try it offers a person and gives false.</summary>
    private static bool TriesLeft(Turn turn, int retries)
    {
        var tries = turn.Top!.Pending!.Tries + 1;
        turn.Top = turn.Top with { Pending = turn.Top.Pending with { Tries = tries } };
        if (tries < retries)
        {
            return true;
        }

        turn.Rule = "retries";
        turn.Fact("not_understood", ("dialog", turn.Top.Dialog));
        turn.OfferPerson("bot_retries");
        return false;
    }

    /// <summary>«skip», «no phone», 「不想留电话」: words that leave the slot empty, alone or before a few others that hold no value.</summary>
    public static bool IsSkip(Turn turn, Slot slot)
    {
        var plain = turn.Plain;
        return turn.Exact is Names.NoneOfThese or Names.Deny || turn.Catalog.SkipWords
            .Any(word => word == plain || (plain.Length <= LongestSkip && PlainText.Holds(plain, word) && plain.StartsWith(word, StringComparison.Ordinal)
                && !SlotReading.Of(slot, turn.Understanding, turn.Today, true).Any()));
    }
}
