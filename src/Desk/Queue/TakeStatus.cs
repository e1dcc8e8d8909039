using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.HandOff;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Queue;

/// <summary>Takes a hub's word about a conversation that was handed over: accepted, failed or completed. Any other changes nothing.</summary>
public sealed class TakeStatus(LeaveQueue leaveQueue, ProactiveMessages messages)
{
    /// <summary>Takes the word, and tells the customer what changes.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="status">The event <c>handoff.status</c>.</param>
    /// <returns>Who answers from now on; the caller keeps it.</returns>
    public async Task<string> HandleAsync(UnitOfWork unit, Conversation conversation, Activity status)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var state = HandOffEvents.StateOf(status);
        if (HandOffEvents.OwnerAfter(conversation.Owner, state) is not { } owner)
        {
            return conversation.Owner;
        }

        var language = await QueueStore.LanguageAsync(unit, conversation.Key);
        await leaveQueue.HandleAsync(unit, conversation.Key, state == "accepted" ? "taken" : state!);
        var words = (state, language) switch
        {
            ("accepted", "zh") => "客服同事已接入，请直接在这里和同事对话。",
            ("accepted", _) => "A colleague is here now and reads what you write.",
            ("failed", "zh") => "抱歉，现在没有同事可以接入。我们继续，请问有什么可以帮您？",
            ("failed", _) => "I'm sorry, no colleague can take over at the moment. It's me again: what can I do for you?",
            (_, "zh") => "和同事的对话已结束。我们继续，请问还有什么可以帮您？",
            _ => "My colleague has finished; it's me again. What else can I do for you?",
        };
        await messages.SayAsync(unit, conversation, AnswerRenderer.Render(new() { Text = words, Locale = Answer.LocaleOf(language) }, Surfaces.Of(conversation)));
        return owner;
    }
}
