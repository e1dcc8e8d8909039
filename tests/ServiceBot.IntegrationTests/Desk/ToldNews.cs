using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Proactive;
using ServiceBot.Desk.Routing;
using ServiceBot.Dialogs.Bot;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage.Signals;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>Hands a reader the signals that it is for, each once and in order, as the product does behind its commits.</summary>
internal sealed class ToldNews(TestRooms rooms, ISignalReader reader)
{
    private readonly SignalFeed _feed = new(reader);

    /// <summary>The one that tells customers of their requests.</summary>
    public ToldNews(TestRooms rooms)
        : this(rooms, new RequestNews(rooms.Get<ProactiveMessages>(), rooms.Get<IOptions<TeamOptions>>(), rooms.Get<IOptions<BotOptions>>()))
    {
    }

    /// <summary>Hands it what has happened since the last time, and what that causes.</summary>
    public async Task TellAsync()
    {
        while (await rooms.WriteAsync(unit => _feed.FeedAsync(unit)))
        {
        }
    }
}
