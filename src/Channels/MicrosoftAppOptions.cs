using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ServiceBot.Channels;

/// <summary>
/// The bot's registration with the Bot Framework. The settings stand at the root and are called as in Microsoft's SDKs, so that those of an
/// existing bot fit.
/// </summary>
public sealed class MicrosoftAppOptions
{
    /// <summary>
    /// What the registration is: <c>SingleTenant</c> (the default), <c>MultiTenant</c>, or <c>UserAssignedMSI</c> for an identity of the Azure host that
    /// needs no password.
    /// </summary>
    [AllowedValues(AppTypes.SingleTenant, AppTypes.MultiTenant, AppTypes.UserAssignedMsi, ErrorMessage = "MicrosoftAppType must be SingleTenant, MultiTenant or UserAssignedMSI.")]
    public string MicrosoftAppType { get; set; } = AppTypes.SingleTenant;

    /// <summary>The app id (client id). Empty (the default): the bot is anonymous, and takes unsigned calls from this machine only.</summary>
    public string MicrosoftAppId { get; set; } = "";

    /// <summary>The app's client secret; none for <c>UserAssignedMSI</c>.</summary>
    public string MicrosoftAppPassword { get; set; } = "";

    /// <summary>The tenant of the registration; not needed for <c>MultiTenant</c>.</summary>
    public string MicrosoftAppTenantId { get; set; } = "";

    /// <summary>The cloud: empty (the default) for the public one, <c>https://botframework.azure.us</c> for that of the US government.</summary>
    [AllowedValues("", BotFrameworkService.UsGovernment, ErrorMessage = $"ChannelService must be empty or {BotFrameworkService.UsGovernment}.")]
    public string ChannelService { get; set; } = "";

    /// <summary>Where the keys of channels are described, in place of the cloud's own address; https, or http on this machine.</summary>
    public string ToBotFromChannelOpenIdMetadataUrl { get; set; } = "";

    /// <summary>Who issues the tokens of channels, in place of the cloud's own.</summary>
    public string ToBotFromChannelTokenIssuer { get; set; } = "";

    /// <summary>Where the keys of Entra are described, for the emulator's tokens, in place of the cloud's own address; https, or http on this machine.</summary>
    public string ToBotFromEmulatorOpenIdMetadataUrl { get; set; } = "";

    /// <summary>The authority that gives the bot its tokens, in place of the cloud's own.</summary>
    public string ToChannelFromBotLoginUrl { get; set; } = "";

    /// <summary>What the bot's tokens are for, in place of the cloud's own: <c>https://api.botframework.com</c>.</summary>
    public string ToChannelFromBotOAuthScope { get; set; } = "";

    internal bool IsAnonymous => MicrosoftAppId.Length == 0;
}

/// <summary>Kinds of registrations, as Azure calls them.</summary>
internal static class AppTypes
{
    public const string SingleTenant = "SingleTenant";
    public const string MultiTenant = "MultiTenant";
    public const string UserAssignedMsi = "UserAssignedMSI";
}

/// <summary>What belongs together. A registration that is half there stops the start: it must not make the bot anonymous, nor mute.</summary>
internal sealed class MicrosoftAppOptionsRules(IOptions<BotOptions> bot) : IValidateOptions<MicrosoftAppOptions>
{
    public ValidateOptionsResult Validate(string? name, MicrosoftAppOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    private IEnumerable<string> Problems(MicrosoftAppOptions options)
    {
        var (hasPassword, hasTenant) = (options.MicrosoftAppPassword.Length > 0, options.MicrosoftAppTenantId.Length > 0);
        var needsPassword = options.MicrosoftAppType != AppTypes.UserAssignedMsi;
        if (options.IsAnonymous && (hasPassword || hasTenant))
        {
            yield return "MicrosoftAppId is missing, but MicrosoftAppPassword or MicrosoftAppTenantId is set; give all of them or none.";
        }

        if (options.IsAnonymous && bot.Value.AllowEmulator)
        {
            yield return "Bot:AllowEmulator needs MicrosoftAppId: without one the emulator calls unsigned.";
        }

        foreach (var (setting, url) in new[]
        {
            (nameof(options.ToBotFromChannelOpenIdMetadataUrl), options.ToBotFromChannelOpenIdMetadataUrl),
            (nameof(options.ToBotFromEmulatorOpenIdMetadataUrl), options.ToBotFromEmulatorOpenIdMetadataUrl),
            (nameof(options.ToChannelFromBotLoginUrl), options.ToChannelFromBotLoginUrl),
        })
        {
            if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.IsConfidential()))
            {
                yield return $"{setting} must be an https address.";
            }
        }

        if (options.IsAnonymous)
        {
            yield break;
        }

        if (bot.Value.AllowAnonymous)
        {
            yield return "Bot:AllowAnonymous and MicrosoftAppId can't both be set: a bot with an id takes signed calls only.";
        }

        if (needsPassword && !hasPassword)
        {
            yield return $"MicrosoftAppPassword is missing: MicrosoftAppId is set, and {options.MicrosoftAppType} needs the app's secret.";
        }

        if (!needsPassword && hasPassword)
        {
            yield return "MicrosoftAppPassword must be empty for UserAssignedMSI: the host's identity is its credential.";
        }

        if (options.MicrosoftAppType != AppTypes.MultiTenant && !hasTenant)
        {
            yield return $"MicrosoftAppTenantId is missing: MicrosoftAppId is set, and {options.MicrosoftAppType} needs the tenant of the registration.";
        }
    }
}
