using Microsoft.Extensions.Options;

namespace ServiceBot.Channels.HandOff;

/// <summary>Who takes conversations that are handed over. Section <c>HandOff</c>. Default: the product's own desk.</summary>
public sealed class HandOffOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "HandOff";

    /// <summary>
    /// Address of an outside hub, for example <c>https://hub.example/</c>: <c>handoff.initiate</c> and the customers' messages are posted to
    /// <c>/v3/conversations/{number}/activities</c> below it. Empty (the default): none.
    /// </summary>
    public string HubUrl { get; set; } = "";

    /// <summary>What the hub knows the product by, sent as a bearer token. Empty (the default): nothing is sent.</summary>
    public string HubKey { get; set; } = "";

    /// <summary>Channels that are hubs themselves and stand between the customer and the bot, by id: they get <c>handoff.initiate</c> in the conversation. Default: none.</summary>
    public IList<string> Channels { get; } = [];
}

/// <summary>Says at the start what is wrong with the hub's address.</summary>
internal sealed class HandOffOptionsRules : IValidateOptions<HandOffOptions>
{
    public ValidateOptionsResult Validate(string? name, HandOffOptions options) =>
        options.HubUrl.Length == 0 || (Uri.TryCreate(options.HubUrl, UriKind.Absolute, out var url) && url.IsConfidential() && (url.Query, url.Fragment, url.UserInfo) is ("", "", ""))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{HandOffOptions.Section}:HubUrl: it is no https address (http on this machine) without user, query and fragment.");
}
