using ServiceBot.Desk.Accounts.Passwords;

namespace ServiceBot.Tests.Desk.Accounts;

[TestClass]
public sealed class PasswordTests
{
    [TestMethod]
    [DataRow("correct horse battery staple", null)]
    [DataRow("829405718263", null)]
    [DataRow("我家门口有两棵老槐树很高", null)]
    [DataRow("kV9#mQ2!xT4z", null)]
    [DataRow("short-one", PasswordFault.TooShort)]
    [DataRow("elevenchars", PasswordFault.TooShort)]
    [DataRow("password1234", PasswordFault.Common)]
    [DataRow("P@ssw0rd2026!!", PasswordFault.Common)]
    [DataRow("qwertyuiop123", PasswordFault.Common)]
    [DataRow("zxcvbnm,./123", PasswordFault.Common)]
    [DataRow("iloveyou4ever", PasswordFault.Common)]
    [DataRow("123456789012", PasswordFault.Common)]
    [DataRow("aaaaaaaaaaaaa", PasswordFault.Common)]
    [DataRow("ab7ab7ab7ab7", PasswordFault.Common)]
    [DataRow("woaini1314520", PasswordFault.Common)]
    [DataRow("Summer2026Summer!", PasswordFault.Common)]
    [DataRow("Administrator1", PasswordFault.Common)]
    [DataRow("MeiLin-MeiLin-1", PasswordFault.Common)]
    [DataRow("harborline-2026-x", PasswordFault.Common)]
    public void Long_passwords_are_taken_unless_everybody_tries_them_first(string password, PasswordFault? fault) =>
        Assert.AreEqual(fault, PasswordRules.Check(password, "MeiLin", "harborline"));

    [TestMethod]
    public void A_hash_is_salted_and_matches_its_password_alone()
    {
        var hash = PasswordHash.Of("correct horse battery staple");

        Assert.AreNotEqual(hash, PasswordHash.Of("correct horse battery staple"));
        Assert.IsTrue(PasswordHash.Matches(hash, "correct horse battery staple"));
        Assert.IsFalse(PasswordHash.Matches(hash, "correct horse battery stapler"));
        Assert.IsFalse(PasswordHash.Matches(null, "correct horse battery staple"));
        Assert.IsFalse(PasswordHash.Matches(hash, new('x', PasswordRules.MaxLength + 1)));
    }
}
