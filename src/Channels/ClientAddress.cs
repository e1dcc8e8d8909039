using System.Net;
using System.Net.Sockets;

namespace ServiceBot.Channels;

/// <summary>Whose address it is, for limits.</summary>
public static class ClientAddress
{
    /// <summary>An IPv4 address, or the half of an IPv6 address that one household shares; empty: unknown.</summary>
    public static string PartitionOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
