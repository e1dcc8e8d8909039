namespace ServiceBot.Channels.Activities;

/// <summary>Mentions in a message of a group: <c>&lt;at&gt;Bot&lt;/at&gt; where is my order?</c></summary>
public static class Mentions
{
    /// <summary>The words of a message without the mentions of the one it is for.</summary>
    public static string WithoutRecipient(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var text = activity.Text ?? "";
        if (activity.Entities is null || activity.Recipient?.Id is not { } bot)
        {
            return text;
        }

        foreach (var entity in activity.Entities)
        {
            if (entity.TextOf("type") == "mention" && entity.TryGetProperty("mentioned", out var mentioned) && mentioned.TextOf("id") == bot)
            {
                var literal = entity.TextOf("text") ?? $"<at>{mentioned.TextOf("name")}</at>";
                text = text.Replace(literal, "", StringComparison.OrdinalIgnoreCase);
            }
        }

        return text.Trim();
    }
}
