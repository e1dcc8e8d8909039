using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Crm.Proof;

/// <summary>The rules of one-time codes: six digits, ten minutes, five tries, three letters an hour.</summary>
internal static class OneTimeCode
{
    public const int MaxTries = 5;
    public const int MaxSends = 3;
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan SendWindow = TimeSpan.FromHours(1);

    public static string New() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>What is kept of a code: salt and SHA-256, so that a look into the table shows no code.</summary>
    public static string Hash(string code)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"{Convert.ToHexStringLower(salt)}:{Convert.ToHexStringLower(Digest(salt, code))}";
    }

    /// <summary>Compares in constant time. What a customer types may hold spaces and full-width digits.</summary>
    public static bool Matches(string hash, string typed)
    {
        var colon = hash.IndexOf(':', StringComparison.Ordinal);
        var salt = Convert.FromHexString(hash.AsSpan(0, colon));
        return CryptographicOperations.FixedTimeEquals(Digest(salt, Digits(typed)), Convert.FromHexString(hash.AsSpan(colon + 1)));
    }

    private static byte[] Digest(byte[] salt, string code) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(code)]);

    private static string Digits(string typed) => string.Concat(
        typed.Where(char.IsDigit).Take(16).Select(c => CharUnicodeInfo.GetDecimalDigitValue(c).ToString(CultureInfo.InvariantCulture)));
}
