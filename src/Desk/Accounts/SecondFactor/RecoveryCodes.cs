using System.Security.Cryptography;

namespace ServiceBot.Desk.Accounts.SecondFactor;

/// <summary>Ten codes for the day that the authenticator is lost: each counts once.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;
    private const int Length = 16;      // of 32 letters: 80 bits, so that a plain hash keeps it
    private const string Letters = "abcdefghjkmnpqrstuvwxyz023456789";

    /// <summary><c>k7wd-2mxp-…</c>, without letters that look alike.</summary>
    public static IReadOnlyList<string> New() =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(4).Select(part => new string(part))))];

    /// <summary>What is kept of a code; dashes, spaces and capitals don't matter.</summary>
    public static string HashOf(string code) => SecretToken.HashOf(string.Concat(code.Where(char.IsAsciiLetterOrDigit).Take(64)).ToLowerInvariant());

    /// <summary>Whether somebody typed one of these rather than an authenticator's code.</summary>
    public static bool LooksLikeOne(string typed) => typed.Count(char.IsAsciiLetterOrDigit) >= Length;
}
