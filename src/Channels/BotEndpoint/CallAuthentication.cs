using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.BotEndpoint;

/// <summary>
/// Lets in who may call <c>/api/messages</c>: with an app id, the Bot Framework and, if the settings say so, the Emulator, each by a signed token;
/// without one, this machine itself. Whoever is not let in learns nothing; why is in the log.
/// </summary>
internal sealed partial class CallAuthentication : IHostedService, IDisposable
{
    private const int LongestToken = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];
    private static readonly JsonWebTokenHandler Tokens = new();     // its assemblies are loaded by the first signed call, never by an anonymous bot
    private readonly MicrosoftAppOptions _app;
    private readonly BotOptions _bot;
    private readonly BotFrameworkService _service;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null }) { MaxResponseContentBufferSize = 1024 * 1024 };
    private readonly SigningKeys _channelKeys;
    private readonly SigningKeys _emulatorKeys;
    private readonly TimeProvider _clock;
    private readonly ILogger<CallAuthentication> _logger;

    public CallAuthentication(IOptions<MicrosoftAppOptions> app, IOptions<BotOptions> bot, TimeProvider clock, ILogger<CallAuthentication> logger)
    {
        (_app, _bot, _clock, _logger) = (app.Value, bot.Value, clock, logger);
        _service = BotFrameworkService.Of(_app);
        _channelKeys = new(_service.OpenIdMetadata, _http, clock, logger);
        _emulatorKeys = new(_service.EmulatorOpenIdMetadata, _http, clock, logger);
    }

    /// <summary>Says who calls.</summary>
    /// <returns>The caller, or null when they are not let in.</returns>
    public async ValueTask<Caller?> AuthenticateAsync(HttpContext http)
    {
        if (_app.IsAnonymous)
        {
            return _bot.AllowAnonymous || IsThisMachine(http) ? new Caller.Anonymous() : Refuse("it is unsigned and not from this machine");
        }

        try
        {
            return await ReadAsync(http);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Refuse(failure is RefusedException ? failure.Message : $"the token can't be read ({failure.GetType().Name})");
        }
    }

    /// <summary>Whether an activity can come from a caller.</summary>
    public bool Allows(Caller caller, Activity activity)
    {
        if (caller.ProblemOf(activity) is not { } problem)
        {
            return true;
        }

        Log.Refused(_logger, problem);
        return false;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_app.IsAnonymous && _bot.AllowAnonymous)
        {
            Log.OpenToAll(_logger);
        }
        else if (_app.IsAnonymous)
        {
            Log.OpenToThisMachine(_logger);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Whether a call comes from this machine itself, not through a proxy on it.</summary>
    private static bool IsThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !http.Request.Headers.Any(header => IsOfAProxy(header.Key));

    /// <summary>Whether a proxy put a header in; what the product believes of it stands under <c>X-Original-</c> by now.</summary>
    private static bool IsOfAProxy(string header) =>
        header.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Via", StringComparison.OrdinalIgnoreCase);

    private async ValueTask<Caller> ReadAsync(HttpContext http)
    {
        // Only a signed token of three parts reaches the library: it would also decrypt, and inflate what it decrypted.
        if (http.Request.Headers.Authorization is not [{ } header] || header.Split(' ') is not ["Bearer", { Length: > 0 and <= LongestToken } text]
            || text.Split('.') is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }])
        {
            throw new RefusedException("there is no bearer token");
        }

        var token = new JsonWebToken(text);
        return token.Issuer == _service.TokenIssuer ? await ReadChannelAsync(token, http.RequestAborted)
            : _bot.AllowEmulator && _service.EmulatorIssuers.Contains(token.Issuer, StringComparer.Ordinal) ? await ReadEmulatorAsync(token, http.RequestAborted)
            : throw new RefusedException("its issuer is not trusted");
    }

    private async ValueTask<Caller> ReadChannelAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        var key = await ValidateAsync(token, _channelKeys, cancellationToken);
        return new Caller.Channel(_service.CallerId, ClaimOf(token, "serviceurl"), key.Endorsements);
    }

    private async ValueTask<Caller> ReadEmulatorAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        await ValidateAsync(token, _emulatorKeys, cancellationToken);
        var app = ClaimOf(token, "ver") switch
        {
            "" or "1.0" => ClaimOf(token, "appid"),
            "2.0" => ClaimOf(token, "azp"),
            _ => null,
        };
        return app == _app.MicrosoftAppId ? new Caller.Emulator($"urn:botframework:aadappid:{app}") : throw new RefusedException("it is not of the bot's own app");
    }

    /// <summary>Checks what is the same for every token: algorithm, key, signature, audience and lifetime.</summary>
    /// <returns>The key that signed it.</returns>
    private async ValueTask<SigningKey> ValidateAsync(JsonWebToken token, SigningKeys keys, CancellationToken cancellationToken)
    {
        if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal) || token.TryGetHeaderValue<object>("crit", out _))
        {
            throw new RefusedException("its algorithm is not allowed");
        }

        var key = await keys.FindAsync(token.Kid, cancellationToken) ?? throw new RefusedException("its key is not known");
        var result = Tokens.ValidateToken(token.EncodedToken, new()
        {
            ValidAlgorithms = Algorithms,
            IssuerSigningKey = key.Key,
            ValidIssuer = token.Issuer,     // it chose the keys
            ValidAudience = _app.MicrosoftAppId,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            LifetimeValidator = IsAlive,
        });
        return result.IsValid ? key : throw new RefusedException($"it is not valid ({result.Exception.GetType().Name})");
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return expires > now - Skew && (notBefore is null || notBefore < now + Skew);
    }

    private static string? ClaimOf(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    private Caller? Refuse(string reason)
    {
        Log.Refused(_logger, reason);
        return null;
    }

    /// <summary>Carries the reason for a refusal out of the checks.</summary>
    private sealed class RefusedException(string reason) : Exception(reason);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A call to /api/messages was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "No MicrosoftAppId is set: /api/messages takes unsigned calls from this machine")]
        public static partial void OpenToThisMachine(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Bot:AllowAnonymous is set: /api/messages takes unsigned calls from everywhere")]
        public static partial void OpenToAll(ILogger logger);
    }
}
