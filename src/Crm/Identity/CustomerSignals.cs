namespace ServiceBot.Crm.Identity;

/// <summary>The signals of which what is known of a customer changes, or of whom it is known.</summary>
public static class CustomerSignals
{
    /// <summary>A record came to be.</summary>
    public const string Created = "CustomerCreated";

    /// <summary>Something was said of a record, or taken back.</summary>
    public const string Edited = "CustomerEdited";

    /// <summary>An account proved to be somebody whom the books have.</summary>
    public const string Joined = "CustomerJoined";

    /// <summary>Somebody decided that records are the same.</summary>
    public const string Merged = "CustomersMerged";

    /// <summary>Somebody took records apart.</summary>
    public const string Split = "CustomersSplit";

    /// <summary>Somebody decided that records are not the same.</summary>
    public const string KeptApart = "CustomersKeptApart";

    /// <summary>Somebody took back that records are not the same.</summary>
    public const string MayMerge = "CustomersMayMerge";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Created, Edited, Joined, Merged, Split, KeptApart, MayMerge];
}
