namespace ServiceBot.Crm.Quotes;

/// <summary>What can be done with the newest version of a quote, state by state.</summary>
public static class QuoteSteps
{
    /// <summary>Write it.</summary>
    public const string Change = "change";

    /// <summary>Say that it is ready.</summary>
    public const string Submit = "submit";

    /// <summary>Approve it.</summary>
    public const string Approve = "approve";

    /// <summary>Give it back to be written.</summary>
    public const string Refuse = "refuse";

    /// <summary>Give it to the customer.</summary>
    public const string Send = "send";

    /// <summary>Write another version in its place.</summary>
    public const string Revise = "revise";

    /// <summary>Take it back for good, unless it is revised.</summary>
    public const string Withdraw = "withdraw";

    /// <summary>What the customer does who agrees.</summary>
    public const string Accept = "accept";

    /// <summary>What the customer does who does not.</summary>
    public const string Decline = "decline";

    /// <summary>The steps that are possible in a state.</summary>
    public static IReadOnlyList<string> Of(QuoteState state) => state switch
    {
        QuoteState.Draft => [Change, Submit, Withdraw],
        QuoteState.Waiting => [Approve, Refuse, Revise, Withdraw],
        QuoteState.Approved => [Send, Revise, Withdraw],
        QuoteState.Sent => [Accept, Decline, Revise, Withdraw],
        QuoteState.Expired or QuoteState.Declined or QuoteState.Withdrawn => [Revise],
        _ => [],
    };
}
