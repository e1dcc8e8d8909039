using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>Addresses of the page on which a survey is answered: the survey's id, signed, so that nobody guesses one.</summary>
public sealed class SurveyLink(SecretStore secrets, IOptions<BotOptions> bot)
{
    private readonly SignedToken _tokens = new(secrets, "survey-links");

    /// <summary>The page of a survey; relative where <see cref="BotOptions.PublicAddress"/> is not set.</summary>
    /// <param name="survey">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> ToAsync(Survey survey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(survey);
        return $"{bot.Value.PublicAddress?.TrimEnd('/')}/rate/{await _tokens.WriteAsync(survey.Id.ToByteArray(bigEndian: true), cancellationToken)}?lang={survey.Language}";
    }

    /// <summary>Whether a letter can lead there.</summary>
    internal bool IsPublic => bot.Value.PublicAddress is { Length: > 0 };

    /// <summary>The survey that a page's address names.</summary>
    /// <returns>Null: it is not one of ours.</returns>
    public async Task<Guid?> ReadAsync(string token, CancellationToken cancellationToken) => await _tokens.ReadAsync(token, cancellationToken) is { } id ? new Guid(id, bigEndian: true) : null;
}
