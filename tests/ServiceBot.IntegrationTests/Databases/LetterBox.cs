using System.Threading.Channels;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Email;

namespace ServiceBot.IntegrationTests.Databases;

/// <summary>Stands in for the mail server: keeps the letters for the test to read.</summary>
public sealed class LetterBox : IOutboxTransport
{
    private readonly Channel<Letter> _letters = Channel.CreateUnbounded<Letter>();

    public string Kind => Letter.Kind;

    /// <summary>The next letter; waits until it is there.</summary>
    public async Task<Letter> NextAsync(CancellationToken cancellationToken) => await _letters.Reader.ReadAsync(cancellationToken);

    public Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        _letters.Writer.TryWrite(Letter.Parse(item.Payload));
        return Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Delivered());
    }
}
