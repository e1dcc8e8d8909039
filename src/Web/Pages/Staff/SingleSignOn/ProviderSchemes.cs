using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Accounts.SingleSignOn;

namespace ServiceBot.Web.Pages.Staff.SingleSignOn;

/// <summary>Puts single sign-on in its place.</summary>
internal static class ProviderModule
{
    public static IServiceCollection AddProviderSchemes(this IServiceCollection services)
    {
        services.AddSingleton<ProviderSchemes>();
        services.AddSingleton<IConfigureOptions<AuthenticationOptions>>(provider => provider.GetRequiredService<ProviderSchemes>());
        services.AddSingleton<IConfigureOptions<OAuthOptions>>(provider => provider.GetRequiredService<ProviderSchemes>());
        services.AddSingleton<IPostConfigureOptions<OAuthOptions>, OAuthPostConfigureOptions<OAuthOptions, OAuthHandler<OAuthOptions>>>();
        return services.AddTransient<OAuthHandler<OAuthOptions>>();
    }
}

/// <summary>
/// A scheme of the framework's OAuth handler for each provider of the settings: code flow with PKCE, and a state that is bound to the browser by a cookie. What
/// comes of it is no scheme's business but <see cref="ProviderReturn"/>'s.
/// </summary>
internal sealed partial class ProviderSchemes(IOptions<SingleSignOnOptions> options, TimeProvider clock, ILogger<ProviderSchemes> logger)
    : IConfigureOptions<AuthenticationOptions>, IConfigureNamedOptions<OAuthOptions>
{
    private const string Prefix = "provider:";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static string SchemeOf(ProviderOptions provider) => Prefix + provider.Name;

    public void Configure(AuthenticationOptions authentication)
    {
        foreach (var provider in options.Value.Providers)
        {
            authentication.AddScheme<OAuthHandler<OAuthOptions>>(SchemeOf(provider), provider.Name);
        }
    }

    public void Configure(OAuthOptions oauth)
    {
    }

    public void Configure(string? name, OAuthOptions oauth)
    {
        if (name?.StartsWith(Prefix, StringComparison.Ordinal) is not true || options.Value.Find(name[Prefix.Length..]) is not { } provider)
        {
            return;
        }

        oauth.ClientId = provider.ClientId;
        oauth.ClientSecret = provider.ClientSecret;
        oauth.AuthorizationEndpoint = provider.AuthorizeUrl;
        oauth.TokenEndpoint = provider.TokenUrl;
        oauth.UserInformationEndpoint = provider.UserInfoUrl;
        oauth.CallbackPath = $"/sign-in/with/{provider.Name}/back";
        oauth.UsePkce = true;
        oauth.TimeProvider = clock;
        oauth.BackchannelTimeout = Patience;
        oauth.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        oauth.CorrelationCookie.SameSite = SameSiteMode.Lax;      // the way back is a link that is followed, never a form
        oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        oauth.Scope.Clear();
        foreach (var scope in provider.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            oauth.Scope.Add(scope);
        }

        oauth.Events.OnCreatingTicket = context => ReadAsync(provider, context);
        oauth.Events.OnTicketReceived = context => ProviderReturn.HandleAsync(provider, context);
        oauth.Events.OnAccessDenied = context => RefuseAsync(context, ProviderReturn.Denied);
        oauth.Events.OnRemoteFailure = context =>
        {
            Log.Failed(logger, provider.Name, context.Failure?.Message ?? "");
            return RefuseAsync(context, ProviderReturn.Failed);
        };
    }

    private async Task ReadAsync(ProviderOptions provider, OAuthCreatingTicketContext context)
    {
        JsonElement? userInfo = null;
        if (provider.UserInfoUrl.Length > 0)
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, provider.UserInfoUrl);
            ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
            ask.Headers.Accept.Add(new("application/json"));
            using var answer = await context.Backchannel.SendAsync(ask, context.HttpContext.RequestAborted);
            answer.EnsureSuccessStatusCode();
            userInfo = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(context.HttpContext.RequestAborted));
        }

        var idToken = context.TokenResponse.Response?.RootElement.TryGetProperty("id_token", out var token) is true ? token.GetString() : null;
        ProviderReturn.Remember(context.HttpContext, ProviderPerson.Of(provider, userInfo, idToken, clock.GetUtcNow()));
    }

    private static Task RefuseAsync<T>(HandleRequestContext<T> context, string why)
        where T : AuthenticationSchemeOptions
    {
        context.Response.Redirect(ProviderReturn.FaultPath(why));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A sign-in through {Provider} failed: {Reason}")]
        public static partial void Failed(ILogger logger, string provider, string reason);
    }
}
