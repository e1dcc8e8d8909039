namespace ServiceBot.Dialogs;

/// <summary>How an action went.</summary>
/// <param name="Outcome">One of the outcomes of the action's <see cref="ActionSignature"/>.</param>
/// <param name="Values">What it gave back by name; dialogs may show it and decide on it.</param>
public sealed record DialogActionOutcome(string Outcome, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>An outcome with its values in pairs.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="values">Names and values.</param>
    public static DialogActionOutcome Of(string outcome, params (string Name, string Value)[] values) =>
        new(outcome, values.ToDictionary(v => v.Name, v => v.Value));
}

/// <summary>What dialogs can make the product do. Only a dialog's <c>do</c> and <c>hand_over</c> steps call it, never a text.</summary>
public interface IDialogActions
{
    /// <summary>Does it.</summary>
    /// <param name="action">A name in <see cref="KnownActions.All"/>.</param>
    /// <param name="arguments">The arguments; required ones are present and not empty.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>, for texts among the values.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<DialogActionOutcome> RunAsync(string action, IReadOnlyDictionary<string, string> arguments, string language, CancellationToken cancellationToken);
}

/// <summary>What an action takes and gives; the loader checks every call against it.</summary>
/// <param name="Required">Arguments that must be given.</param>
/// <param name="Optional">Arguments that may be given.</param>
/// <param name="Outcomes">The ways it can end.</param>
/// <param name="Values">The values it may give back.</param>
public sealed record ActionSignature(
    IReadOnlyList<string> Required, IReadOnlyList<string> Optional, IReadOnlyList<string> Outcomes, IReadOnlyList<string> Values);

/// <summary>The actions that dialogs may call.</summary>
public static class KnownActions
{
    /// <summary>The signatures by name.</summary>
    public static IReadOnlyDictionary<string, ActionSignature> All { get; } = new Dictionary<string, ActionSignature>
    {
        ["open_request"] = new(["category", "subject", "details"], ["type", "priority", "order_number", "due"], ["opened"], ["number", "team"]),
        ["request_status"] = new([], ["number"], ["found", "several", "none", "needs_proof"],
            ["number", "status", "subject", "team", "opened", "count", "list"]),
        ["add_to_request"] = new(["text"], ["number"], ["added", "none", "closed", "several", "needs_proof"], ["number", "list"]),
        ["request_here"] = new([], [], ["found", "none"], ["number", "subject"]),
        ["similar_request"] = new(["category"], ["order_number"], ["found", "none"], ["number", "subject", "opened"]),
        ["withdraw_request"] = new([], ["number"], ["withdrawn", "none", "closed", "several", "needs_proof"], ["number", "list"]),
        ["order_status"] = new([], ["order_number"], ["found", "none", "needs_proof"], ["number", "status", "carrier_day", "items"]),
        ["send_code"] = new(["email"], [], ["sent", "limited"], []),
        ["check_code"] = new(["email", "code"], [], ["verified", "wrong", "expired"], ["name", "email", "left"]),
        ["record_gap"] = new(["question"], [], ["recorded"], []),
        ["hand_over"] = new(["reason"], [], ["queued", "already"], ["position", "open", "opens"]),
        ["set_consent"] = new(["purpose", "given"], [], ["saved"], []),
        ["record_feedback"] = new(["kind", "text"], [], ["saved"], []),
        ["rate_answer"] = new(["article", "helped"], [], ["saved"], []),
    };
}
