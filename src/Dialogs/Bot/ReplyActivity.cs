using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;

namespace ServiceBot.Dialogs.Bot;

/// <summary>Puts a turn's replies into one message: paragraphs, the last one's buttons or card, and the source of an answer.</summary>
internal static class ReplyActivity
{
    public static Activity Of(IReadOnlyList<DialogReply> replies, string publicAddress, Surface surface)
    {
        var last = replies.LastOrDefault(reply => reply.Suggestions.Count > 0);
        var question = last?.Kind is ReplyKind.Confirm or ReplyKind.DidYouMean or ReplyKind.Rating ? last : null;
        return AnswerRenderer.Render(
            new()
            {
                Text = string.Join("\n\n", replies.Where(reply => reply != question).Select(reply => reply.Words))
                    .Replace("](/articles/", $"]({publicAddress.TrimEnd('/')}/articles/", StringComparison.Ordinal),
                Question = question?.Text,
                Facts = question?.Facts ?? [],
                Choices = [.. last?.Suggestions.Select(suggestion => suggestion.Title) ?? []],
                Locale = Answer.LocaleOf(replies[^1].Language),
                ExpectsInput = replies[^1].Kind != ReplyKind.Text,
                CanBeRated = replies.Any(reply => reply.Kind == ReplyKind.Answer),
            },
            surface);
    }
}
