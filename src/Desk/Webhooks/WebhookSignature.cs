using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Desk.Webhooks;

/// <summary>Signs what a webhook is told, as the Standard Webhooks specification (version 1) says: HMAC-SHA256 of «id.timestamp.body».</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>The value of <c>webhook-signature</c>: a signature for each of the secret's keys, parted by spaces.</summary>
    /// <param name="secret">A secret as the settings hold it.</param>
    /// <param name="id">The event.</param>
    /// <param name="at">When it is sent; the receiver refuses what is old.</param>
    /// <param name="body">What is sent.</param>
    public static string Of(string secret, string id, DateTimeOffset at, string body)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}"));
        return string.Join(' ', KeysOf(secret)!.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
    }

    /// <summary>The keys of a secret, or null when it is none.</summary>
    public static IReadOnlyList<byte[]>? KeysOf(string secret)
    {
        var keys = new List<byte[]>();
        foreach (var part in secret.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var key = new byte[64];
            if (!part.StartsWith(Prefix, StringComparison.Ordinal) || !Convert.TryFromBase64String(part[Prefix.Length..], key, out var length) || length < 24)
            {
                return null;
            }

            keys.Add(key[..length]);
        }

        return keys.Count is 1 or 2 ? keys : null;
    }
}
