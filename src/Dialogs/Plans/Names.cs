using System.Text.RegularExpressions;

namespace ServiceBot.Dialogs;

/// <summary>Names of things, and names that mean something to the engine.</summary>
internal static partial class Names
{
    public const string Affirm = "affirm";
    public const string Deny = "deny";
    public const string Cancel = "cancel_dialog";
    public const string StartOver = "start_over";
    public const string Help = "help";
    public const string Repeat = "repeat";
    public const string NoneOfThese = "none_of_these";
    public const string Person = "person";
    public const string Greeting = "greeting";
    public const string Goodbye = "goodbye";

    /// <summary>The dialog that a file begins when no question is open.</summary>
    public const string FileReceived = "file_received";

    /// <summary>Intents that the engine itself acts on; they need no dialog.</summary>
    public static readonly string[] Control = [Affirm, Deny, Cancel, StartOver, Help, Repeat, NoneOfThese];

    /// <summary>What a condition or template may name besides slots and the values of actions.</summary>
    public static readonly string[] BuiltIn = ["outcome", "language", "channel", "company", "utterance", "today", "attachments", "is_question", "campaign", "sentiment", "mood", "urgent", "abusive", "distressed", "thankful"];

    /// <summary>What only the engine's own responses (<c>bot_…</c>) may name.</summary>
    public static readonly string[] OfTheBot = ["title", "value", "dialog", "position"];

    /// <summary>True for lower-case words joined by underscores.</summary>
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex NamePattern();
}
