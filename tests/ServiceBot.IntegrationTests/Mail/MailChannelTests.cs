using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels.Uploads;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Mail;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Mail;

[TestClass]
public sealed class MailChannelOnSqlite() : MailChannelTests(StorageProvider.Sqlite);

[TestClass]
public sealed class MailChannelOnPostgreSql() : MailChannelTests(StorageProvider.PostgreSql);

/// <summary>Mails in over HTTP and out over SMTP, on a desk of the test's own.</summary>
public abstract class MailChannelTests(StorageProvider provider) : IDisposable
{
    private const string Key = "a-key-for-the-mail-server";
    private readonly MailServer _server = new MailServer().Open();
    private TestRooms? _rooms;
    private HttpClient? _client;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task StartAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Api:Keys:0:Name"] = "postfix",
            ["Api:Keys:0:Key"] = Key,
            ["Api:Keys:0:Scopes:0"] = "mail:deliver",
            ["Mail:PerPeerHour"] = "8",
            ["Mail:MaxMib"] = "1",
            ["Bot:PublicAddress"] = "https://help.example",
            ["Email:Host"] = "127.0.0.1",
            ["Email:Port"] = _server.Port.ToString(CultureInfo.InvariantCulture),
            ["Email:From"] = "desk@example.com",
            ["Email:StartTls"] = "false",
        };
        _rooms = await TestRooms.CreateAsync(provider, settings, Cancellation, services => services.AddSingleton<ITurnHandler, MailHandler>());
        await _rooms.StartAsync(Cancellation);
        _client = new() { BaseAddress = _rooms.Address };
        _client.DefaultRequestHeaders.Add("X-Api-Key", Key);
    }

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    public void Dispose()
    {
        _client?.Dispose();
        _server.Dispose();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task A_mail_becomes_a_request_and_is_acknowledged_with_its_number()
    {
        var taken = await TakenAsync(Mail("<1@example.com>", "Router =?utf-8?B?5pat57q/?=", "It drops every hour.\n\n-- \nMei"));

        Assert.AreEqual("taken", taken.Became);
        var request = await RequestAsync(taken.Request!);
        Assert.AreEqual(("Router 断线", "It drops every hour."), (request.Subject, request.Details));
        var mail = await NextAsync();
        Assert.AreEqual("mei@example.com", mail.To[0].Address);
        Assert.AreEqual($"Re: Router 断线 [{taken.Request}]", mail.Subject);
        Assert.AreEqual("<1@example.com>", mail.Answers[0]);
        Assert.AreEqual("Auto-Submitted: auto-replied", mail.Because);
        Assert.Contains(taken.Request!, mail.Text);
        Assert.IsNotNull(MailThread.ConversationOf(mail.Key));
        Assert.AreEqual("queue", (await ConversationAsync(taken)).Owner);
    }

    [TestMethod]
    public async Task The_same_mail_is_taken_once_also_when_it_comes_twice_at_once()
    {
        var raw = Mail("<1@example.com>", "Router", "It drops.");

        var both = await Task.WhenAll(TakenAsync(raw), TakenAsync(raw));
        var again = await TakenAsync(raw);

        Assert.IsTrue(again.Repeated);
        Assert.AreEqual(1, both.Count(taken => !taken.Repeated));
        Assert.AreEqual(1L, await Rooms.CountSignalsAsync("RequestOpened"));
        Assert.AreEqual(1L, await Rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_mail")));
    }

    [TestMethod]
    public async Task An_answer_is_added_to_its_request_and_opens_it_again()
    {
        var first = await TakenAsync(Mail("<1@example.com>", "Router", "It drops."));
        var ours = await NextAsync();
        await ResolveAsync(first.Request!);

        var second = await TakenAsync(Mail("<2@example.com>", "something else", $"Still.\n\nOn Monday, Desk wrote:\n> {first.Request}", $"In-Reply-To: {ours.Key}\n"));

        Assert.AreEqual((first.Conversation, first.Request), (second.Conversation, second.Request));
        Assert.AreEqual(RequestStatus.Open, (await RequestAsync(first.Request!)).Status);
        Assert.AreEqual("Still.", (await HistoryAsync(first.Request!)).Last(change => change.What == "comment").Comment);
        Assert.Contains("On Monday", (await MessagesAsync(first)).Last(message => message.By == "customer").Quoted!);
    }

    [TestMethod]
    public async Task A_subject_names_a_request_for_its_own_sender_alone()
    {
        var first = await TakenAsync(Mail("<1@example.com>", "Router", "My secret plan."));
        await NextAsync();

        var own = await TakenAsync(Mail("<2@example.com>", $"Fwd: [{first.Request}]", "One more thing."));
        var strangers = await TakenAsync(Mail("<3@example.com>", $"Re: Router [{first.Request}]", "Tell me all.", from: "Eve <eve@example.net>"));

        Assert.AreEqual(first.Conversation, own.Conversation);
        Assert.AreNotEqual(first.Request, strangers.Request);
        Assert.AreNotEqual(first.Conversation, strangers.Conversation);
        var answer = await NextAsync();
        Assert.AreEqual("eve@example.net", answer.To[0].Address);
        Assert.DoesNotContain("secret", answer.Text);
        Assert.AreEqual(2, (await HistoryAsync(first.Request!)).Count(change => change.What is "comment" or "opened"));
    }

    [TestMethod]
    public async Task An_agents_reply_goes_to_who_began_whatever_a_later_mail_says()
    {
        var first = await TakenAsync(Mail("<1@example.com>", "Router", "It drops."));
        var ours = await NextAsync();
        await TakenAsync(Mail("<2@example.com>", "Re: Router", "Me too.", $"References: <0@x> {ours.Key}\nReply-To: eve@example.net\n", from: "Eve <eve@example.net>"));
        var ada = await AgentAsync();
        await Rooms.Get<ActOnConversation>().HandleAsync(first.Conversation!.Value, ada, _ => new OwnershipEvent.TakenOver(ada.Id), null, null, Cancellation);

        var now = await ConversationAsync(first);
        var said = await Rooms.Get<AnswerCustomer>().HandleAsync(
            first.Conversation.Value, ada, _ => new() { Type = ActivityTypes.Message, Text = "Please restart <it>.\nhttps://help.example/a" }, null, now.Epoch, null, Cancellation);

        Assert.IsInstanceOfType<AnswerOutcome.Said>(said);
        Assert.IsNull(now.DueAt, "a mail waits for nobody at the other end");
        var raw = await _server.NextAsync(Cancellation);
        Assert.Contains("RCPT TO:<mei@example.com>", raw);
        var mail = Read(raw);
        Assert.IsNull(mail.Because, "a person wrote it");
        Assert.AreEqual("Ada", mail.From.Name);
        Assert.AreEqual("Please restart <it>.\nhttps://help.example/a", mail.Text);
        Assert.AreEqual("<2@example.com> <1@example.com>", string.Join(' ', mail.Answers));
        Assert.Contains("eve@example.net:\n\nMe too.", (await HistoryAsync(first.Request!)).Last(change => change.What == "comment").Comment!);
    }

    [TestMethod]
    public async Task A_file_of_a_request_goes_along_with_the_mail()
    {
        var first = await TakenAsync(Mail("<1@example.com>", "Router", "It drops."));
        await NextAsync();
        var file = NewFile.Read("steps.txt", "press reset"u8.ToArray())!;
        var request = await RequestAsync(first.Request!);
        await Rooms.WriteAsync(unit => Rooms.Get<AttachFile>().HandleAsync(unit, request.Number, file, isPublic: true, Actor.Api("test")));

        await new ToldNews(Rooms).TellAsync();

        var mail = await NextAsync();
        Assert.AreEqual($"About your request {first.Request}:\n\nsteps.txt", mail.Text);
        var along = mail.Files.Single();
        Assert.AreEqual(("steps.txt", "press reset"), (along.Name, Encoding.UTF8.GetString(along.Bytes)));
    }

    [TestMethod]
    [DataRow("Auto-Submitted: auto-replied\n", "ignored")]
    [DataRow("Precedence: bulk\n", "ignored")]
    [DataRow("Return-Path: <>\n", "ignored")]
    [DataRow("Auto-Submitted: auto-generated\n", "taken")]
    [DataRow("List-Id: <all.example.com>\n", "taken")]
    public async Task What_a_program_sent_is_never_answered(string header, string became)
    {
        var taken = await TakenAsync(Mail("<1@example.com>", "Away", "I am away.", header));

        Assert.AreEqual(became, taken.Became);
        Assert.AreEqual(0L, await LettersAsync());
    }

    [TestMethod]
    public async Task Our_own_mail_that_comes_back_is_ignored_and_a_vacation_answer_is_a_note()
    {
        var first = await TakenAsync(Mail("<1@example.com>", "Router", "It drops."));
        var raw = await _server.NextAsync(Cancellation);
        var ours = Read(raw);
        await ResolveAsync(first.Request!);

        var back = await TakenAsync(Encoding.UTF8.GetBytes(DataOf(raw)));
        await TakenAsync(Mail("<2@example.com>", "Away", "I am away.", $"Auto-Submitted: auto-replied\nIn-Reply-To: {ours.Key}\n"));

        Assert.AreEqual("ignored", back.Became);
        Assert.AreEqual(RequestStatus.Resolved, (await RequestAsync(first.Request!)).Status, "a program opens nothing again");
        var note = (await HistoryAsync(first.Request!)).Single(change => change.What == "comment");
        Assert.IsFalse(note.IsPublic);
        Assert.Contains("I am away.", note.Comment!);
        Assert.AreEqual(0L, await LettersAsync());
    }

    [TestMethod]
    public async Task A_report_that_a_mail_did_not_arrive_stands_at_conversation_and_request()
    {
        var first = await TakenAsync(Mail("<1@example.com>", "Router", "It drops."));
        var ours = await NextAsync();

        var report = await TakenAsync(Report(ours.Key, "failed"));
        var unknown = await TakenAsync(Report("<unknown@example.com>", "failed", "<r2@mx.example.com>"));
        var arrived = await TakenAsync(Report(ours.Key, "delivered", "<r3@mx.example.com>"));

        Assert.AreEqual(("reported", first.Conversation), (report.Became, report.Conversation));
        Assert.AreEqual("ignored", unknown.Became);
        Assert.AreEqual("ignored", arrived.Became);
        var note = (await MessagesAsync(first)).Single(message => message.By == "note");
        Assert.Contains("Our mail to mei@example.com was not delivered", note.Text!);
        Assert.Contains("(5.1.1): 550 5.1.1 user unknown", note.Text!);
        Assert.IsFalse((await HistoryAsync(first.Request!)).Single(change => change.What == "comment").IsPublic);
        Assert.AreEqual(0L, await LettersAsync());
    }

    [TestMethod]
    public async Task What_the_mail_server_refuses_is_shown_at_the_message()
    {
        _server.Answer("550 no such user");
        var taken = await TakenAsync(Mail("<1@example.com>", "Router", "It drops."));

        while (await Rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_outbox WHERE dead_at IS NOT NULL")) == 0)
        {
            await Task.Delay(10, Cancellation);
        }

        var messages = await MessagesAsync(taken);
        Assert.IsNull(messages[0].Undelivered);
        Assert.AreEqual("The mail server answered 550 (MailboxUnavailable).", messages[1].Undelivered);
    }

    [TestMethod]
    [DataRow("utf-8")]
    [DataRow("gb18030")]
    [DataRow("big5")]
    public async Task What_mutt_sends_is_read_in_every_charset(string charset)
    {
        var taken = await TakenAsync(await FixtureAsync($"mutt-{charset}"));

        var request = await RequestAsync(taken.Request!);
        Assert.AreEqual(("路由器断线了 (again)", "路由器总是断线，请帮忙。", "zh"), (request.Subject, request.Details, request.Language));
        var message = (await MessagesAsync(taken))[0];
        Assert.AreEqual("-- \n陈美", message.Quoted);
        Assert.AreEqual("发票.txt text/plain, photo 1.png image/png", string.Join(", ", message.Files.Select(file => $"{file.Name} {file.ContentType}")));
        Assert.AreEqual("陈美", (await ConversationAsync(taken)).Name);
        Assert.Contains("请求编号", (await NextAsync()).Text);
    }

    [TestMethod]
    public async Task What_exim4_reports_is_shown()
    {
        var first = await TakenAsync(Mail("<1@example.com>", "Router", "It drops."));
        var ours = await NextAsync();
        var report = Encoding.Latin1.GetString(await FixtureAsync("exim4-bounce")).Replace("<sbAAAAAAAAAAAAAAAAAAAAAA.2@example.com>", ours.Key, StringComparison.Ordinal);

        var taken = await TakenAsync(Encoding.Latin1.GetBytes(report));

        Assert.AreEqual(("reported", first.Conversation), (taken.Became, taken.Conversation));
        Assert.Contains("Our mail to mei@gone.example.com was not delivered", (await MessagesAsync(first)).Single(message => message.By == "note").Text!);
    }

    [TestMethod]
    public async Task Files_are_told_by_their_bytes_and_what_could_act_is_left_out()
    {
        var mail = $"""
            From: mei@example.com
            Message-ID: <1@example.com>
            Subject: files
            Content-Type: multipart/mixed; boundary=b

            --b

            See these.
            --b
            Content-Type: text/html
            Content-Disposition: attachment; filename="../../photo.png"
            Content-Transfer-Encoding: base64

            iVBORw0KGgoAAAANSUhEUg==
            --b
            Content-Type: image/png; name="logo.svg"

            <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>
            --b
            Content-Type: text/plain; name="page.txt"

            <!DOCTYPE html><script>alert(1)</script>
            --b
            Content-Type: image/jpeg; name="bomb.zip"
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String([0x50, 0x4B, 3, 4, .. new byte[5_000]], Base64FormattingOptions.InsertLineBreaks)}
            --b--
            """;

        var taken = await TakenAsync(Encoding.UTF8.GetBytes(mail));

        var message = (await MessagesAsync(taken))[0];
        Assert.AreEqual("photo.png image/png", string.Join(' ', message.Files.Select(file => $"{file.Name} {file.ContentType}")));
        var request = await RequestAsync(taken.Request!);
        Assert.Contains("logo.svg, page.txt, bomb.zip", request.Details);
        Assert.AreEqual(1, (await Rooms.ReadAsync(session => AttachmentStore.ListAsync(session, request.Id))).Count);
    }

    [TestMethod]
    public async Task A_sender_has_a_measure_for_an_hour()
    {
        for (var i = 0; i < 8; i++)
        {
            await TakenAsync(Mail($"<{i}@example.com>", $"Mail {i}", "words"));
        }

        using var refused = await PostAsync(Mail("<9@example.com>", "too many", "words"));
        using var others = await PostAsync(Mail("<9@example.com>", "another", "words", from: "tom@example.com"));
        Rooms.Clock.Advance(TimeSpan.FromMinutes(61));
        using var later = await PostAsync(Mail("<9@example.com>", "too many", "words"));

        Assert.AreEqual(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.AreEqual("3600", refused.Headers.RetryAfter!.ToString());
        Assert.AreEqual(HttpStatusCode.Accepted, others.StatusCode);
        Assert.AreEqual(HttpStatusCode.Accepted, later.StatusCode);
        for (var i = 0; i < 7; i++)
        {
            await NextAsync();     // five of the first hour are acknowledged, the other sender's, and the one of the next hour
        }

        Assert.AreEqual(0L, await LettersAsync());
    }

    [TestMethod]
    public async Task Nothing_of_a_header_reaches_ours()
    {
        await TakenAsync(Mail("<1@example.com>", "=?utf-8?Q?a=0D=0ABcc:_eve@example.net?=", "words", from: "=?utf-8?Q?Mei=0D=0ABcc:_eve@example.net?= <mei@example.com>"));

        var raw = await _server.NextAsync(Cancellation);

        Assert.DoesNotContain("RCPT TO:<eve", raw);
        Assert.IsNull(MailReader.Read(Encoding.UTF8.GetBytes(DataOf(raw))).Headers["Bcc"]);
    }

    [TestMethod]
    public async Task Whatever_comes_is_taken_or_refused_with_its_reason()
    {
        var random = new Random(20261121);
        var good = Mail("<1@example.com>", "Router", "It drops.", "Content-Type: multipart/mixed; boundary=b\n");
        var mails = new List<byte[]> { Array.Empty<byte>(), new byte[1_000], "From: a@b\n"u8.ToArray(), "\r\r\r\n"u8.ToArray(), new byte[1_100_000] };
        for (var i = 0; i < 150; i++)
        {
            var spoiled = (byte[])good.Clone();
            for (var n = random.Next(1, 30); n > 0; n--)
            {
                spoiled[random.Next(spoiled.Length)] = (byte)random.Next(256);
            }

            mails.Add(spoiled);
        }

        mails.Add(Encoding.ASCII.GetBytes($"From: a@example.com\n{string.Concat(Enumerable.Range(0, 500).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"))}"));
        mails.Add(Encoding.ASCII.GetBytes($"From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n{string.Concat(Enumerable.Repeat("--b\n\nx\n", 10_000))}"));
        mails.Add(Encoding.ASCII.GetBytes($"From: a@example.com\nSubject: {new string('s', 400_000)}\n\nwords"));

        foreach (var mail in mails)
        {
            using var response = await PostAsync(mail);
            Assert.IsTrue(response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.TooManyRequests, $"{(int)response.StatusCode}");
            if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
            {
                Assert.Contains("Line ", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString()!);
            }
        }
    }

    /// <summary>A mail that a real program made: see <c>mail_fixtures.sh</c>.</summary>
    private static Task<byte[]> FixtureAsync(string name) => File.ReadAllBytesAsync(Repository.At("tests", "ServiceBot.IntegrationTests", "Mail", "fixtures", $"{name}.eml"));

    private static byte[] Mail(string id, string subject, string text, string headers = "", string from = "Mei Chen <mei@example.com>") =>
        Encoding.UTF8.GetBytes($"From: {from}\nTo: desk@example.com\nMessage-ID: {id}\nSubject: {subject}\n{headers}\n{text}\n".ReplaceLineEndings("\r\n"));

    /// <summary>A report as Postfix writes it.</summary>
    private static byte[] Report(string about, string action, string id = "<r1@mx.example.com>") => Encoding.UTF8.GetBytes($"""
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
        To: desk@example.com
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="4AB1.1/mx.example.com"
        Message-Id: {id}

        --4AB1.1/mx.example.com
        Content-Description: Notification

        I'm sorry to have to inform you that your message could not be delivered.

        --4AB1.1/mx.example.com
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com
        X-Postfix-Queue-ID: 4AB1

        Final-Recipient: rfc822; mei@example.com
        Action: {action}
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1
         user unknown

        --4AB1.1/mx.example.com
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        From: desk@example.com
        Message-ID: {about}
        Subject: Re: Router

        words
        --4AB1.1/mx.example.com--
        """.ReplaceLineEndings("\r\n"));

    private async Task<HttpResponseMessage> PostAsync(byte[] raw) =>
        await _client!.PostAsync("/api/v1/mail", new ByteArrayContent(raw) { Headers = { ContentType = new("message/rfc822") } }, Cancellation);

    private async Task<TakenMailView> TakenAsync(byte[] raw)
    {
        using var response = await PostAsync(raw);
        Assert.AreEqual(HttpStatusCode.Accepted, response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return (await response.Content.ReadFromJsonAsync<TakenMailView>(Cancellation))!;
    }

    /// <summary>The next mail that left, read by the product's own reader.</summary>
    private async Task<ReceivedMail> NextAsync() => Read(await _server.NextAsync(Cancellation));

    private static ReceivedMail Read(string letter) => ReceivedMail.Read(Encoding.UTF8.GetBytes(DataOf(letter)));

    /// <summary>What was sent as data, behind what was said to the server.</summary>
    private static string DataOf(string letter) => string.Join('\n', letter.ReplaceLineEndings("\n").Split('\n')
        .SkipWhile(line => !line.StartsWith("RCPT TO", StringComparison.Ordinal)).Skip(1).Select(line => line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line));

    private async Task<long> LettersAsync() => await Rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_outbox WHERE attempts > 0 OR dead_at IS NOT NULL")) + _server.Waiting;

    private async Task<ServiceRequest> RequestAsync(string number) =>
        (await Rooms.ReadAsync(session => RequestStore.FindAsync(session, RequestNumber.TryParse(number, out var parsed) ? parsed : default)))!;

    private async Task<IReadOnlyList<RequestChange>> HistoryAsync(string number)
    {
        var request = await RequestAsync(number);
        return await Rooms.ReadAsync(session => RequestStore.HistoryAsync(session, request.Id));
    }

    private async Task ResolveAsync(string number) => await Rooms.WriteAsync(unit =>
        Rooms.Get<ChangeStatus>().HandleAsync(unit, RequestNumber.TryParse(number, out var parsed) ? parsed : default, RequestStatus.Resolved, Actor.System, null, null));

    private async Task<StaffMember> AgentAsync()
    {
        var ada = DeskRooms.Mei with { Name = "Ada" };
        await Rooms.WriteAsync(unit => StaffStore.AddAsync(unit, ada));
        return ada;
    }

    private Task<InboxConversation> ConversationAsync(TakenMailView taken) => Rooms.ReadAsync(async session =>
        (await InboxConversation.ReadAsync(session, (await ConversationStore.FindAsync(session, taken.Conversation!.Value))!, await OwnershipStore.FindAsync(session, taken.Conversation.Value))));

    private Task<IReadOnlyList<InboxMessage>> MessagesAsync(TakenMailView taken) => Rooms.ReadAsync(session => Inbox.MessagesAsync(session, taken.Conversation!.Value, 0));

    private sealed class MailHandler(HearMail hearMail) : ITurnHandler
    {
        public object? Read(Activity activity) => null;

        public Task HandleAsync(TurnContext turn, object? reading) => hearMail.HandleAsync(turn);

        public Activity ReplyToFailure(Activity activity) => new() { Type = ActivityTypes.Message, Text = "failed" };
    }
}
