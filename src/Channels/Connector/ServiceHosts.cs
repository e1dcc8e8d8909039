using System.Net;
using Microsoft.Extensions.Options;

namespace ServiceBot.Channels.Connector;

/// <summary>
/// Where replies may be sent: this machine, the Bot Framework's hosts when the bot is registered there, and the hosts that the settings name. A caller
/// can't make the bot post elsewhere.
/// </summary>
internal sealed class ServiceHosts(IOptions<BotOptions> bot, IOptions<MicrosoftAppOptions> app)
{
    private static readonly string[] OfTheBotFramework =
    [
        "smba.trafficmanager.net", "*.botframework.com", "*.botframework.azure.us", "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us",
    ];

    private readonly string[] _allowed = [.. app.Value.IsAnonymous ? [] : OfTheBotFramework, .. bot.Value.AllowedServiceHosts];

    /// <summary>Why replies can't go there, or null when they can.</summary>
    public string? ProblemOf(string serviceUrl)
    {
        var url = new Uri(serviceUrl);
        return url switch
        {
            _ when IsThisMachine(url.Host) => null,
            _ when !_allowed.Any(allowed => Matches(allowed, url.Host)) => $"The serviceUrl's host {url.Host} is not allowed; list it in Bot:AllowedServiceHosts.",
            _ when !url.IsConfidential() => "The serviceUrl must be https.",
            _ => null,
        };
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool Matches(string allowed, string host) =>
        allowed.StartsWith("*.", StringComparison.Ordinal)
            ? host.Length >= allowed.Length && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
