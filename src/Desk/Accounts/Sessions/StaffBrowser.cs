using Microsoft.AspNetCore.Http;
using ServiceBot.Channels;
using ServiceBot.Crm;

namespace ServiceBot.Desk.Accounts.Sessions;

/// <summary>Where somebody sits, as far as a request tells.</summary>
/// <param name="Address">The network address.</param>
/// <param name="Agent">What the browser calls itself, at most 300 characters.</param>
public sealed record StaffBrowser(string Address, string Agent)
{
    /// <summary>The browser that a request comes from.</summary>
    public static StaffBrowser Of(HttpContext http) => new(
        http.Connection.RemoteIpAddress?.ToString() ?? "", StoredText.CleanLine(http.Request.Headers.UserAgent.ToString(), 300));

    /// <summary>The address for limits: of IPv6, the half that one household shares.</summary>
    internal string Partition => System.Net.IPAddress.TryParse(Address, out var address) ? ClientAddress.PartitionOf(address) : Address;
}
