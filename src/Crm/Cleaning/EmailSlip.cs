using ServiceBot.Crm.Linking;

namespace ServiceBot.Crm.Cleaning;

/// <summary>Finds addresses that were mistyped in the part that everybody knows.</summary>
public static class EmailSlip
{
    private static readonly string[] Frequent =
    [
        "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "msn.com", "yahoo.com", "yahoo.co.uk", "yahoo.com.cn", "icloud.com", "me.com", "aol.com", "gmx.de", "gmx.net",
        "web.de", "proton.me", "protonmail.com", "qq.com", "foxmail.com", "163.com", "126.com", "139.com", "189.com", "sina.com", "sina.cn", "sohu.com", "aliyun.com", "yeah.net",
    ];

    // One slip from a frequent one, and somebody's all the same.
    private static readonly string[] Others = ["mail.com", "email.com", "ymail.com", "rocketmail.com", "gmx.com", "gmx.at", "gmx.ch", "188.com", "263.com", "qq.cn", "live.cn", "live.co.uk", "ail.com", "my.com", "ya.com", "sina.com.cn", "yahoo.co", "outlook.co"];

    private static readonly (string Slip, string Ending)[] Endings = [(".con", ".com"), (".cmo", ".com"), (".ocm", ".com"), (".comm", ".com"), (".vom", ".com"), (".xom", ".com"), (".coom", ".com"), (".nett", ".net"), (".met", ".net"), (".ogr", ".org")];

    /// <summary>What an address was most likely meant to be.</summary>
    /// <param name="address">An address in lower case.</param>
    /// <returns>The other address, and how sure that is, 0 to 1; null: there is nothing to say.</returns>
    public static (string Address, double Confidence)? Find(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var at = address.LastIndexOf('@');
        var (local, domain) = (address[..(at + 1)], address[(at + 1)..]);
        if (Frequent.Contains(domain, StringComparer.Ordinal) || Others.Contains(domain, StringComparer.Ordinal))
        {
            return null;
        }

        if (Frequent.Where(known => Comparison.IsSlip(domain, known)).OrderByDescending(known => known.AsSpan().CommonPrefixLength(domain)).FirstOrDefault() is { } meant)
        {
            return (local + meant, domain.Length > 6 ? 0.95 : 0.8);      // «qq.con» tells less than «gmial.com»
        }

        return Endings.Where(pair => domain.EndsWith(pair.Slip, StringComparison.Ordinal)).Select(pair => ((string, double)?)(local + domain[..^pair.Slip.Length] + pair.Ending, 0.9)).FirstOrDefault();
    }
}
