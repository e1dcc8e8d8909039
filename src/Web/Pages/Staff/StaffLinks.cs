using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>
/// Addresses of the desk's pages for letters. They follow the setting, or where the server listens, and never the Host header of a request:
/// otherwise whoever asks for somebody's new password could have the link lead to a host of their own.
/// </summary>
internal sealed class StaffLinks(IOptions<BotOptions> bot, IServer server)
{
    /// <summary>The address of a page with a word.</summary>
    /// <param name="page"><c>/set-up</c> …</param>
    /// <param name="token">The word.</param>
    public Uri To(string page, string token) =>
        new($"{(bot.Value.PublicAddress is { Length: > 0 } known ? known : Listening()).TrimEnd('/')}{page}?token={token}");

    private string Listening() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(address => Uri.TryCreate(address, UriKind.Absolute, out _)) ?? "http://localhost";
}
