namespace ServiceBot.Language.Intents;

/// <summary>A sentence somebody might write, and what it means.</summary>
/// <param name="Intent">The intent's name.</param>
/// <param name="Text">The sentence, in any language.</param>
public sealed record IntentExample(string Intent, string Text);
