using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels;

/// <summary>What the channels do, for the operator's metrics.</summary>
public sealed class ChannelsMetrics
{
    private readonly TurnRunner _turns;
    private readonly ConversationFeed _feed;
    private readonly OutboxSender _outbox;

    internal ChannelsMetrics(TurnRunner turns, ConversationFeed feed, OutboxSender outbox)
    {
        _turns = turns;
        _feed = feed;
        _outbox = outbox;
    }

    /// <summary>Turns committed since the start.</summary>
    public long Turns => _turns.Committed;

    /// <summary>Turns since the start that ended in an apology.</summary>
    public long FailedTurns => _turns.Failed;

    /// <summary>Conversations with a turn running or waiting now.</summary>
    public int Busy => _turns.Busy;

    /// <summary>Streams open now.</summary>
    public int OpenStreams => _feed.Open;

    /// <summary>Letters given up since the start; they wait for a person.</summary>
    public long DeadLetters => _outbox.Dead;

    /// <summary>Letters since the start of which nobody knows whether they have arrived, or arrived once.</summary>
    public long UncertainLetters => _outbox.Uncertain;
}
