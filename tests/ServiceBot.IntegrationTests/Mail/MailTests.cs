using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Email;
using ServiceBot.Crm.Proof;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Mail;

/// <summary>One-time codes on their way to a mail server.</summary>
[TestClass]
public sealed partial class MailTests
{
    private const string Address = "mei.chen@example.com";
    private const string Password = "mail-password-for-tests";

    private readonly Lines _log = new();

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    [DataRow("en")]
    [DataRow("zh")]
    public async Task A_code_arrives_signed_in_and_proves_the_address(string language)
    {
        using var server = new MailServer().Open();
        await using var rooms = await RoomsAsync(server);
        var customer = await SendCodeAsync(rooms, language);

        var letter = await server.NextAsync(Cancellation);
        await OutboxIsEmptyAsync(rooms);

        Assert.Contains("MAIL FROM:<desk@example.com>", letter);
        Assert.Contains($"RCPT TO:<{Address}>", letter);
        CollectionAssert.AreEqual(new[] { "desk", Password }, server.SignIns);
        var code = CodeIn(letter);
        Assert.IsInstanceOfType<CheckCodeOutcome.Verified>(await rooms.WriteAsync(unit => rooms.Get<CheckCode>().HandleAsync(unit, customer, code)));
        AssertNothingSecretIsLogged(code);
    }

    [TestMethod]
    public async Task A_server_that_wants_it_later_gets_it_later()
    {
        using var server = new MailServer($"451 {Address} is greylisted").Open();
        await using var rooms = await RoomsAsync(server);
        await SendCodeAsync(rooms, "en");

        var code = CodeIn(await server.NextAsync(Cancellation));
        await OutboxIsEmptyAsync(rooms);

        Assert.Contains("was not delivered at try 1: The mail server answered 451", _log.Text);
        AssertNothingSecretIsLogged(code);
    }

    [TestMethod]
    public async Task A_refused_letter_is_dead_until_a_person_replays_it()
    {
        using var server = new MailServer($"550 no such user {Address}").Open();
        await using var rooms = await RoomsAsync(server);
        await SendCodeAsync(rooms, "en");

        var dead = await DeadLetterAsync(rooms);
        Assert.AreEqual(1, dead.Attempts);
        Assert.AreEqual("The mail server answered 550 (MailboxUnavailable).", dead.Error);

        Assert.IsTrue(await rooms.Get<OutboxSender>().ReplayAsync(dead.Id, Cancellation));
        var code = CodeIn(await server.NextAsync(Cancellation));
        await OutboxIsEmptyAsync(rooms);
        AssertNothingSecretIsLogged(code);
    }

    [TestMethod]
    public async Task A_server_that_is_down_gets_it_once_it_is_up()
    {
        using var server = new MailServer();
        await using var rooms = await RoomsAsync(server);
        await SendCodeAsync(rooms, "en");
        await TriedAsync(rooms);

        server.Open();

        var code = CodeIn(await server.NextAsync(Cancellation));
        await OutboxIsEmptyAsync(rooms);
        Assert.Contains("The mail server can't be used: ", _log.Text);
        AssertNothingSecretIsLogged(code);
    }

    [TestMethod]
    public async Task A_server_that_says_nothing_is_left_and_tried_again()
    {
        using var server = new MailServer("hang").Open();
        await using var rooms = await RoomsAsync(server, ("Email:TimeoutSeconds", "1"));
        await SendCodeAsync(rooms, "en");

        await server.NextAsync(Cancellation);
        await OutboxIsEmptyAsync(rooms);

        Assert.Contains("did not take the letter within 1 seconds", _log.Text);
    }

    private async Task<TestRooms> RoomsAsync(MailServer server, params IEnumerable<(string Name, string Value)> more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Email:Host"] = "127.0.0.1",
            ["Email:Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
            ["Email:From"] = "desk@example.com",
            ["Email:UserName"] = "desk",
            ["Email:Password"] = Password,
            ["Email:StartTls"] = "false",
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return await TestRooms.CreateAsync(StorageProvider.Sqlite, settings, Cancellation, services =>
        {
            services.Remove(services.Single(service => service.ImplementationInstance is LetterBox));
            services.AddSingleton<IOutboxTransport, EmailTransport>();
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LinesProvider(_log)));
        });
    }

    private static Task<Customer> SendCodeAsync(TestRooms rooms, string language) => rooms.WriteAsync(async unit =>
    {
        var customer = await rooms.Get<RecogniseCustomer>().HandleAsync(unit, "directline:dl_me", null, language, rooms.Clock.GetUtcNow());
        Assert.IsInstanceOfType<SendCodeOutcome.Sent>(await rooms.Get<SendCode>().HandleAsync(unit, customer, Address, language));
        return customer;
    });

    private Task TriedAsync(TestRooms rooms) => UntilAsync(rooms, "SELECT count(*) FROM channel_outbox WHERE attempts >= 1");

    private Task OutboxIsEmptyAsync(TestRooms rooms) => UntilAsync(rooms, "SELECT count(*) = 0 FROM channel_outbox");

    private async Task<DeadLetter> DeadLetterAsync(TestRooms rooms)
    {
        await UntilAsync(rooms, "SELECT count(*) FROM channel_outbox WHERE dead_at IS NOT NULL");
        return (await rooms.Get<OutboxSender>().ListDeadAsync(0, 10, Cancellation)).Single();
    }

    private async Task UntilAsync(TestRooms rooms, string isTrue)
    {
        while (await rooms.ReadAsync(session => session.GetAsync<long>(isTrue)) != 1)
        {
            await Task.Delay(10, Cancellation);
        }
    }

    /// <summary>The six digits in the letter's text, whichever way it is encoded.</summary>
    private static string CodeIn(string letter)
    {
        var body = letter[(letter.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        var text = letter.Contains("Content-Transfer-Encoding: base64", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body))
            : body;
        return SixDigits().Match(text).Value;
    }

    private void AssertNothingSecretIsLogged(string code)
    {
        Assert.AreEqual(6, code.Length);
        Assert.DoesNotContain(code, _log.Text);
        Assert.DoesNotContain(Address, _log.Text);
        Assert.DoesNotContain(Password, _log.Text);
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();

    private sealed class LinesProvider(Lines lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => lines;

        public void Dispose()
        {
        }
    }

    private sealed class Lines : ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
