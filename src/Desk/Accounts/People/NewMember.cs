using ServiceBot.Crm;
using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.People;

/// <summary>What the first administrator and the invited have in common: they choose a password, and are in.</summary>
public sealed class NewMember(StaffSessions sessions, AccountSignals signals)
{
    internal const int MaxName = 100;

    /// <summary>A name as it is kept; empty: there is none.</summary>
    internal static string NameOf(string? typed) => StoredText.CleanLine(typed, MaxName);

    /// <summary>The words of a person that make their password no stronger.</summary>
    internal static IEnumerable<string> WordsOf(string name, string email) => [.. name.Split(' '), .. email.Split('@', '.', '-', '_', '+')];

    internal static AccountOutcome? FaultOf(string name, string email, string password) =>
        name.Length == 0 ? new AccountOutcome.NoName()
        : PasswordRules.Check(password, WordsOf(name, email)) is { } fault ? new AccountOutcome.BadPassword(fault)
        : null;

    internal async Task<AccountOutcome> AddAsync(UnitOfWork unit, StaffMember member, string passwordHash, StaffBrowser browser)
    {
        if (!await StaffStore.AddAsync(unit, member))
        {
            return new AccountOutcome.Taken();
        }

        await AccountStore.SetPasswordAsync(unit, member.Id, passwordHash);
        var token = await sessions.BeginAsync(unit, member.Id, browser);
        await signals.AppendAsync(unit, "StaffJoined", member.Id, new { role = member.Role.ToString(), member.Team, browser.Address, browser.Agent });
        return new AccountOutcome.SignedIn(member, token);
    }
}
