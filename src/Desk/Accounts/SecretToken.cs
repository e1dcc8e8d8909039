using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Desk.Accounts;

/// <summary>A random word that is worth something, and what is kept of it.</summary>
internal static class SecretToken
{
    /// <summary>256 random bits as 43 characters that are fine in an address.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 in hexadecimal: of something random, that is enough.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
