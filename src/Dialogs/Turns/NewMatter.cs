namespace ServiceBot.Dialogs;

/// <summary>A message outside any dialog: begins one, asks which one, or answers from the knowledge base.</summary>
internal static class NewMatter
{
    private const int MostChoices = 3;

    public static async Task HandleAsync(Turn turn)
    {
        var (sentence, options) = (turn.Understanding, turn.Options);
        var inScope = sentence.InScope >= options.InScope;
        if (turn.Exact is Names.Affirm or Names.Deny or Names.NoneOfThese)
        {
            turn.Rule = "aside";
            turn.Say("bot_fine");
            return;
        }

        if (inScope && sentence.Best is { } best && best.Probability >= options.Confident && sentence.Margin >= options.Margin
            && turn.Catalog.ByIntent.TryGetValue(best.Intent, out var plan))
        {
            turn.Rule = "dialog";
            await Interruptions.BeginAsync(turn, plan, turn.Text);
            return;
        }

        if (await FileAsync(turn))
        {
            return;
        }

        var close = !inScope ? [] : sentence.Intents.Where(i => i.Probability >= options.Maybe && turn.Catalog.ByIntent.ContainsKey(i.Intent))
            .Select(i => i.Intent).DistinctBy(i => turn.Catalog.ByIntent[i]).Take(MostChoices).ToList();
        if (close.Count < 2 && Knowing.Find(turn, turn.Text, []) is { } answer)
        {
            turn.Rule = "knowledge";
            Knowing.Quote(turn, answer);
            turn.Say("bot_did_it_help", ReplyKind.Rating);
            turn.Pending = new(PendingKind.Helped);
        }
        else if (close.Count > 0)
        {
            DidYouMean(turn, close, turn.Text);
        }
        else
        {
            await Knowing.NothingFoundAsync(turn);
        }
    }

    /// <summary>A file with no words, or with words that begin no dialog, begins its own. False: there is no file, or no such dialog.</summary>
    public static async Task<bool> FileAsync(Turn turn)
    {
        if (turn.Input.AttachmentCount == 0 || !turn.Catalog.Dialogs.TryGetValue(Names.FileReceived, out var plan))
        {
            return false;
        }

        turn.Rule = "attachment";
        await Interruptions.BeginAsync(turn, plan, turn.Text);
        return true;
    }

    /// <summary>Asks which of a few intents, or whether one, is meant by the utterance.</summary>
    public static void DidYouMean(Turn turn, List<string> intents, string utterance)
    {
        turn.Rule = "did_you_mean";
        var response = turn.Catalog.Responses[intents.Count == 1 ? "bot_did_you_mean_this" : "bot_did_you_mean"];
        var buttons = intents.Select(i => new Suggestion(turn.Catalog.Intents[i].Title.In(turn.Language))).Append(new(turn.Words("bot_none_of_these"), $"intent:{Names.NoneOfThese}"));
        turn.Add(new(turn.Words(response), turn.Language, ReplyKind.DidYouMean, [.. buttons], null, response.Name));
        turn.Pending = new(PendingKind.Choose) { Options = intents, Utterance = Turn.Short(utterance) };
    }
}
