using System.Text.Json;
using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>What a message is taken for, in this order: a greeting, a button, another language, a control word, an answer, a new matter.</summary>
internal static class TurnPolicy
{
    public static async Task HandleAsync(Turn turn)
    {
        turn.Read();
        var recovered = Recovery.Recover(turn);
        if (await ButtonAsync(turn))
        {
            return;
        }

        if (turn.Plain.Length == 0 && turn.Exact is null)
        {
            await WordlessAsync(turn);
            return;
        }

        turn.Language = turn.ByButton ? turn.Language : turn.Understanding.Language switch
        {
            TextLanguage.English => "en",
            TextLanguage.Chinese or TextLanguage.Mixed => "zh",
            _ => turn.Language,
        };
        if (IsForeign(turn))
        {
            Foreign(turn);
        }
        else if (!await Controls.HandleAsync(turn) && !await BotQuestion.HandleAsync(turn))
        {
            if (recovered)
            {
                turn.Waiting = false;
                await StepRunner.RunAsync(turn);
            }
            else if (turn.Top is { Pending: not null })
            {
                await OpenQuestion.HandleAsync(turn);
            }
            else if (!await SeveralMatters.HandleAsync(turn))
            {
                await NewMatter.HandleAsync(turn);
            }
        }
    }

    private static async Task<bool> ButtonAsync(Turn turn)
    {
        var value = turn.Input.Value;
        var text = value is { ValueKind: JsonValueKind.String } ? value.Value.GetString() : null;
        text ??= value is null ? turn.Buttons.FirstOrDefault(b => string.Equals(b.Title, turn.Text.Trim(), StringComparison.OrdinalIgnoreCase))?.Value : null;
        if (value is { ValueKind: JsonValueKind.Object } card)
        {
            text = card.TryGetProperty("intent", out var intent) && intent.ValueKind == JsonValueKind.String ? $"intent:{intent.GetString()}" : null;
            if (text is null && Card(turn, card))
            {
                await StepRunner.RunAsync(turn);
                return true;
            }
        }

        if (text is null)
        {
            return false;
        }

        var plan = text.Split(':', 2) switch
        {
            ["intent", var name] => turn.Catalog.ByIntent.GetValueOrDefault(name),
            ["dialog", var name] => turn.Catalog.Dialogs.GetValueOrDefault(name),
            _ => null,
        };
        if (plan is null)
        {
            if (text.StartsWith("intent:", StringComparison.Ordinal) && Names.Control.Contains(text[7..]))
            {
                turn.TakeAs(text[7..]);
            }
            else
            {
                turn.ReadButton(text);
            }

            return false;
        }

        turn.Rule = "button";
        await Interruptions.BeginAsync(turn, plan, turn.Text);
        return true;
    }

    /// <summary>Fills slots from a card's fields; what does not fit is left to be asked.</summary>
    private static bool Card(Turn turn, JsonElement card)
    {
        if (turn.Top is null)
        {
            return false;
        }

        var filled = false;
        foreach (var field in card.EnumerateObject())
        {
            var value = field.Value.ToString();
            if (turn.Plan!.Slots.Contains(field.Name) && turn.Catalog.Slots[field.Name] is var slot && SlotReading.IsValid(slot, value, turn.Today))
            {
                SlotFilling.Put(turn, slot, value);
                filled = true;
            }
        }

        if (filled)
        {
            turn.Rule = "card";
            turn.Pending = null;
            turn.Top = turn.Top with { Pending = null };
        }

        return filled;
    }

    private static async Task WordlessAsync(Turn turn)
    {
        if (turn.Input.IsStart && !turn.Greeted)
        {
            turn.Rule = "greeting";
            turn.Say("bot_greeting");
            return;
        }

        if (turn.Top is null && turn.Pending is null && await NewMatter.FileAsync(turn))
        {
            return;
        }

        var isSign = !string.IsNullOrWhiteSpace(turn.Text);
        turn.Rule = turn.Input.AttachmentCount > 0 ? "attachment" : "wordless";
        turn.Say(turn.Input.AttachmentCount > 0 ? "bot_attachment" : isSign ? "bot_wordless" : "bot_not_understood");
        turn.AskAgain();
    }

    private static bool IsForeign(Turn turn) => !turn.ByButton && turn.Understanding.Language == TextLanguage.Other && turn.Exact is null
        && !(turn.Top is { Pending: { Kind: PendingKind.Ask } ask } && turn.Catalog.Slots[ask.Slot!] is var slot
            && (slot.Type == SlotTypes.Line || SlotReading.Of(slot, turn.Understanding, turn.Today, true).Any()));

    private static void Foreign(Turn turn)
    {
        turn.Rule = "other_language";
        turn.Missed = true;
        turn.Fact("not_understood", ("language", "other"));
        var language = turn.Language;
        foreach (var both in new[] { "en", "zh" })
        {
            turn.Language = both;
            turn.Say("bot_other_language");
        }

        turn.Language = language;
    }
}
