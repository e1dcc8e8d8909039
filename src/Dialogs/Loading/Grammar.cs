namespace ServiceBot.Dialogs;

/// <summary>Every key of the dialog language, by the kind of mapping it stands in; the JSON Schema has the same.</summary>
internal static class Grammar
{
    public static readonly IReadOnlyDictionary<string, string[]> Keys = new Dictionary<string, string[]>
    {
        ["file"] = ["intents", "entities", "slots", "request_types", "responses", "dialogs"],
        ["intent"] = ["title", "examples"],
        ["examples"] = ["en", "zh"],
        ["words"] = ["en", "zh"],
        ["synonyms"] = ["en", "zh"],
        ["entity"] = ["values", "patterns", "fuzzy"],
        ["slot"] =
        [
            "type", "title", "prompt", "invalid", "retries", "optional", "sensitive", "remember", "min", "max", "pattern", "when", "choices", "suggest", "after", "before",
        ],
        ["choice"] = ["title", "synonyms"],
        ["request_type"] = ["title", "category", "fields"],
        ["response"] = ["en", "zh", "suggest"],
        ["suggestion"] = ["en", "zh", "value"],
        ["dialog"] = ["title", "intents", "steps"],
        ["say"] = ["say", "label"],
        ["answer"] = ["answer", "on", "label"],
        ["ask"] = ["ask", "label"],
        ["form"] = ["form", "text", "on", "label"],
        ["confirm"] = ["confirm", "text", "on", "label"],
        ["do"] = ["do", "with", "on", "label"],
        ["if"] = ["if", "then", "else", "label"],
        ["set"] = ["set", "label"],
        ["clear"] = ["clear", "label"],
        ["call"] = ["call", "on", "label"],
        ["goto"] = ["goto", "label"],
        ["end"] = ["end", "label"],
        ["hand_over"] = ["hand_over", "label"],
        ["conversation"] = ["name", "language", "email", "knowledge", "today", "lines"],
        ["line"] = ["user", "bot", "expect"],
        ["user"] = ["text", "value", "attachments", "start"],
        ["expect"] = ["intent", "dialog", "slots", "actions", "language", "suggestions", "rule", "facts"],
    };

    /// <summary>The key that says what a step does.</summary>
    public static readonly string[] Steps = ["say", "answer", "ask", "form", "confirm", "do", "if", "set", "clear", "call", "goto", "end", "hand_over"];
}
