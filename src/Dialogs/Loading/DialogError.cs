namespace ServiceBot.Dialogs;

/// <summary>What is wrong in a dialog file, where, and what to do about it.</summary>
/// <param name="File">The file's path relative to the dialog folder, with forward slashes.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">How to mend it, or null.</param>
public sealed record DialogError(string File, int Line, int Column, string Message, string? Hint = null)
{
    /// <summary>The error as an editor or terminal understands it: <c>file:line:column: message (hint)</c>.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {Message}{(Hint is null ? "" : $" ({Hint})")}";
}

/// <summary>The dialog folder cannot be used; lists every error of every file.</summary>
public sealed class DialogLoadException : Exception
{
    /// <summary>Creates the exception from the errors.</summary>
    /// <param name="errors">At least one error.</param>
    public DialogLoadException(IReadOnlyList<DialogError> errors)
        : base($"The dialogs cannot be used: {errors.Count} error(s).{string.Concat(errors.Select(e => $"{Environment.NewLine}  {e}"))}") =>
        Errors = errors;

    /// <summary>Every error of every file, by file and line.</summary>
    public IReadOnlyList<DialogError> Errors { get; }
}
