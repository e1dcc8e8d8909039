using ServiceBot.Channels.Answers;

namespace ServiceBot.Dialogs;

/// <summary>Words of the dialog files into replies.</summary>
internal static class Saying
{
    public static void Say(this Turn turn, string response, ReplyKind kind = ReplyKind.Text, params (string Name, string Value)[] extra) =>
        turn.Say(turn.Catalog.Responses[response], kind, extra);

    public static void Say(this Turn turn, Response response, ReplyKind kind = ReplyKind.Text, params (string Name, string Value)[] extra) =>
        turn.Add(new(turn.Words(response, extra), turn.Language, kind, turn.Buttons(response), null, response.Name.Length > 0 ? response.Name : null));

    /// <summary>The next variant of a response, with its values in place.</summary>
    public static string Words(this Turn turn, Response response, params (string Name, string Value)[] extra)
    {
        var variants = response.In(turn.Language);
        var variant = variants[variants.Count == 1 ? 0 : turn.Variant++ % variants.Count];
        return variant.Render(name => SafeMarkdown.Escape(extra.FirstOrDefault(e => e.Name == name).Value ?? turn.Shown(name)));
    }

    public static string Words(this Turn turn, string response) => turn.Words(turn.Catalog.Responses[response]);

    public static IReadOnlyList<Suggestion> Buttons(this Turn turn, Response response) =>
        [.. response.Suggestions.Select(s => new Suggestion(s.Title.In(turn.Language), s.Value))];

    /// <summary>Asks for a slot, with its choices as buttons.</summary>
    public static void Prompt(this Turn turn, Slot slot)
    {
        var buttons = turn.Buttons(slot.Prompt).ToList();
        if (buttons.Count == 0 && slot.Choices.Count > 0)
        {
            buttons.AddRange(slot.Choices.Select(c => new Suggestion(c.Title.In(turn.Language))));
        }
        else if (buttons.Count == 0 && slot.Type == SlotTypes.YesNo)
        {
            buttons.AddRange([new(new Words("Yes", "是").In(turn.Language), $"intent:{Names.Affirm}"), new(new Words("No", "否").In(turn.Language), $"intent:{Names.Deny}")]);
        }

        if (slot.Optional)
        {
            buttons.Add(new(turn.Words("bot_skip")));
        }

        turn.Add(new(turn.Words(slot.Prompt), turn.Language, ReplyKind.Question, buttons, null, slot.Prompt.Name.Length > 0 ? slot.Prompt.Name : null));
    }

    /// <summary>Shows the summary of a confirmation: its words, and each slot that is filled.</summary>
    public static void Summary(this Turn turn, ConfirmStep step)
    {
        var question = turn.Catalog.Responses["bot_confirm"];
        var suggestions = turn.Buttons(step.Text is { Suggestions.Count: > 0 } own ? own : question);
        turn.Add(new(turn.Words(step.Text ?? question), turn.Language, ReplyKind.Confirm, suggestions)
        {
            Facts = [.. step.Slots.Where(slot => !string.IsNullOrEmpty(turn.Value(slot)))
                .Select(slot => new Fact(Capital(turn.Catalog.Slots[slot].Title.In(turn.Language)), turn.Shown(slot).Replace("\n", " ", StringComparison.Ordinal)))],
        });
    }

    /// <summary>A slot's title as the beginning of a line.</summary>
    private static string Capital(string title) => char.ToUpperInvariant(title[0]) + title[1..];

    /// <summary>Asks the open question of the dialog on top again.</summary>
    public static void AskAgain(this Turn turn)
    {
        if (turn.Top is not { Pending: { } pending, At: { } at } || turn.Plan!.Find(at) is not { } step)
        {
            return;
        }

        turn.Waiting = true;
        switch (pending.Kind)
        {
            case PendingKind.Ask when turn.Catalog.Slots.TryGetValue(pending.Slot!, out var slot):
                turn.Prompt(slot);
                break;
            case PendingKind.Change when step is ConfirmStep:
                turn.Say("bot_what_to_change", ReplyKind.Question);
                break;
            case PendingKind.Helped:
                turn.Say("bot_did_it_help", ReplyKind.Rating);
                break;
            case PendingKind.Confirm when step is ConfirmStep confirm:
                turn.Summary(confirm);
                break;
        }
    }

    /// <summary>Offers a person, with the bot's own words for why.</summary>
    public static void OfferPerson(this Turn turn, string response)
    {
        turn.Say(response, ReplyKind.Question);
        turn.Pending = new(PendingKind.Offer);
        turn.Waiting = true;
    }
}
