using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.DirectLine;

namespace ServiceBot.Tests.Channels;

[TestClass]
public sealed class DirectLinePaceTests
{
    private static readonly DirectLineCaller Site = new(null, null, null, null);

    [TestMethod]
    [DataRow("203.0.113.7", "::ffff:203.0.113.7", true)]
    [DataRow("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [DataRow("203.0.113.7", "203.0.113.8", false)]
    [DataRow("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public async Task Calls_from_one_address_share_its_pace(string one, string another, bool shared)
    {
        using var pace = Pace();
        var first = Enumerable.Range(0, 5).Select(n => pace.WaitAsync(Visitor(n), From(one)).AsTask()).ToList();     // one is let in, four wait

        var next = pace.WaitAsync(Visitor(5), From(another)).AsTask();

        Assert.IsTrue(await first[0]);
        Assert.AreEqual(shared, !next.IsCompleted);
    }

    [TestMethod]
    [DataRow("127.0.0.1")]
    [DataRow("::1")]
    public async Task This_machine_is_not_limited(string address)
    {
        using var pace = Pace();

        for (var n = 0; n < 100; n++)
        {
            Assert.IsTrue(await pace.WaitAsync(Visitor(n), From(address)));
        }
    }

    [TestMethod]
    public async Task A_site_keeps_its_own_pace()
    {
        using var pace = Pace();

        for (var n = 0; n < 100; n++)
        {
            Assert.IsTrue(await pace.WaitAsync(Site, From("203.0.113.7")));
        }
    }

    private static DirectLinePace Pace() => new(Options.Create(new DirectLineOptions { CallsPerSecondAndAddress = 1 }));

    private static DirectLineCaller Visitor(int n) => Site with { Conversation = $"c{n}" };

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
}
