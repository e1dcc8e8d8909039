using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Quotes;

/// <summary>Addresses of the page on which a customer answers a version of a quote: its number, signed, so that nobody guesses one.</summary>
public sealed class QuoteLink(SecretStore secrets, IOptions<BotOptions> bot)
{
    private const int IdLength = 16;
    private const int SignatureLength = 16;

    /// <summary>The page of a version; relative where <see cref="BotOptions.PublicAddress"/> is not set.</summary>
    /// <param name="quote">The quote's number.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="language">The language that the page opens in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> ToAsync(long quote, long version, string language, CancellationToken cancellationToken)
    {
        var id = new byte[IdLength];
        BinaryPrimitives.WriteInt64BigEndian(id, quote);
        BinaryPrimitives.WriteInt64BigEndian(id.AsSpan(8), version);
        return $"{bot.Value.PublicAddress?.TrimEnd('/')}/quote/{Base64Url.EncodeToString([.. id, .. await SignAsync(id, cancellationToken)])}?lang={language}";
    }

    /// <summary>The quote and version that a page's address names.</summary>
    /// <returns>Null: it is not one of ours.</returns>
    public async Task<(long Quote, long Version)?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > 64 || !Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: IdLength + SignatureLength } bytes)
        {
            return null;
        }

        var signature = await SignAsync(bytes[..IdLength], cancellationToken);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(IdLength), signature)
            ? (BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(8)))
            : null;
    }

    private async Task<byte[]> SignAsync(byte[] id, CancellationToken cancellationToken) =>
        HMACSHA256.HashData(await secrets.GetOrCreateAsync("quote-links", cancellationToken), id)[..SignatureLength];
}
