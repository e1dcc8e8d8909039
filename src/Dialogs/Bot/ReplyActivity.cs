using ServiceBot.Channels.Activities;

namespace ServiceBot.Dialogs.Bot;

/// <summary>Puts a turn's replies into one message: paragraphs, the last one's buttons, and the source of an answer.</summary>
internal static class ReplyActivity
{
    public static Activity Of(IReadOnlyList<DialogReply> replies, string publicAddress)
    {
        var last = replies.LastOrDefault(reply => reply.Suggestions.Count > 0);
        return new()
        {
            Type = ActivityTypes.Message,
            Text = string.Join("\n\n", replies.Select(reply => reply.Text)).Replace("](/articles/", $"]({publicAddress.TrimEnd('/')}/articles/", StringComparison.Ordinal),
            TextFormat = "markdown",
            Locale = replies[^1].Language == "zh" ? "zh-CN" : "en-US",
            InputHint = replies[^1].Kind == ReplyKind.Text ? "acceptingInput" : "expectingInput",
            SuggestedActions = last is null ? null : new() { Actions = [.. last.Suggestions.Select(Button)] },
        };
    }

    /// <summary>The title is what is sent and shown; the dialogs know from the state what the button means.</summary>
    private static CardAction Button(Suggestion suggestion) =>
        new() { Type = "imBack", Title = suggestion.Title, Value = ActivityJson.Element(suggestion.Title) };
}
