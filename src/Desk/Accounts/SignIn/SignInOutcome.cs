using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Accounts.SignIn;

/// <summary>Why what a provider says of somebody does not let them in.</summary>
public enum ProviderFault
{
    /// <summary>There is no address, or the provider has not verified it.</summary>
    NotVerified,

    /// <summary>The address is of a domain that is not let in.</summary>
    OtherDomain,

    /// <summary>None of the roles that the provider names means one here.</summary>
    NoRole,

    /// <summary>There is an account with that address, and nothing connects the two.</summary>
    NotConnected,

    /// <summary>Nobody has invited them, or they have left.</summary>
    NotInvited,
}

/// <summary>What became of a try to sign in.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>They are in.</summary>
    /// <param name="Member">Who it is.</param>
    /// <param name="Token">The new session's secret, for the cookie.</param>
    /// <param name="BrowserToken">What the browser is known by from now on; null: it is known already.</param>
    public sealed record SignedIn(StaffMember Member, string Token, string? BrowserToken = null) : SignInOutcome;

    /// <summary>The password was right; the authenticator's code is still missing.</summary>
    /// <param name="Ticket">Goes with the code; counts for five minutes.</param>
    public sealed record NeedsCode(string Ticket) : SignInOutcome;

    /// <summary>Something is wrong. It is not said what: there may be no such account.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <summary>Passwords are switched off: single sign-on is the way in.</summary>
    public sealed record PasswordOff : SignInOutcome;

    /// <summary>A provider said who it is, and that is not enough.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Refused(ProviderFault Fault) : SignInOutcome;

    /// <summary>The five minutes for the code are over, or it was no ticket of ours: begin again.</summary>
    public sealed record TooLate : SignInOutcome;

    /// <summary>There were too many tries.</summary>
    /// <param name="RetryAt">When the next may be made.</param>
    public sealed record Limited(DateTimeOffset RetryAt) : SignInOutcome;
}
