using ServiceBot.Storage.Personal;

namespace ServiceBot.Insight.Facts;

/// <summary>Facts about somebody's conversations: what is counted stays, whose it was goes.</summary>
internal sealed class PersonalFacts : IPersonalData
{
    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("insight_conversation", "conversation-facts", "Figures of your conversations", "对话统计", "id, opened_at, channel, category, outcome, rating", PersonalRows.By<long>("id", Person.Conversation)) { Becomes = "contact = ''" },
    ];

    public IReadOnlyList<string> Free { get; } = ["insight_leg", "insight_wait"];
}
