namespace ServiceBot.Channels;

/// <summary>The Bot Framework of a cloud: who signs its calls, and who gives the bot its tokens.</summary>
internal sealed record BotFrameworkService
{
    public const string UsGovernment = "https://botframework.azure.us";

    // Microsoft's own tenants, one of which gives multi-tenant bots their tokens.
    private static readonly string[] MicrosoftTenants =
        ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "69e9b82d-4842-4902-8d1e-abc5b98a55e8"];

    /// <summary>Who issues the tokens of channels.</summary>
    public required string TokenIssuer { get; init; }

    /// <summary>Where the keys of channels are described.</summary>
    public required Uri OpenIdMetadata { get; init; }

    /// <summary>Who issues tokens for the bot's own app, with which the emulator calls.</summary>
    public required IReadOnlyList<string> EmulatorIssuers { get; init; }

    /// <summary>Where the keys of those are described.</summary>
    public required Uri EmulatorOpenIdMetadata { get; init; }

    /// <summary>The authority that gives the bot its tokens.</summary>
    public required Uri Authority { get; init; }

    /// <summary>What those are for; the audience, without <c>/.default</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>How a call of this service is marked.</summary>
    public required string CallerId { get; init; }

    public static BotFrameworkService Of(MicrosoftAppOptions options)
    {
        var isGovernment = options.ChannelService == UsGovernment;
        var (login, multiTenant, resource) = isGovernment
            ? ("https://login.microsoftonline.us", "MicrosoftServices.onmicrosoft.us", "https://api.botframework.us")
            : ("https://login.microsoftonline.com", "botframework.com", "https://api.botframework.com");
        var metadata = isGovernment ? "https://login.botframework.azure.us" : "https://login.botframework.com";
        var isMultiTenant = options.MicrosoftAppType == AppTypes.MultiTenant;
        string[] tenants = [.. isMultiTenant && !isGovernment ? MicrosoftTenants : [], .. options.MicrosoftAppTenantId is { Length: > 0 } own ? [own] : Array.Empty<string>()];
        return new()
        {
            TokenIssuer = Or(options.ToBotFromChannelTokenIssuer, resource),
            OpenIdMetadata = new(Or(options.ToBotFromChannelOpenIdMetadataUrl, $"{metadata}/v1/.well-known/openidconfiguration")),
            EmulatorIssuers = [.. tenants.SelectMany(tenant => new[] { $"https://sts.windows.net/{tenant}/", $"{login}/{tenant}/v2.0" })],
            EmulatorOpenIdMetadata = new(Or(options.ToBotFromEmulatorOpenIdMetadataUrl, $"{login}/common/v2.0/.well-known/openid-configuration")),
            Authority = new(Or(options.ToChannelFromBotLoginUrl, $"{login}/{(isMultiTenant ? multiTenant : options.MicrosoftAppTenantId)}")),
            Resource = Or(options.ToChannelFromBotOAuthScope, resource),
            CallerId = isGovernment ? "urn:botframework:azureusgov" : "urn:botframework:azure",
        };
    }

    private static string Or(string setting, string standard) => setting.Length > 0 ? setting : standard;
}

/// <summary>Addresses that secrets may go to, and keys may come from.</summary>
internal static class ConfidentialUri
{
    /// <summary>Whether nobody can listen on the way: https, or this machine itself.</summary>
    public static bool IsConfidential(this Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
}
