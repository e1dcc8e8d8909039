using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Quotes;

/// <summary>Addresses of the page on which a customer answers a version of a quote: its number, signed, so that nobody guesses one.</summary>
public sealed class QuoteLink(SecretStore secrets, IOptions<BotOptions> bot)
{
    private const int Length = 16;

    private readonly SignedToken _tokens = new(secrets, "quote-links");

    /// <summary>The page of a version; relative where <see cref="BotOptions.PublicAddress"/> is not set.</summary>
    /// <param name="quote">The quote's number.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="language">The language that the page opens in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> ToAsync(long quote, long version, string language, CancellationToken cancellationToken)
    {
        var id = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(id, quote);
        BinaryPrimitives.WriteInt64BigEndian(id.AsSpan(8), version);
        return $"{bot.Value.PublicAddress?.TrimEnd('/')}/quote/{await _tokens.WriteAsync(id, cancellationToken)}?lang={language}";
    }

    /// <summary>The quote and version that a page's address names.</summary>
    /// <returns>Null: it is not one of ours.</returns>
    public async Task<(long Quote, long Version)?> ReadAsync(string token, CancellationToken cancellationToken) =>
        await _tokens.ReadAsync(token, cancellationToken) is { } id ? (BinaryPrimitives.ReadInt64BigEndian(id), BinaryPrimitives.ReadInt64BigEndian(id.AsSpan(8))) : null;
}
