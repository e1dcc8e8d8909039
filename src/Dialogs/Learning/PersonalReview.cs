using ServiceBot.Storage.Personal;

namespace ServiceBot.Dialogs.Learning;

/// <summary>What somebody wrote and the bot did not understand; examples that were made of it name nobody.</summary>
internal sealed class PersonalReview : IPersonalData
{
    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("dialogs_review", "not-understood", "Messages that the bot did not understand", "机器人未能理解的消息", "at, conversation, why, language, text, intent, probability", PersonalRows.By<long>("conversation", Person.Conversation)),
    ];
}
