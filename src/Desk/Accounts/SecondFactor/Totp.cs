using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace ServiceBot.Desk.Accounts.SecondFactor;

/// <summary>Codes of an authenticator: six digits, every 30 seconds (RFC 6238 over RFC 4226, with SHA-1 as all of them expect).</summary>
internal static class Totp
{
    private const int StepSeconds = 30;
    private const int Digits = 6;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>160 random bits in Base32: 32 letters.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(Letters, 32);

    /// <summary>The secret as an authenticator takes it by a link.</summary>
    public static string Link(string secret, string company, string email) =>
        $"otpauth://totp/{Uri.EscapeDataString(company)}:{Uri.EscapeDataString(email)}?secret={secret}&issuer={Uri.EscapeDataString(company)}";

    /// <summary>The step that a typed code belongs to: the present one, or the one before or after, since clocks differ.</summary>
    /// <returns>Null: it is the code of none of them.</returns>
    public static long? StepOf(string secret, string typed, DateTimeOffset now)
    {
        var code = string.Concat(typed.Where(char.IsDigit).Take(16).Select(c => CharUnicodeInfo.GetDecimalDigitValue(c).ToString(CultureInfo.InvariantCulture)));
        var present = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = present - 1; step <= present + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(CodeAt(secret, step)), System.Text.Encoding.ASCII.GetBytes(code)))
            {
                found = step;
            }
        }

        return found;
    }

    internal static string CodeAt(string secret, DateTimeOffset at) => CodeAt(secret, at.ToUnixTimeSeconds() / StepSeconds);

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238's own algorithm, and the only one that every authenticator speaks.")]
    private static string CodeAt(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(Bytes(secret), counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    private static byte[] Bytes(string secret)
    {
        var bytes = new byte[secret.Length * 5 / 8];
        var (bits, held, next) = (0, 0, 0);
        foreach (var letter in secret)
        {
            bits = (bits << 5) | Letters.IndexOf(letter, StringComparison.Ordinal);
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                bytes[next++] = (byte)(bits >> held);
                bits &= (1 << held) - 1;
            }
        }

        return bytes;
    }
}
