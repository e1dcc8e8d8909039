using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Turns;
using ServiceBot.Language.Personal;

namespace ServiceBot.Dialogs.Learning;

/// <summary>Notes in a turn's own transaction what the bot did not understand or answered badly, with what is personal masked.</summary>
internal static class NoteForReview
{
    private const int Longest = 500;

    /// <summary>Notes what a turn shows.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="before">Where the conversation stood before it.</param>
    /// <param name="words">What the customer wrote.</param>
    /// <param name="result">What the dialogs made of it.</param>
    public static Task HandleAsync(TurnContext turn, DialogState before, string words, DialogResult result)
    {
        if (result.Sensitive)
        {
            return Task.CompletedTask;
        }

        var facts = result.Facts.Select(fact => fact.Name).ToList();
        return facts.Contains("not_understood") ? AddAsync(turn, "not_understood", words, result)
            : facts.Contains("answer_not_helped") && before.Asked is { } asked ? AddAsync(turn, "not_helped", asked, result)
            : result.Receipt.Rule == "did_you_mean" ? AddAsync(turn, "unsure", words, result)
            : Task.CompletedTask;
    }

    /// <summary>Notes a thumb down, with what the customer had asked.</summary>
    public static async Task HandleAsync(TurnContext turn, Feedback feedback, DialogState state)
    {
        if (!feedback.Liked && await turn.AskedAsync(feedback.ActivityId) is { } asked)
        {
            await AddAsync(turn, "thumb_down", asked, state.Language ?? "en", null, 0, "");
        }
    }

    private static Task AddAsync(TurnContext turn, string why, string words, DialogResult result) =>
        AddAsync(turn, why, words, result.State.Language ?? "en", result.Receipt.Intent, result.Receipt.Probability, result.Receipt.Model);

    private static Task AddAsync(TurnContext turn, string why, string words, string language, string? intent, double probability, string model) =>
        words.Count(char.IsLetter) < 2 ? Task.CompletedTask : ReviewStore.AddAsync(turn.Unit, new()
        {
            At = turn.Now,
            Conversation = turn.Conversation.Key,
            Why = why,
            Language = language,
            Text = PersonalText.Mask(words.Length > Longest ? words[..Longest] : words).Trim(),
            Intent = intent,
            Probability = probability,
            Model = model,
        });
}
