using System.Net;
using ServiceBot.Desk.Webhooks;

namespace ServiceBot.Tests.Desk.Webhooks;

[TestClass]
public sealed class WebhookTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// <summary>The example that the Standard Webhooks libraries are tested with.</summary>
    [TestMethod]
    public void A_signature_is_what_the_standards_libraries_make()
    {
        var signature = WebhookSignature.Of(Secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1_614_265_330), """{"test": 2432232314}""");

        Assert.AreEqual("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [TestMethod]
    public void While_a_secret_is_replaced_both_sign()
    {
        var signature = WebhookSignature.Of($"{Secret} whsec_{Convert.ToBase64String(new byte[32])}", "evt_1", DateTimeOffset.UnixEpoch, "{}");

        Assert.AreEqual(2, signature.Split(' ').Distinct().Count(part => part.StartsWith("v1,", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("93.184.215.14", true)]
    [DataRow("172.15.255.255", true)]
    [DataRow("172.16.0.1", false)]
    [DataRow("10.1.2.3", false)]
    [DataRow("127.0.0.1", false)]
    [DataRow("0.0.0.0", false)]
    [DataRow("169.254.169.254", false, DisplayName = "a cloud's metadata")]
    [DataRow("100.64.0.1", false)]
    [DataRow("192.168.1.1", false)]
    [DataRow("224.0.0.1", false)]
    [DataRow("255.255.255.255", false)]
    [DataRow("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    [DataRow("::1", false)]
    [DataRow("::", false)]
    [DataRow("fe80::1", false)]
    [DataRow("fd00::1", false)]
    [DataRow("ff02::1", false)]
    [DataRow("::ffff:10.0.0.1", false, DisplayName = "a private one, mapped")]
    [DataRow("::ffff:93.184.215.14", true)]
    [DataRow("2002:0a00:0001::1", false, DisplayName = "a private one behind 6to4")]
    [DataRow("64:ff9b::7f00:1", false, DisplayName = "this machine behind NAT64")]
    [DataRow("64:ff9b::5db8:d70e", true)]
    public void An_address_is_public_or_not(string address, bool isPublic) => Assert.AreEqual(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [TestMethod]
    [DataRow("RequestOpened", true)]
    [DataRow("RequestStatusChanged", true)]
    [DataRow("FeedbackGiven", true)]
    [DataRow("FeedbackGivenAgain", false)]
    [DataRow("PersonAsked", false)]
    public void A_webhook_wants_types_and_beginnings_of_types(string type, bool wants) =>
        Assert.AreEqual(wants, new Webhook { Types = { "Request*", "FeedbackGiven" } }.Wants(type));

    [TestMethod]
    public void A_bad_setting_is_named_and_its_secret_is_not()
    {
        var options = new WebhookOptions
        {
            TimeoutSeconds = 0,
            KeepDays = 0,
            Endpoints =
            {
                new() { Name = "Shop 1", Url = "http://shop.example/hook", Secret = "too-short" },
                new() { Name = "books", Url = "https://me:word@books.example/", Secret = Secret },
                new() { Name = "books", Url = "http://books.example/", AllowPrivate = true, Secret = Secret },
            },
        };

        CollectionAssert.AreEquivalent(
            new[]
            {
                "Desk:Webhooks:Endpoints:0: Name is not a short word in lower case, such as shop (a-z, 0-9, _ and -, at most 40).",
                "Desk:Webhooks:Endpoints:0: Url is not an https address without a name and a password in it (http is for AllowPrivate).",
                "Desk:Webhooks:Endpoints:0: Secret is not whsec_ and 24 to 64 bytes in base64; make one with: echo \"whsec_$(head -c 32 /dev/urandom | base64)\"",
                "Desk:Webhooks:Endpoints:1: Url is not an https address without a name and a password in it (http is for AllowPrivate).",
                "Desk:Webhooks:Endpoints: the name 'books' is there twice.",
                "Desk:Webhooks:TimeoutSeconds: 0 is not between 1 and 60.",
                "Desk:Webhooks:KeepDays: 0 is not between 1 and 3,650.",
            },
            new WebhookOptionsRules().Validate(null, options).Failures!.ToList());
    }
}
