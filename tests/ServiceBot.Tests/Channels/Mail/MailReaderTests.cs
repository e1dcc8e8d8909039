using System.Text;
using ServiceBot.Channels.Mail;

namespace ServiceBot.Tests.Channels.Mail;

[TestClass]
public sealed class MailReaderTests
{
    private const double Longer = 16;

    [TestMethod]
    [DataRow("Mei <mei@example.com>", "Mei|mei@example.com")]
    [DataRow("\"Chen, Mei\" <mei@example.com>, tom@example.com", "Chen, Mei|mei@example.com;|tom@example.com")]
    [DataRow("tom@example.com (Tom (of course))", "Tom (of course)|tom@example.com")]
    [DataRow("Friends: a@example.com, B <b@example.com>;, c@example.com", "|a@example.com;B|b@example.com;|c@example.com")]
    [DataRow("undisclosed-recipients:;", "")]
    [DataRow("=?utf-8?B?6ZmI576O?= =?utf-8?Q?_Chen?= <mei@example.com>", "陈美 Chen|mei@example.com")]
    [DataRow("<@a.example,@b.example:mei@example.com>", "|mei@example.com")]
    [DataRow("\"mei\" @ example . com", "|mei@example.com")]
    [DataRow("\"a b\"@example.com", "|\"a b\"@example.com")]
    [DataRow("mei@[192.0.2.1]", "|mei@[192.0.2.1]")]
    [DataRow("Evil\u0000 =?utf-8?Q?=0D=0ABcc:_x@example.com?= <e@example.com>", "Evil Bcc: x@example.com|e@example.com")]
    [DataRow("nobody", "")]
    public void Addresses_are_read(string field, string expected) =>
        Assert.AreEqual(expected, string.Join(';', AddressList.Read(field).Select(person => $"{person.Name}|{person.Address}")));

