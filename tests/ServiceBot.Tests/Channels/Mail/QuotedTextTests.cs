using ServiceBot.Channels.Mail;

namespace ServiceBot.Tests.Channels.Mail;

[TestClass]
public sealed class QuotedTextTests
{
    [TestMethod]
    [DataRow("Thanks!\n\nOn Mon, 2 Mar 2026 at 09:00, Desk <desk@example.com> wrote:\n> Hello,\n> is it fixed?", "Thanks!")]
    [DataRow("Thanks!\n\nOn Monday, 2 March 2026, at 09:00,\nThe desk of Harborline <desk@example.com>\nwrote:\n\n> Hello", "Thanks!")]
    [DataRow("好的，谢谢。\n\n在 2026年3月2日 09:00，客服 <desk@example.com> 写道：\n> 您好", "好的，谢谢。")]
    [DataRow("好的\n\n客服 <desk@example.com> 于2026年3月2日周一 09:00写道：\n\n> 您好", "好的")]
    [DataRow("收到。\n\n------------------ 原始邮件 ------------------\n发件人: \"desk\"\n主题: Re", "收到。")]
    [DataRow("Works.\n\n-----Original Message-----\nFrom: Desk\nSent: Monday", "Works.")]
    [DataRow("Works.\n\n________________________________\nFrom: Desk <desk@example.com>\nSent: Monday, March 2, 2026 9:00\nTo: Mei\nSubject: Re: router\n\nHello", "Works.")]
    [DataRow("可以。\n\n发件人： 客服\n发送时间： 2026年3月2日\n收件人： 陈美\n主题： Re: 路由器\n\n您好", "可以。")]
    [DataRow("Ja.\n\nAm 02.03.26 um 09:00 schrieb Desk:\n> Hallo", "Ja.")]
    [DataRow("No.\n\n-- \nMei Chen\n+49 1234", "No.")]
    [DataRow("Still broken\n\nSent from my iPhone", "Still broken")]
    [DataRow("还是断线\n\n发自我的 iPhone", "还是断线")]
    [DataRow("> Which router?\nThe white one.\n> Since when?\nMonday.", "The white one.\nMonday.")]
    [DataRow("On Monday it broke.\nI wrote: help!", "On Monday it broke.\nI wrote: help!")]
    [DataRow("From: where I sit it is dark.\nPlease help.", "From: where I sit it is dark.\nPlease help.")]
    [DataRow("> all of it is quoted", "> all of it is quoted")]
    [DataRow("", "")]
    public void Only_the_new_words_are_shown(string text, string words)
    {
        var (visible, quoted) = QuotedText.Split(text);

        Assert.AreEqual(words, visible);
        Assert.IsTrue(visible == text || quoted.Length > 0);
    }

    [TestMethod]
    public void What_is_folded_is_kept()
    {
        var (words, quoted) = QuotedText.Split("Yes.\n\nOn Mon, Desk wrote:\n> Is it?\n-- \nMei");

        Assert.AreEqual("Yes.", words);
        Assert.AreEqual("On Mon, Desk wrote:\n> Is it?\n-- \nMei", quoted);
    }

    [TestMethod]
    [DataRow("one \ntwo \nthree\nfour", false, "one two three\nfour")]
    [DataRow("路由 \n器", true, "路由器")]
    [DataRow("> a \n> b\n>> c \nd", false, "> a b\n>> c \nd")]
    [DataRow(" From here\n-- \nMei", false, "From here\n-- \nMei")]
    public void Flowed_lines_are_paragraphs_again(string text, bool dropsBlank, string expected) => Assert.AreEqual(expected, FlowedText.Unfold(text, dropsBlank));

    [TestMethod]
    [DataRow("<p>Hello <b>you</b></p><p>two</p>", "Hello you\n\ntwo")]
    [DataRow("a<br>b<br/>c", "a\nb\nc")]
    [DataRow("<style>p{}</style><script>alert(1)</script><!-- x --><div>seen</div>", "seen")]
    [DataRow("<script>never closed", "")]
    [DataRow("1 < 2 &amp; 3 &gt; 2 &lt;b&gt;", "1 < 2 & 3 > 2 <b>")]
    [DataRow("<ul><li>one<li>two</ul>", "- one\n- two")]
    [DataRow("<a href=\"https://help.example/a\">here</a> <a href='javascript:alert(1)'>there</a>", "here (https://help.example/a) there")]
    [DataRow("yes<blockquote>old<blockquote>older</blockquote></blockquote>", "yes\n> old\n>> older")]
    [DataRow("<img src=x onerror=\"alert('>')\">after", "after")]
    [DataRow("<p title=\"never closed>text</p>", "text")]
    public void Html_is_words(string html, string expected) => Assert.AreEqual(expected, HtmlText.Of(html));
}
