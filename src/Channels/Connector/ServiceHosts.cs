using System.Net;
using Microsoft.Extensions.Options;

namespace ServiceBot.Channels.Connector;

/// <summary>Where replies may be sent: this machine, and the hosts that the settings name. A caller can't make the bot post elsewhere.</summary>
internal sealed class ServiceHosts(IOptions<BotOptions> bot)
{
    /// <summary>Why replies can't go there, or null when they can.</summary>
    public string? ProblemOf(string serviceUrl)
    {
        var host = new Uri(serviceUrl).Host;
        return host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
            || bot.Value.AllowedServiceHosts.Contains(host, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"The serviceUrl's host {host} is not allowed; list it in Bot:AllowedServiceHosts.";
    }
}
