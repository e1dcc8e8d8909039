using ServiceBot.Crm.Proof;

namespace ServiceBot.Tests.Crm;

[TestClass]
public sealed class OneTimeCodeTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Account = Guid.Parse("01958000-0000-7000-8000-000000000001");

    [TestMethod]
    public void A_code_is_six_digits()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var code = OneTimeCode.New();

            Assert.AreEqual(6, code.Length);
            Assert.IsTrue(code.All(char.IsAsciiDigit));
        }
    }

    [TestMethod]
    [DataRow("012345", true)]
    [DataRow(" 012 345 ", true)]
    [DataRow("０１２３４５", true)]
    [DataRow("The code is 012345.", true)]
    [DataRow("12345", false)]
    [DataRow("0123456", false)]
    [DataRow("", false)]
    [DataRow("😀", false)]
    public void What_is_typed_may_be_spaced_and_wide_but_not_another_code(string typed, bool matches)
    {
        var hash = OneTimeCode.Hash("012345");

        Assert.AreEqual(matches, OneTimeCode.Matches(hash, typed));
    }

    [TestMethod]
    public void What_is_kept_differs_each_time_and_does_not_hold_the_code()
    {
        var first = OneTimeCode.Hash("012345");
        var second = OneTimeCode.Hash("012345");

        Assert.AreNotEqual(first, second);
        Assert.DoesNotContain("012345", first.Split(':')[1][..6]);
    }

    [TestMethod]
    public void The_fourth_letter_of_an_account_waits_until_the_first_is_an_hour_old()
    {
        var recent = new[] { Sent("a@x.com", 0), Sent("b@x.com", 10), Sent("c@x.com", 20) };

        Assert.AreEqual(Nine.AddMinutes(60), SendCode.LimitedUntil(recent, Account, "d@x.com"));
        Assert.IsNull(SendCode.LimitedUntil(recent[1..], Account, "d@x.com"));
    }

    [TestMethod]
    public void The_fourth_letter_to_an_address_waits_whoever_asks()
    {
        var recent = new[] { Sent("a@x.com", 0), Sent("a@x.com", 10), Sent("a@x.com", 20) };

        Assert.AreEqual(Nine.AddMinutes(60), SendCode.LimitedUntil(recent, Guid.NewGuid(), "a@x.com"));
    }

    [TestMethod]
    [DataRow("en", "within 10 minutes")]
    [DataRow("zh", "10 分钟内有效")]
    public void The_letter_speaks_the_customers_language(string language, string words)
    {
        var letter = CodeLetter.Write("a@x.com", "012345", language);

        Assert.Contains(words, letter.Body);
        Assert.Contains("012345", letter.Body);
    }

    private static SentCode Sent(string email, int minute) => new() { CustomerId = Account, Email = email, SentAt = Nine.AddMinutes(minute) };
}
