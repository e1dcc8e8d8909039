namespace ServiceBot.Dialogs;

/// <summary>The bot's own words (<c>bot_…</c>), written in the dialog language itself; a dialog file may replace any of them.</summary>
internal static class BotWords
{
    public const string File = "(built in) bot.yaml";

    /// <summary>The entity whose words leave an optional slot empty; a dialog file may add words.</summary>
    public const string Skip = "skip";

    public static string Yaml { get; } = Read();

    /// <summary>The names of the responses that the engine says by itself.</summary>
    public static readonly string[] Names =
    [
        "bot_greeting", "bot_help", "bot_cancelled", "bot_nothing_to_cancel", "bot_started_over", "bot_nothing_to_repeat", "bot_back", "bot_next",
        "bot_did_you_mean", "bot_did_you_mean_this", "bot_none_of_these", "bot_rephrase", "bot_not_understood", "bot_nothing_found", "bot_offer_person", "bot_retries",
        "bot_other_language", "bot_did_it_help", "bot_glad", "bot_not_helped", "bot_confirm", "bot_what_to_change", "bot_changed", "bot_noted", "bot_invalid", "bot_yes_or_no",
        "bot_updated", "bot_wordless", "bot_handed_over", "bot_handed_over_closed", "bot_handed_over_until", "bot_already_handed_over", "bot_trouble", "bot_attachment", "bot_fine", "bot_skip",
    ];

    private static string Read()
    {
        using var stream = typeof(BotWords).Assembly.GetManifestResourceStream("ServiceBot.Dialogs.bot.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
