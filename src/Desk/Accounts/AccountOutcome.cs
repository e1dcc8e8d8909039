using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Accounts;

/// <summary>What became of a change to an account or to a person.</summary>
public abstract record AccountOutcome
{
    private AccountOutcome()
    {
    }

    /// <summary>It is done.</summary>
    public sealed record Done : AccountOutcome;

    /// <summary>It is done, and they are signed in.</summary>
    /// <param name="Member">Who it is.</param>
    /// <param name="Token">The new session's secret, for the cookie.</param>
    public sealed record SignedIn(StaffMember Member, string Token) : AccountOutcome;

    /// <summary>It is done, and this is to be shown once.</summary>
    /// <param name="Words">Recovery codes, or a link.</param>
    /// <param name="Token">The session's new secret, for the cookie; null: it stays as it is.</param>
    public sealed record Shown(IReadOnlyList<string> Words, string? Token = null) : AccountOutcome;

    /// <summary>The link is no longer good: it was used, it is too old, or a newer one is there.</summary>
    public sealed record LinkIsOver : AccountOutcome;

    /// <summary>The name is missing.</summary>
    public sealed record NoName : AccountOutcome;

    /// <summary>No letter could be sent to that address.</summary>
    public sealed record NotAnAddress : AccountOutcome;

    /// <summary>Somebody has that address or that name already.</summary>
    public sealed record Taken : AccountOutcome;

    /// <summary>The new password is not taken.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record BadPassword(PasswordFault Fault) : AccountOutcome;

    /// <summary>The present password, or the code, is not right.</summary>
    public sealed record Wrong : AccountOutcome;

    /// <summary>A value is none of those to choose from.</summary>
    public sealed record NotAChoice : AccountOutcome;

    /// <summary>There is nobody, or nothing, of that id.</summary>
    public sealed record NotFound : AccountOutcome;

    /// <summary>Nobody would be left to run the product.</summary>
    public sealed record LastAdministrator : AccountOutcome;

    /// <summary>Passwords are switched off: single sign-on is the way in.</summary>
    public sealed record PasswordOff : AccountOutcome;

    /// <summary>They would not get in any more.</summary>
    public sealed record LastWayIn : AccountOutcome;

    /// <summary>There were too many tries.</summary>
    /// <param name="RetryAt">When the next may be made.</param>
    public sealed record Limited(DateTimeOffset RetryAt) : AccountOutcome;
}
