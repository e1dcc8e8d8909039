namespace ServiceBot.Storage.Signals;

/// <summary>A fact that happened, to be appended to the signal log in the transaction that made it true.</summary>
/// <param name="Type">What happened, past tense: <c>RequestOpened</c>.</param>
/// <param name="At">When.</param>
/// <param name="Conversation">Key of the conversation it happened in, if any.</param>
/// <param name="Customer">Id of the customer it is about, if known.</param>
/// <param name="Data">More about it: a JSON object.</param>
public sealed record Signal(string Type, DateTimeOffset At, long? Conversation = null, Guid? Customer = null, string Data = "{}");

/// <summary>A place in the signal log. Opaque but ordered; <c>default</c> is the beginning.</summary>
/// <param name="Transaction">The transaction that wrote the signal (PostgreSQL), 0 on SQLite.</param>
/// <param name="Sequence">The signal's number.</param>
public readonly record struct SignalPosition(long Transaction, long Sequence)
{
    /// <summary>Whether one comes before the other.</summary>
    public static bool operator <(SignalPosition left, SignalPosition right) => (left.Transaction, left.Sequence).CompareTo((right.Transaction, right.Sequence)) < 0;

    /// <summary>Whether one comes after the other.</summary>
    public static bool operator >(SignalPosition left, SignalPosition right) => right < left;
}

/// <summary>A signal as it stands in the log.</summary>
/// <param name="Position">Its place; a reader that has dealt with it continues after it.</param>
/// <param name="Signal">The fact.</param>
public sealed record LoggedSignal(SignalPosition Position, Signal Signal);
