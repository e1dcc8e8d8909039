using ServiceBot.Desk.Accounts.SecondFactor;

namespace ServiceBot.Tests.Desk.Accounts;

[TestClass]
public sealed class TotpTests
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";     // RFC 6238's "12345678901234567890"

    [TestMethod]
    [DataRow(59, "287082")]
    [DataRow(1111111109, "081804")]
    [DataRow(1111111111, "050471")]
    [DataRow(1234567890, "005924")]
    [DataRow(2000000000, "279037")]
    [DataRow(20000000000, "353130")]
    public void Codes_are_those_of_RFC_6238_appendix_B(long seconds, string code) =>
        Assert.AreEqual(code, Totp.CodeAt(Secret, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [TestMethod]
    [DataRow(-60, false)]
    [DataRow(-30, true)]
    [DataRow(0, true)]
    [DataRow(30, true)]
    [DataRow(60, false)]
    public void A_clock_may_be_half_a_minute_off(int seconds, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        Assert.AreEqual(taken, Totp.StepOf(Secret, Totp.CodeAt(Secret, now.AddSeconds(seconds)), now) is not null);
    }

    [TestMethod]
    public void Spaces_and_full_width_digits_do_not_matter()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(59);

        Assert.AreEqual(1, Totp.StepOf(Secret, " 287 082 ", now));
        Assert.AreEqual(1, Totp.StepOf(Secret, "２８７０８２", now));
        Assert.IsNull(Totp.StepOf(Secret, "", now));
        Assert.IsNull(Totp.StepOf(Secret, "2870821", now));
    }

    [TestMethod]
    public void Recovery_codes_differ_and_are_read_however_they_are_typed()
    {
        var codes = RecoveryCodes.New();

        Assert.HasCount(10, codes.Distinct());
        Assert.AreEqual(RecoveryCodes.HashOf(codes[0]), RecoveryCodes.HashOf($" {codes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)} "));
        Assert.IsTrue(RecoveryCodes.LooksLikeOne(codes[0]));
        Assert.IsFalse(RecoveryCodes.LooksLikeOne("287 082"));
    }
}
