using System.Buffers.Text;
using System.Security.Cryptography;

namespace ServiceBot.Storage;

/// <summary>Sixteen bytes with a signature, as they stand in an address: so nobody guesses one. HMAC-SHA256, cut to sixteen bytes, in Base64 for addresses.</summary>
/// <param name="secrets">Where the key is.</param>
/// <param name="name">The key's name; tokens of another name are none.</param>
public sealed class SignedToken(SecretStore secrets, string name)
{
    private const int ValueLength = 16;
    private const int SignatureLength = 16;
    private const int Longest = 64;

    /// <summary>Writes one.</summary>
    /// <param name="value">Sixteen bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> WriteAsync(byte[] value, CancellationToken cancellationToken) => Base64Url.EncodeToString([.. value, .. await SignAsync(value, cancellationToken)]);

    /// <summary>Reads one.</summary>
    /// <returns>The sixteen bytes; null: it is not one of ours.</returns>
    public async Task<byte[]?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > Longest || !Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: ValueLength + SignatureLength } bytes)
        {
            return null;
        }

        var value = bytes[..ValueLength];
        var signature = await SignAsync(value, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(ValueLength), signature) ? value : null;
    }

    private async Task<byte[]> SignAsync(byte[] value, CancellationToken cancellationToken) =>
        HMACSHA256.HashData(await secrets.GetOrCreateAsync(name, cancellationToken), value)[..SignatureLength];
}
