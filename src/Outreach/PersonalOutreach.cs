using ServiceBot.Storage.Personal;

namespace ServiceBot.Outreach;

/// <summary>In which campaigns somebody took part, and what they were sent: how many there were stays, who it was goes.</summary>
internal sealed class PersonalOutreach : IPersonalData
{
    private const string Nobody = "'00000000-0000-0000-0000-000000000000'";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new(
            "outreach_event", "messages-sent-first", "Messages that we sent you first", "我们主动发送的消息", "at, what, reason, channel, step", PersonalRows.By<Guid>("customer_id", Person.Customer))
        { Becomes = $"customer_id = {Nobody}, conversation = NULL, seq = NULL" },
        new(
            "outreach_participant", "campaigns", "Campaigns that you took part in", "您参与的活动", "entered_at, arm, why, left_at, left_because, answered_at, goal_at, goal_value",
            PersonalRows.By<Guid>("customer_id", Person.Customer))
        { Becomes = $"customer_id = {Nobody}, why = NULL, step = NULL, due_at = NULL, round = id" },
    ];

    public IReadOnlyList<string> Free { get; } = ["outreach_campaign"];
}
