using ServiceBot.Channels.Answers;
using ServiceBot.Channels.HandOff;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Desk.HandOver;

/// <summary>
/// What becomes of a customer's words while the bot does not answer. Who waits hears that the words are kept, the place in the queue, and the way
/// back to the bot; who speaks with a person hears that person.
/// </summary>
public sealed class HearCustomer(ChangeOwner changeOwner, Hub hub)
{
    /// <summary>Hears them.</summary>
    /// <param name="turn">The turn, under an owner that is not the bot.</param>
    /// <param name="words">What was said.</param>
    /// <param name="language">In <c>en</c> or <c>zh</c>.</param>
    /// <param name="wantsBack">Whether it says that the customer does not want to wait.</param>
    public async Task HandleAsync(TurnContext turn, string words, string language, bool wantsBack)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (turn.Owner == ConversationOwners.Queue && (wantsBack || NoticeWords.IsWayBack(words)))
        {
            await changeOwner.HandleAsync(turn, new OwnershipEvent.CustomerReturned(language));
            return;
        }

        if (await changeOwner.HandleAsync(turn, new OwnershipEvent.CustomerSpoke(language)) is Decision.Changed { Now.Agent: null })
        {
            await hub.RelayAsync(turn);
        }

        if (turn.Owner == ConversationOwners.Queue)
        {
            var place = await ChangeOwner.PlaceAsync(turn.Unit, turn.Conversation.Key);
            turn.Reply(AnswerRenderer.Render(NoticeWords.Kept(language, place), Surfaces.Of(turn.Conversation)));
        }
    }
}
