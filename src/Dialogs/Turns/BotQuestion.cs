namespace ServiceBot.Dialogs;

/// <summary>Takes the answer to a question of the bot itself: «did you mean», «did that help», «a person?».</summary>
internal static class BotQuestion
{
    /// <summary>False: there was none, or the message is no answer to it and is read afresh.</summary>
    public static async Task<bool> HandleAsync(Turn turn)
    {
        if (turn.Pending is not { } pending)
        {
            return false;
        }

        turn.Pending = null;
        return pending.Kind switch
        {
            PendingKind.Choose => await ChooseAsync(turn, pending),
            PendingKind.Offer => await OfferAsync(turn),
            _ => await HelpedAsync(turn),
        };
    }

    private static async Task<bool> ChooseAsync(Turn turn, Pending pending)
    {
        if (Chosen(turn, pending.Options) is { } intent)
        {
            turn.Rule = "chosen";
            await Interruptions.BeginAsync(turn, turn.Catalog.ByIntent[intent], pending.Utterance ?? turn.Text);
            return true;
        }

        if (turn.Exact == Names.Affirm)
        {
            NewMatter.DidYouMean(turn, [.. pending.Options.Where(turn.Catalog.ByIntent.ContainsKey)], pending.Utterance ?? turn.Text);
            return true;
        }

        if (!turn.Says(Names.NoneOfThese) && !turn.Says(Names.Deny))
        {
            return false;
        }

        turn.Rule = "none_of_these";
        turn.Missed = true;
        turn.Fact("not_understood", ("language", turn.Language));
        turn.Say("bot_rephrase");
        return true;
    }

    private static string? Chosen(Turn turn, IReadOnlyList<string> options)
    {
        var plain = turn.Plain;
        var known = options.Where(turn.Catalog.ByIntent.ContainsKey).ToList();
        if (int.TryParse(plain, out var number) && number >= 1 && number <= known.Count)
        {
            return known[number - 1];
        }

        return known.Find(o => turn.Catalog.Intents[o].Title is var title && (PlainText.Of(title.En) == plain || PlainText.Of(title.Zh) == plain))
            ?? (turn.Says(Names.Affirm) && known.Count == 1 ? known[0] : null)
            ?? (turn.Understanding.Best is { } best && best.Probability >= turn.Options.Maybe ? known.Find(o => o == best.Intent) : null);
    }

    private static async Task<bool> OfferAsync(Turn turn)
    {
        if (turn.Says(Names.Affirm))
        {
            turn.Rule = "person";
            await Controls.PersonAsync(turn);
            return true;
        }

        if (!turn.Says(Names.Deny) && !turn.Says(Names.NoneOfThese))
        {
            return false;
        }

        turn.Rule = "no_person";
        if (turn.Top is { Pending: { } open })
        {
            turn.Top = turn.Top with { Pending = open with { Tries = 0 } };
            turn.AskAgain();
        }
        else
        {
            turn.Say("bot_fine");
        }

        return true;
    }

    private static async Task<bool> HelpedAsync(Turn turn)
    {
        if (turn.Says(Names.Affirm))
        {
            turn.Rule = "helped";
            await Knowing.RateAsync(turn, true);
            turn.Say("bot_glad");
            return true;
        }

        if (!turn.Says(Names.Deny))
        {
            return false;
        }

        turn.Rule = "not_helped";
        await Knowing.RateAsync(turn, false);
        turn.OfferPerson("bot_not_helped");
        return true;
    }
}