    [TestMethod]
    [DataRow("Mon, 2 Mar 2026 09:00:00 +0800", "2026-03-02T09:00:00+08:00")]
    [DataRow("2 Mar 26 09:00 EST", "2026-03-02T09:00:00-05:00")]
    [DataRow("Mon, 02 Mar 2026 09:00:60 -0000 (a comment)", "2026-03-02T09:00:59+00:00")]
    [DataRow("02 March 1999 09:00:00 GMT", "1999-03-02T09:00:00+00:00")]
    [DataRow("30 Feb 2026 09:00:00 +0000", null)]
    [DataRow("2 Mar 2026 25:00:00 +0000", null)]
    [DataRow("yesterday", null)]
    public void Dates_are_read(string field, string? expected) =>
        Assert.AreEqual(expected, MailDate.Read(field)?.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));

    [TestMethod]
    [DataRow("attachment; filename=a.txt", "a.txt")]
    [DataRow("attachment; filename=\"a;b \\\"c\\\".txt\"", "a;b \"c\".txt")]
    [DataRow("attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf; filename=plain.pdf", "发票.pdf")]
    [DataRow("attachment; filename*0*=gb18030'zh'%B7%A2; filename*1*=%C6%B1; filename*2=.pdf", "发票.pdf")]
    [DataRow("attachment; filename*0=\"long\"; filename*2=lost", "long")]
    [DataRow("attachment; filename=\"=?utf-8?B?5Y+R56Wo?=.pdf\"", "发票.pdf")]
    [DataRow("attachment; filename", null)]
    public void File_names_are_read(string field, string? expected) => Assert.AreEqual(expected, MailParameters.Of(field).GetValueOrDefault("filename"));

    [TestMethod]
    [DataRow("=?utf-8?Q?caf=C3=A9?=", "café")]
    [DataRow("=?UTF-8*fr?q?caf=C3=A9_noir?= x", "café noir x")]
    [DataRow("=?gb18030?B?wrc=?= =?gb18030?B?08nG9w==?=", "路由器")]
    [DataRow("=?gb2312?B?wg==?=\t=?gb2312?B?two=?=", "路\n")]
    [DataRow("=?big5?B?tW8=?=", "發")]
    [DataRow("=?nobody?Q?plain?=", "plain")]
    [DataRow("=?utf-8?X?what?=", "=?utf-8?X?what?=")]
    [DataRow("a =?utf-8?Q?b", "a =?utf-8?Q?b")]
    public void Encoded_words_are_read(string field, string expected) => Assert.AreEqual(expected, EncodedWords.Decode(field));

    [TestMethod]
    [DataRow("utf-8", "路由器")]
    [DataRow("gb2312", "路由器")]
    [DataRow("gbk", "路由器")]
    [DataRow("gb18030", "路由器🙂")]
    [DataRow("big5", "發票")]
    [DataRow("iso-8859-1", "müde")]
    [DataRow("iso-8859-15", "1 €")]
    [DataRow("windows-1251", "кофе")]
    public void A_text_is_read_in_its_charset(string charset, string text)
    {
        var bytes = MailCharsets.Find(charset)!.GetBytes(text);

        Assert.AreEqual(text, Mail($"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(bytes)}").Text);
    }

    [TestMethod]
    [DataRow("", 1, "begins with its header")]
    [DataRow("\n\nhello", 1, "begins with its header")]
    [DataRow("Subject: hello\n\nwords", 1, "no field From")]
    [DataRow("Subject: hello\nFrom: nobody\n\nwords", 2, "holds no address")]
    public void What_can_not_be_read_is_named_with_its_line(string mail, int line, string problem)
    {
        var failure = Assert.ThrowsExactly<MailFormatException>(() => ReceivedMail.Read(Encoding.UTF8.GetBytes(mail)));

        Assert.AreEqual(line, failure.Line);
        Assert.Contains(problem, failure.Message);
    }

    [TestMethod]
    public void Bombs_are_refused()
    {
        var deep = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));
        var mails = string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 1_000));
        var wide = $"Content-Type: multipart/mixed; boundary=b\n\n{string.Concat(Enumerable.Repeat("--b\n\nx\n", 10_000))}--b--\n";
        var header = $"X-Long: {new string('a', 300_000)}\n\n";
        var folded = $"X-Long: a\n{string.Concat(Enumerable.Repeat(" folded\n", 100_000))}\n";
        var fields = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"X-{i}: a\n"));

        foreach (var (mail, problem) in new[] { (deep, "deep"), (mails, "deep"), (wide, "500 parts"), (header, "KiB"), (folded, "KiB"), (fields, "fields") })
        {
            Assert.Contains(problem, Assert.ThrowsExactly<MailFormatException>(() => Mail(mail)).Message);
        }
    }

    [TestMethod]
    [DataRow("((((((((((")]
    [DataRow("<<<<<<<<<<")]
    [DataRow("=?a?b?=?a?")]
    [DataRow("\"\\\"\\\"\\\"\\")]
    [DataRow("a@b,a@b,a@b,")]
    [DataRow(";;;;;;;;;;")]
    public void A_hostile_field_takes_no_more_time_than_it_is_long(string seed)
    {
        foreach (var start in new[] { "To: ", "Subject: ", "References: ", "Content-Type: text/plain; " })
        {
            var (one, many) = (Fastest(start, (int)(250_000 / Longer)), Fastest(start, 250_000));

            Assert.IsLessThan(4 * Longer, many / one, $"{start}: a field that is {Longer} times as long takes {many / one:N1} times as long");     // were it the square, it would be 256 times
        }

        double Fastest(string start, int length)
        {
            var mail = $"{start}{string.Concat(Enumerable.Repeat(seed, length / seed.Length))}\n\n";
            return Enumerable.Range(0, 5).Min(_ => ProcessorTime.Of(() => Mail(mail)).TotalMilliseconds);
        }
    }

    [TestMethod]
    public void The_words_of_an_alternative_are_read_once_and_its_picture_is_a_file()
    {
        var mail = Mail("""
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain

            words
            --a
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: text/html

            <p>words</p>
            --r
            Content-Type: image/png
            Content-ID: <x>
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --r--
            --a--
            --m
            Content-Disposition: attachment; filename=notes.txt

            notes
            --m--
            """);

        Assert.AreEqual("words", mail.Text);
        Assert.AreEqual("image notes.txt", string.Join(' ', mail.Files.Select(file => file.Name)));
    }

    [TestMethod]
    [DataRow("Auto-Submitted: auto-replied (vacation)", 2)]
    [DataRow("Precedence: bulk", 2)]
    [DataRow("Return-Path: <>", 2)]
    [DataRow("Auto-Submitted: auto-generated", 1)]
    [DataRow("List-Id: <news.example.com>", 1)]
    [DataRow("Precedence: list", 1)]
    [DataRow("Auto-Submitted: no", 0)]
    [DataRow("Return-Path: <mei@example.com>", 0)]
    public void What_a_program_sent_is_known(string field, int origin) => Assert.AreEqual((MailOrigin)origin, Mail($"{field}\n\n").Origin);

    [TestMethod]
    public void An_answer_names_its_conversation()
    {
        Assert.AreEqual("sbAAAAAAAAAAAAAAAAAAAAAA", MailThread.ConversationOf("<sbAAAAAAAAAAAAAAAAAAAAAA.12@example.com>"));
        Assert.IsNull(MailThread.ConversationOf("<sbAAAA.12@example.com>"));
        Assert.AreEqual("sb".Length + 22, MailThread.NewId().Length);
    }

    [TestMethod]
    [DataRow("Re: AW: 回复：Router [SR-000001]", "[SR-000001]", "Re: Router [SR-000001]")]
    [DataRow("", "[SR-000001]", "Re: [SR-000001]")]
    [DataRow("a\r\nBcc: x@example.com", null, "Re: a Bcc: x@example.com")]
    public void The_subject_of_an_answer_names_the_request_once(string subject, string? token, string expected) =>
        Assert.AreEqual(expected, ComposeMail.SubjectOf(subject, token));

    [TestMethod]
    public void Words_that_go_out_as_html_are_words() => Assert.Contains(
        "&lt;b&gt;<br>\nsee <a href=\"https://help.example/?a=1&amp;b=2\">https://help.example/?a=1&amp;b=2</a>.",
        ComposeMail.HtmlOf("<b>\nsee https://help.example/?a=1&b=2."));

    private static ReceivedMail Mail(string rest) => ReceivedMail.Read(Encoding.UTF8.GetBytes($"From: mei@example.com\n{rest}"));
}
