using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.DirectLine;

/// <summary>Opens conversations on the product's own channel.</summary>
internal sealed class StartConversation(IDatabase database, AcceptActivity accept, IOptions<BotOptions> bot)
{
    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)) + "-hl";

    public ChannelAccount Bot() => new() { Id = "servicebot", Name = bot.Value.Name, Role = "bot" };

    /// <summary>Opens the conversation unless it runs already, and tells the bot who joined.</summary>
    /// <returns>True when it is new.</returns>
    public async Task<bool> HandleAsync(string conversationId, string? userId, string? locale, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(session => ConversationStore.FindAsync(session, ChannelIds.DirectLine, conversationId), cancellationToken) is not null)
        {
            return false;
        }

        var update = new Activity
        {
            Type = ActivityTypes.ConversationUpdate,
            ChannelId = ChannelIds.DirectLine,
            From = new() { Id = userId ?? "", Role = "user" },
            Recipient = Bot(),
            Conversation = new() { Id = conversationId },
            Locale = locale,
            MembersAdded = userId is null ? [Bot()] : [Bot(), new() { Id = userId }],
        };
        var outcome = await accept.HandleAsync(
            update,
            "start",     // a client that repeats its start after a time-out does not start twice
            (activity, seq) =>
            {
                activity.Id = ActivityIds.Make(conversationId, seq);
                return ActivityJson.Write(activity);
            },
            shown: false,
            cancellationToken);
        return outcome is AcceptOutcome.Accepted;
    }
}
