using ServiceBot.Storage.Personal;

namespace ServiceBot.Insight.Facts;

/// <summary>Facts about somebody's conversations: what is counted stays, whose it was goes.</summary>
internal sealed class PersonalFacts : IPersonalData
{
    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("insight_conversation", "conversation-facts", "Figures of your conversations", "对话统计", "id, opened_at, channel, category, outcome, rating", PersonalRows.By<long>("id", Person.Conversation)) { Becomes = "contact = ''" },
        new("insight_mood", "moods", "What you said of answers", "您对回答的评价", "at, value", PersonalRows.By<long>("conversation", Person.Conversation)),
        new("insight_feature", "figures", "Figures computed of what happened", "根据往来计算的数据", "as_of, " + string.Join(", ", Features.Feature.All.Select(feature => feature.Name)), PersonalRows.By<Guid>("customer_id", Person.Customer)),
        new("insight_cell", "segments", "How lately, often and much you bought", "您的购买分群", "from_day, until_day, cell, scores", PersonalRows.By<Guid>("customer_id", Person.Customer)),
        new("insight_segment_member", "own-segments", "Segments you are or were in", "您所在或曾在的分群", "segment, since_at, until_at", PersonalRows.By<Guid>("customer_id", Person.Customer)),
        new("insight_outlier", "outliers", "That what you do is unlike what others do", "您的往来与他人明显不同", "clustering", PersonalRows.By<Guid>("customer_id", Person.Customer)),
        new("insight_value", "value", "What you are expected to buy", "对您购买的预测", "as_of, purchases, value", PersonalRows.By<Guid>("customer_id", Person.Customer)),
        new("insight_suggestion", "suggestions", "What goes with what you bought", "与您所购相配的产品", "made_at, items", PersonalRows.By<Guid>("customer_id", Person.Customer)),
        new("insight_score", "scores", "What is expected of you", "对您的预测", "purpose, as_of, probability, reasons", PersonalRows.By<Guid>("customer_id", Person.Customer)),
    ];

    public IReadOnlyList<string> Free { get; } = ["insight_leg", "insight_wait"];
}
