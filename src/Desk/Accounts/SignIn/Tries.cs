using Microsoft.Extensions.Options;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.SignIn;

/// <summary>
/// Counts tries against the account that was typed, whether there is one or not, and against the address they come from. A try is written
/// down before it is looked at: whatever fails in between, it counts. The database holds the count for all nodes. A browser that the account was
/// signed in from before has a count of its own, so that strangers who know the address lock out strangers alone.
/// </summary>
public sealed class Tries(IOptions<AccountOptions> options, TimeProvider clock)
{
    /// <summary>Password or code.</summary>
    internal const string SignIn = "sign-in";

    /// <summary>A letter with a link.</summary>
    internal const string Letter = "letter";

    private static readonly TimeSpan LetterWindow = TimeSpan.FromHours(1);
    private const int LettersPerAccount = 3;

    private const string Insert = """
        INSERT INTO desk_attempt (kind, account, address, at) VALUES (@kind, @account, @address, @now) RETURNING id
        """;

    private const string AccountSince = """
        SELECT at FROM desk_attempt WHERE kind = @kind AND account = @account AND at > @since ORDER BY at DESC LIMIT @most
        """;

    private const string KnownBrowser = "SELECT hash FROM desk_browser WHERE hash = @hash AND account = @account AND at > @since";

    private const string AddressSince = """
        SELECT at FROM desk_attempt WHERE kind = @kind AND address = @address AND at > @since ORDER BY at DESC LIMIT @most
        """;

    /// <summary>Takes a try, if one is left.</summary>
    /// <returns>The try; or when the next may be made.</returns>
    internal async Task<(long Id, DateTimeOffset? RetryAt)> TakeAsync(UnitOfWork unit, string kind, string email, StaffBrowser browser)
    {
        var now = clock.GetUtcNow();
        var (account, address) = (await CountedAsAsync(unit, email, browser), browser.Partition);
        var window = kind == Letter ? LetterWindow : TimeSpan.FromMinutes(options.Value.LockMinutes);
        await unit.Dialect.LockAsync(unit, LockKeys.Of("tries-of-address", address));      // two at once must not pass the count
        await unit.Dialect.LockAsync(unit, LockKeys.Of("tries-of-account", account));
        await unit.ExecuteAsync("DELETE FROM desk_attempt WHERE kind = @kind AND at <= @since", new { kind, since = now - window });
        async Task<DateTimeOffset?> FreeAgainAsync(string sql, int most)
        {
            var times = await unit.QueryAsync<DateTimeOffset>(sql, new { kind, account, address, since = now - window, most });
            return times.Count < most ? null : times[^1] + window;
        }

        var perAccount = await FreeAgainAsync(AccountSince, kind == Letter ? LettersPerAccount : options.Value.TriesPerAccount);
        var perAddress = await FreeAgainAsync(AddressSince, options.Value.TriesPerAddress);
        if ((perAccount > perAddress || perAddress is null ? perAccount : perAddress) is { } retryAt)
        {
            return (0, retryAt);
        }

        return (await unit.GetAsync<long>(Insert, new { kind, account, address, now }), null);
    }

    /// <summary>It was no failure; and the slips of the same person before it are forgiven.</summary>
    internal async Task ForgiveAsync(UnitOfWork unit, long id, string email, StaffBrowser browser)
    {
        await unit.ExecuteAsync("DELETE FROM desk_attempt WHERE id = @id", new { id });
        await unit.ExecuteAsync(
            "UPDATE desk_attempt SET account = '' WHERE kind = @kind AND account = @account AND address = @address",
            new { kind = SignIn, account = await CountedAsAsync(unit, email, browser), address = browser.Partition });
    }

    /// <summary>Knows the browser from now on, as one that somebody has signed in from.</summary>
    /// <returns>The token for its cookie; null: it was known already.</returns>
    internal async Task<string?> KnowAsync(UnitOfWork unit, string email, StaffBrowser browser)
    {
        var (now, account) = (clock.GetUtcNow(), AccountOf(email));
        if (await CountedAsAsync(unit, email, browser) != account)
        {
            return null;
        }

        var token = SecretToken.New();
        await unit.ExecuteAsync("DELETE FROM desk_browser WHERE at <= @since", new { since = now - StaffBrowser.Known });
        await unit.ExecuteAsync("INSERT INTO desk_browser (hash, account, at) VALUES (@hash, @account, @now)", new { hash = SecretToken.HashOf(token), account, now });
        return token;
    }

    /// <summary>Under what tries for an account count: its hash, or with a browser that is known, the hash of both.</summary>
    private async Task<string> CountedAsAsync(UnitOfWork unit, string email, StaffBrowser browser)
    {
        var account = AccountOf(email);
        return browser.Token is { Length: > 0 } token
            && await unit.FindAsync<string>(KnownBrowser, new { hash = SecretToken.HashOf(token), account, since = clock.GetUtcNow() - StaffBrowser.Known }) is { } known
                ? SecretToken.HashOf(account + known)
                : account;
    }

    private static string AccountOf(string email) => SecretToken.HashOf(email.Trim().ToLowerInvariant());
}
