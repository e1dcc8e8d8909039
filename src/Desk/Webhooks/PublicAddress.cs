using System.Net;
using System.Net.Sockets;

namespace ServiceBot.Desk.Webhooks;

/// <summary>Which addresses lie on the public internet. Source of the ranges: IANA's registries of special-purpose addresses (RFC 6890 and its updates).</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>Whether an address is public. One that carries an IPv4 address in it (mapped, 6to4, NAT64) is what that one is.</summary>
    public static bool Is(IPAddress address)
    {
        var real = Embedded(address) ?? address;
        return !Array.Exists(Special, network => network.Contains(real));
    }

    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : bytes is [0x20, 0x02, ..] ? new(bytes.AsSpan(2, 4))
            : bytes is [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..] ? new(bytes.AsSpan(12, 4))
            : null;
    }
}
