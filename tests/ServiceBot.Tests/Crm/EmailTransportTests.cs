using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Email;

namespace ServiceBot.Tests.Crm;

[TestClass]
public sealed class EmailTransportTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Without_a_server_a_letter_is_shown_in_the_log_in_development()
    {
        var log = new Lines();

        var outcome = await Transport("Development", log).SendAsync(Item(), null, TestContext.CancellationToken);

        Assert.IsInstanceOfType<DeliveryOutcome.Delivered>(outcome);
        Assert.Contains("012345", log.Text);
    }

    [TestMethod]
    public async Task Without_a_server_a_letter_lands_with_the_dead_ones_in_production()
    {
        var log = new Lines();

        var outcome = await Transport("Production", log).SendAsync(Item(), null, TestContext.CancellationToken);

        Assert.Contains("Email:Host", Assert.IsInstanceOfType<DeliveryOutcome.Refused>(outcome).Reason);
        Assert.AreEqual("", log.Text);
    }

    [TestMethod]
    [DataRow("", "", true)]
    [DataRow("mail.example.com", "desk@example.com", true)]
    [DataRow("mail.example.com", "", false)]
    [DataRow("mail.example.com", "desk", false)]
    public void A_server_needs_a_sender(string host, string from, bool valid) =>
        Assert.AreEqual(valid, new EmailOptionsRules().Validate(null, new() { Host = host, From = from }).Succeeded);

    private static EmailTransport Transport(string environment, Lines log) =>
        new(new(Options.Create(new EmailOptions())), new HostEnvironment { EnvironmentName = environment }, log);

    private static OutboxItem Item() => new()
    {
        Id = 1,
        Kind = Letter.Kind,
        Payload = new Letter("mei@example.com", "Code", "012345").ToJson(),
        Attempts = 0,
    };

    private sealed class Lines : ILogger<EmailTransport>
    {
        public string Text { get; private set; } = "";

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Text += formatter(state, exception);
    }

    private sealed class HostEnvironment : IHostEnvironment
    {
        public required string EnvironmentName { get; set; }

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
