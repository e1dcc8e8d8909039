using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts;

/// <summary>Accounts in the database.</summary>
internal static class AccountStore
{
    private const string Find = "SELECT staff_id, password_hash, totp_secret, totp_offered FROM desk_account WHERE staff_id = @staff";

    private const string SetPassword = """
        INSERT INTO desk_account (staff_id, password_hash) VALUES (@staff, @hash)
        ON CONFLICT (staff_id) DO UPDATE SET password_hash = excluded.password_hash
        """;

    private const string OfferTotp = """
        INSERT INTO desk_account (staff_id, totp_offered) VALUES (@staff, @secret)
        ON CONFLICT (staff_id) DO UPDATE SET totp_offered = excluded.totp_offered
        """;

    private const string TakeOffered = """
        UPDATE desk_account SET totp_secret = totp_offered, totp_offered = NULL, totp_step = @step WHERE staff_id = @staff AND totp_offered IS NOT NULL
        """;

    public static Task<Account?> FindAsync(Session session, Guid staff) => session.FindAsync<Account>(Find, new { staff });

    public static Task SetPasswordAsync(UnitOfWork unit, Guid staff, string hash) => unit.ExecuteAsync(SetPassword, new { staff, hash });

    public static Task OfferTotpAsync(UnitOfWork unit, Guid staff, string secret) => unit.ExecuteAsync(OfferTotp, new { staff, secret });

    public static Task TakeOfferedTotpAsync(UnitOfWork unit, Guid staff, long step) => unit.ExecuteAsync(TakeOffered, new { staff, step });

    public static async Task DropTotpAsync(UnitOfWork unit, Guid staff)
    {
        await unit.ExecuteAsync("UPDATE desk_account SET totp_secret = NULL, totp_offered = NULL WHERE staff_id = @staff", new { staff });
        await unit.ExecuteAsync("DELETE FROM desk_recovery_code WHERE staff_id = @staff", new { staff });
    }

    /// <summary>Uses up the codes of a step and of those before.</summary>
    /// <returns>False: a code of that step, or of a later one, was used already.</returns>
    public static async Task<bool> UseStepAsync(UnitOfWork unit, Guid staff, long step) =>
        await unit.ExecuteAsync("UPDATE desk_account SET totp_step = @step WHERE staff_id = @staff AND totp_step < @step", new { staff, step }) == 1;

    public static async Task SetRecoveryCodesAsync(UnitOfWork unit, Guid staff, IEnumerable<string> hashes)
    {
        await unit.ExecuteAsync("DELETE FROM desk_recovery_code WHERE staff_id = @staff", new { staff });
        await unit.ExecuteAsync("INSERT INTO desk_recovery_code (staff_id, hash) VALUES (@staff, @hash)", hashes.Select(hash => new { staff, hash }).ToList());
    }

    /// <returns>False: there is no such code, or it was used.</returns>
    public static async Task<bool> UseRecoveryCodeAsync(UnitOfWork unit, Guid staff, string hash) =>
        await unit.ExecuteAsync("DELETE FROM desk_recovery_code WHERE staff_id = @staff AND hash = @hash", new { staff, hash }) == 1;

    public static Task<long> CountRecoveryCodesAsync(Session session, Guid staff) =>
        session.GetAsync<long>("SELECT count(*) FROM desk_recovery_code WHERE staff_id = @staff", new { staff });
}
