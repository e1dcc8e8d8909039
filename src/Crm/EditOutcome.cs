namespace ServiceBot.Crm;

/// <summary>What became of a wish to make or change a record of sales.</summary>
public abstract record EditOutcome<T>
{
    private EditOutcome()
    {
    }

    /// <summary>It is so now.</summary>
    /// <param name="Now">The record as it is.</param>
    public sealed record Done(T Now) : EditOutcome<T>;

    /// <summary>There is no such record.</summary>
    public sealed record NotFound : EditOutcome<T>;

    /// <summary>Some of it cannot be; nothing is written down.</summary>
    /// <param name="Errors">What is wrong, by field.</param>
    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : EditOutcome<T>;

    /// <summary>Somebody else has changed it meanwhile; nothing is written down.</summary>
    /// <param name="Now">The record as it is.</param>
    public sealed record Conflict(T Now) : EditOutcome<T>;

    /// <summary>As the record stands, that can't be done; nothing is written down.</summary>
    /// <param name="Now">The record as it is.</param>
    /// <param name="State">How it stands, in a word.</param>
    /// <param name="Allowed">What can be done.</param>
    public sealed record NotNow(T Now, string State, IReadOnlyList<string> Allowed) : EditOutcome<T>;
}
