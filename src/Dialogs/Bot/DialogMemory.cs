using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Dialogs.Bot;

/// <summary>What the dialogs are to know of a conversation when the customer speaks next.</summary>
public static class DialogMemory
{
    /// <summary>The campaign that last wrote in the conversation, by its name: for conditions such as <c>campaign == "win-back"</c>.</summary>
    public const string Campaign = "campaign";

    /// <summary>Has them know something.</summary>
    /// <param name="unit">The transaction, which holds the conversation.</param>
    /// <param name="conversation">The conversation as it was held.</param>
    /// <param name="name">The name in conditions and templates.</param>
    /// <param name="value">Its value, in place of the one before.</param>
    public static Task RememberAsync(UnitOfWork unit, Channels.Turns.Conversation conversation, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var state = DialogState.FromJson(conversation.State);
        return ConversationStore.KeepStateAsync(unit, conversation, (state with { Remembered = [.. state.Remembered.Where(slot => slot.Name != name), new(name, value)] }).ToJson());
    }
}
