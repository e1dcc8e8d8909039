namespace ServiceBot.Crm.Identity;

/// <summary>The signals of which what is known of a customer changes, or of whom it is known.</summary>
internal static class CustomerSignals
{
    public const string Created = "CustomerCreated";
    public const string Edited = "CustomerEdited";
    public const string Joined = "CustomerJoined";
    public const string Merged = "CustomersMerged";
    public const string Split = "CustomersSplit";
    public const string KeptApart = "CustomersKeptApart";
    public const string MayMerge = "CustomersMayMerge";

    public static IReadOnlyList<string> All { get; } = [Created, Edited, Joined, Merged, Split, KeptApart, MayMerge];
}
