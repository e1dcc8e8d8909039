using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace ServiceBot.Channels.Connector;

/// <summary>
/// The bot's own token for the Bot Framework's services: asked for once by whoever needs it first, kept, and renewed five minutes before it ends or
/// when a service has rejected it.
/// </summary>
internal sealed class ConnectorTokens(IOptions<MicrosoftAppOptions> app, TimeProvider clock, IMsalHttpClientFactory? http = null) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _gate = new(1);
    private Func<CancellationToken, Task<AuthenticationResult>>? _request;
    private AuthenticationResult? _token;

    /// <summary>The token.</summary>
    /// <param name="rejected">The one that a service has just rejected, if any: it is not given again.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The token, or null when the bot is anonymous.</returns>
    /// <exception cref="ConnectorException">The authority gives none.</exception>
    public async ValueTask<string?> GetAsync(string? rejected, CancellationToken cancellationToken)
    {
        if (app.Value.IsAnonymous)
        {
            return null;
        }

        if (Good(rejected) is { } token)
        {
            return token;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Good(rejected) is null)
            {
                _request ??= RequestBy(app.Value);
                _token = await _request(cancellationToken);
            }

            return _token!.AccessToken;
        }
        catch (Exception failure) when (failure is MsalException or HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ConnectorException($"There is no token for the Connector: {(failure as MsalException)?.ErrorCode ?? failure.Message}.", failure);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private string? Good(string? rejected) =>
        _token is { } token && token.AccessToken != rejected && clock.GetUtcNow() < token.ExpiresOn - Early ? token.AccessToken : null;

    /// <summary>How a registration of its kind asks. The library keeps tokens too, by its own clock: it is always told to ask anew.</summary>
    private Func<CancellationToken, Task<AuthenticationResult>> RequestBy(MicrosoftAppOptions options)
    {
        var service = BotFrameworkService.Of(options);
        if (options.MicrosoftAppType == AppTypes.UserAssignedMsi)
        {
            var identity = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(options.MicrosoftAppId))
                .WithHttpClientFactory(http)
                .Build();
            return cancellationToken => identity.AcquireTokenForManagedIdentity(service.Resource).WithForceRefresh(true).ExecuteAsync(cancellationToken);
        }

        var client = ConfidentialClientApplicationBuilder.Create(options.MicrosoftAppId)
            .WithClientSecret(options.MicrosoftAppPassword)
            .WithAuthority(service.Authority)
            .WithInstanceDiscovery(false)     // the authority is a setting, not something heard
            .WithHttpClientFactory(http)
            .Build();
        string[] scopes = [$"{service.Resource}/.default"];
        return cancellationToken => client.AcquireTokenForClient(scopes).WithForceRefresh(true).ExecuteAsync(cancellationToken);
    }
}
