using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Proactive;

/// <summary>Writes a mail to somebody first. What they answer comes into the same conversation.</summary>
public sealed class OpenMail
{
    private readonly ProactiveMessages _messages;
    private readonly IOptions<BotOptions> _bot;
    private readonly TimeProvider _clock;

    internal OpenMail(ProactiveMessages messages, IOptions<BotOptions> bot, TimeProvider clock) => (_messages, _bot, _clock) = (messages, bot, clock);

    /// <summary>Opens a mail conversation; the mail is sent after the commit.</summary>
    /// <param name="unit">The transaction that decides whether it is sent at all.</param>
    /// <param name="to">The address.</param>
    /// <param name="name">Whose it is; null: nobody knows.</param>
    /// <param name="subject">One line.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="unsubscribe">The address at which mail programs unsubscribe with one click (RFC 8058); null: there is nothing to unsubscribe from.</param>
    /// <returns>The conversation's number, and that of the mail in it.</returns>
    public async Task<(long Conversation, long Seq)> HandleAsync(UnitOfWork unit, string to, string? name, string subject, string text, string? unsubscribe)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var desk = new ChannelAccount { Id = "desk", Name = _bot.Value.Name };
        var reference = new ConversationReference { Client = Conversation.MailClient, Bot = desk, User = new() { Id = to, Name = name }, Conversation = new() { Id = MailThread.NewId(), Name = subject } };
        var conversation = await ConversationStore.TouchAsync(
            unit, ChannelIds.Email, reference.Conversation.Id!, to, JsonSerializer.Serialize(reference, ActivityJsonContext.Default.ConversationReference), _clock.GetUtcNow());
        var mail = new Activity
        {
            Type = ActivityTypes.Message,
            Text = text,
            TextFormat = "plain",
            ChannelData = new MailFacts { Subject = subject, Unsubscribe = unsubscribe }.ToChannelData(),
        };
        return (conversation.Key, (await _messages.SayAsync(unit, conversation, mail))!.Value);
    }
}
