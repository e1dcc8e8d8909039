using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>Addresses of the page on which a survey is answered: the survey's id, signed, so that nobody guesses one.</summary>
public sealed class SurveyLink(SecretStore secrets, IOptions<BotOptions> bot)
{
    private const int IdLength = 16;
    private const int SignatureLength = 16;

    /// <summary>The page of a survey; relative where <see cref="BotOptions.PublicAddress"/> is not set.</summary>
    /// <param name="survey">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> ToAsync(Survey survey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(survey);
        var id = survey.Id.ToByteArray(bigEndian: true);
        return $"{bot.Value.PublicAddress?.TrimEnd('/')}/rate/{Base64Url.EncodeToString([.. id, .. await SignAsync(id, cancellationToken)])}?lang={survey.Language}";
    }

    /// <summary>Whether a letter can lead there.</summary>
    internal bool IsPublic => bot.Value.PublicAddress is { Length: > 0 };

    /// <summary>The survey that a page's address names.</summary>
    /// <returns>Null: it is not one of ours.</returns>
    public async Task<Guid?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > 64 || !Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: IdLength + SignatureLength } bytes)
        {
            return null;
        }

        var id = bytes[..IdLength];
        var signature = await SignAsync(id, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(IdLength), signature) ? new(id, bigEndian: true) : null;
    }

    private async Task<byte[]> SignAsync(byte[] id, CancellationToken cancellationToken) =>
        HMACSHA256.HashData(await secrets.GetOrCreateAsync("survey-links", cancellationToken), id)[..SignatureLength];
}
