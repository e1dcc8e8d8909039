using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ServiceBot.Desk.Accounts.Passwords;

/// <summary>Passwords as they are kept: PBKDF2 with HMAC-SHA-512, by the framework's own hasher.</summary>
internal static class PasswordHash
{
    private const int Iterations = 210_000;     // OWASP's advice for PBKDF2 with SHA-512

    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private static readonly object Nobody = new();
    private static readonly Lazy<string> OfNobody = new(() => Of(SecretToken.New()));

    public static string Of(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Compares. Without a hash it takes as long, and says no.</summary>
    public static bool Matches(string? hash, string password)
    {
        var same = password.Length <= PasswordRules.MaxLength
            && Hasher.VerifyHashedPassword(Nobody, hash ?? OfNobody.Value, password) != PasswordVerificationResult.Failed;
        return same && hash is not null;
    }
}
