using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.OptOut;

/// <summary>Addresses of the page on which somebody stops messages: the participant's number, signed, so that nobody guesses one.</summary>
public sealed class OptOutLink(SecretStore secrets, IOptions<BotOptions> bot)
{
    private readonly SignedToken _tokens = new(secrets, "outreach-links");

    /// <summary>The page; relative where <see cref="BotOptions.PublicAddress"/> is not set.</summary>
    /// <param name="participant">The participant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> ToAsync(long participant, CancellationToken cancellationToken)
    {
        var value = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(value, participant);
        return $"{bot.Value.PublicAddress?.TrimEnd('/')}/stop/{await _tokens.WriteAsync(value, cancellationToken)}";
    }

    /// <summary>The participant that a page's address names.</summary>
    /// <returns>Null: it is not one of ours.</returns>
    public async Task<long?> ReadAsync(string token, CancellationToken cancellationToken) =>
        await _tokens.ReadAsync(token, cancellationToken) is { } value ? BinaryPrimitives.ReadInt64BigEndian(value) : null;
}
