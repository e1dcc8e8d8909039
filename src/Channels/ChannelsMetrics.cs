using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels;

/// <summary>What the channels do, for the operator's metrics.</summary>
public sealed class ChannelsMetrics
{
    private readonly TurnRunner _turns;
    private readonly ConversationFeed _feed;

    internal ChannelsMetrics(TurnRunner turns, ConversationFeed feed)
    {
        _turns = turns;
        _feed = feed;
    }

    /// <summary>Turns committed since the start.</summary>
    public long Turns => _turns.Committed;

    /// <summary>Turns since the start that ended in an apology.</summary>
    public long FailedTurns => _turns.Failed;

    /// <summary>Conversations with a turn running or waiting now.</summary>
    public int Busy => _turns.Busy;

    /// <summary>Streams open now.</summary>
    public int OpenStreams => _feed.Open;
}
