using System.Text;
using System.Text.Json;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.Answers;

/// <summary>The one place that decides how an <see cref="Answer"/> looks on a <see cref="Surface"/>. What a surface lacks is said in words.</summary>
public static class AnswerRenderer
{
    private const int LongestSummary = 150;

    private static readonly JsonElement FeedbackLoop = JsonDocument.Parse("""{"feedbackLoop":{"type":"default"}}""").RootElement;

    /// <summary>The message to send.</summary>
    /// <param name="answer">What is meant.</param>
    /// <param name="surface">Where it is shown.</param>
    public static Activity Render(Answer answer, Surface surface)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(surface);

        var needsCard = answer.Question is not null || answer.Form is not null || (answer.Choices.Count > 0 && !surface.SuggestedActions);
        var card = needsCard && surface.AdaptiveCards is not null ? Card(answer, surface) : null;
        var link = answer.Form is { } form ? $"[{SafeMarkdown.Escape(form.LinkWords)}]({form.Link})" : "";
        var words = card is null ? Joined(Joined(answer.Text, Fact.List(answer.Question ?? "", answer.Facts)), link) : surface.WordsInCard ? "" : answer.Text;
        words = Cut(SafeMarkdown.For(words, surface.Markdown), surface.LongestText);
        if (card is null && answer.Choices.Count > 0 && !surface.SuggestedActions)
        {
            words = $"{words}\n\n{string.Join('\n', answer.Choices.Select(choice => $"- {(surface.Markdown == MarkdownDialect.None ? choice : SafeMarkdown.Escape(choice))}"))}";
        }

        return new()
        {
            Type = ActivityTypes.Message,
            Text = words.Length > 0 ? words : null,
            Summary = words.Length > 0 ? null : Cut(SafeMarkdown.For(Joined(answer.Text, answer.Question ?? ""), MarkdownDialect.None), LongestSummary),
            TextFormat = surface.Markdown == MarkdownDialect.None ? "plain" : "markdown",
            Locale = answer.Locale,
            InputHint = answer.ExpectsInput ? "expectingInput" : "acceptingInput",
            Attachments = card is { } content ? [new() { ContentType = AdaptiveCard.ContentType, Content = content }] : null,
            SuggestedActions = card is null && answer.Choices.Count > 0 && surface.SuggestedActions ? new() { Actions = [.. answer.Choices.Select(Button)] } : null,
            ChannelData = answer.CanBeRated && surface.Feedback == FeedbackOffer.FeedbackLoop ? FeedbackLoop : null,
            CanBeRated = answer.CanBeRated && surface.Feedback == FeedbackOffer.Entity,
        };
    }

    private static string Joined(string text, string question) => text.Length == 0 ? question : question.Length == 0 ? text : $"{text}\n\n{question}";

    private static JsonElement? Card(Answer answer, Surface surface)
    {
        var card = AdaptiveCard.Of(answer, surface);
        return Encoding.UTF8.GetByteCount(card.GetRawText()) <= surface.LargestCard ? card : null;
    }

    /// <summary>The title is what is sent and shown; the dialogs know from the state what it means.</summary>
    private static CardAction Button(string choice) => new() { Type = "imBack", Title = choice, Value = ActivityJson.Element(choice) };

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = text.LastIndexOfAny([' ', '\n', '，', '。'], length - 2);
        end = end > length / 2 ? end : length - 1;
        return $"{text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end).TrimEnd()}…";
    }
}
