namespace ServiceBot.Dialogs;

/// <summary>Runs the steps of the dialog on top until a question is asked or no dialog is left.</summary>
internal static class StepRunner
{
    public static async Task RunAsync(Turn turn)
    {
        while (turn.Top is { } frame && !turn.Waiting)
        {
            if (++turn.Steps > turn.Options.MaxSteps)
            {
                turn.Fact("runaway", ("dialog", frame.Dialog));
                turn.Frames.Clear();
                turn.Say("bot_trouble");
                return;
            }

            if (frame.At is null)
            {
                End(turn, EndStep.Done);
            }
            else
            {
                await StepAsync(turn, turn.Plan!.Find(frame.At)!);
            }
        }
    }

    /// <summary>Goes on after a step that waited.</summary>
    public static Task GoOnAsync(Turn turn, Step step, string outcome)
    {
        turn.Top = turn.Top! with { Outcome = outcome, Pending = null };
        Goto(turn, step.After(outcome));
        return RunAsync(turn);
    }

    private static void Goto(Turn turn, int index) => turn.Top = turn.Top! with { At = turn.Plan!.KeyAt(index), Pending = null };

    private static async Task StepAsync(Turn turn, Step step)
    {
        var next = step.Next;
        switch (step)
        {
            case SayStep say:
                turn.Say(say.Response);
                break;
            case SetStep set:
                foreach (var (name, template) in set.Values)
                {
                    SlotFilling.Put(turn, turn.Catalog.Slots[name], template.Render(n => turn.Value(n) ?? ""));
                }

                break;
            case ClearStep clear:
                foreach (var slot in clear.Slots)
                {
                    turn.Top = turn.Top!.Without(slot);
                    turn.Remembered.RemoveAll(s => s.Name == slot);
                }

                break;
            case IfStep branch:
                next = branch.Condition.Holds(turn.Value) ? branch.Then : branch.Else;
                break;
            case DoStep action:
                next = step.After(await DoAsync(turn, action));
                break;
            case AskStep ask when turn.Top!.Value(ask.Slot) is null:
                if (turn.Remembered.FirstOrDefault(s => s.Name == ask.Slot) is { } known)
                {
                    turn.Top = turn.Top.With(ask.Slot, known.Value);
                    break;
                }

                Wait(turn, new(PendingKind.Ask) { Slot = ask.Slot });
                return;
            case ConfirmStep:
                Wait(turn, new(PendingKind.Confirm));
                return;
            case AnswerStep answer:
                if (Knowing.AnswerStep(turn, answer) is { } outcome)
                {
                    turn.Top = turn.Top! with { Outcome = outcome };
                    next = step.After(outcome);
                    break;
                }

                return;
            case CallStep call:
                Call(turn, call);
                return;
            case EndStep end:
                End(turn, end.Outcome);
                return;
            case HandOverStep handOver:
                await HandOverAsync(turn, handOver.Reason.Render(n => turn.Value(n) ?? ""));
                return;
        }

        Goto(turn, next);
    }

    private static void Wait(Turn turn, Pending pending)
    {
        turn.Top = turn.Top! with { Pending = pending };
        turn.AskAgain();
    }

    private static async Task<string> DoAsync(Turn turn, DoStep step)
    {
        var arguments = new Dictionary<string, string>();
        var required = KnownActions.All.TryGetValue(step.Action, out var signature) ? signature.Required : [];
        foreach (var (name, argument) in step.With)
        {
            var template = argument.In(turn.Language);
            // Whoever reads «Phone: » wonders whether something was lost; «Phone: -» says that the customer left it out.
            var names = template.Placeholders.Select(placeholder => placeholder.Name).ToList();
            var isEmpty = names.Count > 0 && names.TrueForAll(n => string.IsNullOrEmpty(turn.Value(n)));
            Func<string, string?> read = argument.Chinese is null ? turn.Value : turn.Shown;
            var value = isEmpty ? "" : template.Render(n => read(n) is { Length: > 0 } known ? known : "-").Trim();
            if (value.Length > 0 || required.Contains(name))
            {
                arguments[name] = value.Length > 0 ? value : "-";
            }
        }

        foreach (var field in step.Fields)
        {
            if (turn.Value(field) is { Length: > 0 } value)
            {
                arguments[DoStep.FieldPrefix + field] = value;
            }
        }

        var outcome = await turn.Actions.RunAsync(step.Action, arguments, turn.Language, turn.CancellationToken);
        turn.Top = turn.Top! with { Outcome = outcome.Outcome };
        foreach (var (name, value) in outcome.Values)
        {
            turn.Top = turn.Top.With(name, value);
        }

        return outcome.Outcome;
    }

    private static void Call(Turn turn, CallStep call)
    {
        if (turn.Frames.Count >= turn.Options.MaxDepth + 2)
        {
            turn.Steps = turn.Options.MaxSteps;
            return;
        }

        var plan = turn.Catalog.Dialogs[call.Dialog];
        turn.Frames.Add(new() { Dialog = plan.Name, At = plan.KeyAt(plan.First), Slots = turn.Top!.Slots, Utterance = turn.Top.Utterance, Called = true });
    }

    /// <summary>Takes the dialog off the top. A caller goes on with its slots; an interrupted dialog asks its question again.</summary>
    public static void End(Turn turn, string outcome)
    {
        var ended = turn.Top!;
        turn.Frames.RemoveAt(turn.Frames.Count - 1);
        if (ended.Called && turn.Top is { At: { } at } caller)
        {
            var call = turn.Plan!.Find(at)!;
            turn.Top = caller with { Slots = ended.Slots, Outcome = outcome };
            Goto(turn, call.After(outcome));
            return;
        }

        turn.Fact("dialog_completed", ("dialog", ended.Dialog), ("outcome", outcome));
        BackToOpenQuestion(turn);
    }

    public static void BackToOpenQuestion(Turn turn)
    {
        if (turn.Top is { Pending: not null })
        {
            turn.Say("bot_back", ReplyKind.Text, ("dialog", turn.Plan!.Title.In(turn.Language)));
            turn.AskAgain();
        }
    }

    public static async Task HandOverAsync(Turn turn, string reason)
    {
        var outcome = await turn.DoAsync("hand_over", ("reason", reason.Length > 0 ? reason : "-"));
        var position = outcome.Values.GetValueOrDefault("position", "1");
        var opens = outcome.Values.GetValueOrDefault("opens", "");
        var words = outcome.Outcome == "already" ? "bot_already_handed_over"
            : outcome.Values.GetValueOrDefault("open") != "false" ? "bot_handed_over"
            : opens.Length > 0 ? "bot_handed_over_until" : "bot_handed_over_closed";
        turn.Say(words, ReplyKind.Text, ("position", position), ("opens", opens));
        turn.Fact("handed_over", ("outcome", outcome.Outcome));
        turn.Frames.Clear();
        turn.Later.Clear();    // whoever takes over reads the whole message
        turn.Pending = null;
        turn.Waiting = true;
    }
}
