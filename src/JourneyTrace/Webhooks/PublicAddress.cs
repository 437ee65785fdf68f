using System.Net;
using System.Net.Sockets;

namespace JourneyTrace.Webhooks;

/// <summary>Tells addresses of the public internet from those of this machine, of networks of one's own, and of what clouds keep for themselves (IANA's special-purpose registries).</summary>
public static class PublicAddress
{
    static readonly IPNetwork[] Others =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ]).Select(IPNetwork.Parse),
    ];

    /// <summary>Whether it is one of the public internet.</summary>
    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !Array.Exists(Others, network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>Whether a webhook may be sent there, as far as its address alone says; null where it may, else why not.</summary>
    /// <param name="privateToo">Whether others than public addresses are allowed.</param>
    public static string? WhyNot(string url, bool privateToo)
    {
        if (url is null || url.Length > 2000 || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return "needs an address such as https://example.org/hooks/journeytrace";
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return "needs an address without a password and without #";
        if (privateToo)
            return null;
        if (uri.Scheme != "https")
            return "needs https: what is sent names cases";
        var host = uri.DnsSafeHost;
        var isOwn = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && !Is(address));
        return isOwn ? "names an address that is not of the public internet; the operator may allow such ones (--webhooks-to-private)" : null;
    }
}
