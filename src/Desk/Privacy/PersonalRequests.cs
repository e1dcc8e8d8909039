using System.Text.Json;
using ServiceBot.Channels.Transcripts;
using ServiceBot.Desk.Gaps;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Search;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Desk.Privacy;

/// <summary>
/// What the desk has of somebody: requests, notes, surveys, contracts, and what of it is found by searching. Contracts stay under the id alone; so does the audit log, whose chain holds who read what.
/// </summary>
internal sealed class PersonalRequests : IPersonalData
{
    public const string Request = "request";
    private const string RequestId = "request id";
    private const string Change = "request change";
    private const string Contract = "contract";
    private const string Place = "draft place";

    private static readonly PersonalRows ByNumber = PersonalRows.By<long>("number", Request);

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("desk_request_excerpt", "request-excerpts", "Passages", "摘录", "", PersonalRows.By<long, long>("number", Request, "change_id", Change)),
        new("desk_request_change", "request-history", "History of your requests", "服务单记录", "id, at, who, what, from_value, to_value, comment, is_public?", PersonalRows.By<Guid>("request_id", RequestId)),
        new("desk_request_attachment", "request-files", "Files of your requests", "服务单附件", "", PersonalRows.By<Guid, long>("request_id", RequestId, "conversation", Person.Conversation)),
        new("desk_request_check", "request-to-do", "What is to be done", "待办事项", "number, id, words, done_at", ByNumber),
        new("desk_request_clock", "request-deadlines", "Deadlines", "时限", "", ByNumber),
        new("desk_request_conversation", "request-conversations", "Conversations of requests", "服务单对话", "", PersonalRows.By<long, long>("number", Request, "conversation", Person.Conversation)),
        new("desk_request_follower", "request-followers", "Followers", "关注", "", ByNumber),
        new("desk_request_link", "request-links", "Linked requests", "关联服务单", "id, kind, number, other, at", PersonalRows.By<long, long>("number", Request, "other", Request)),
        new("desk_request_mention", "request-mentions", "Mentions", "提及", "", ByNumber),
        new("desk_request_tag", "request-tags", "Tags of your requests", "服务单标签", "number, tag", ByNumber),
        new("desk_mail_thread", "mail-threads", "Mail threads", "邮件往来", "", PersonalRows.By<long, long>("conversation", Person.Conversation, "number", Request)),
        new("desk_offer", "offers", "Who was offered your request", "派单记录", "", PersonalRows.By<long, long>("CASE WHEN kind = 'conversation' THEN item END", Person.Conversation, "CASE WHEN kind = 'request' THEN item END", Request)),
        new("desk_snooze", "snoozes", "Put aside", "稍后处理", "", PersonalRows.By<long, long>("CASE WHEN kind = 'conversation' THEN item END", Person.Conversation, "CASE WHEN kind = 'request' THEN item END", Request)),
        new("desk_draft", "drafts", "Drafts", "草稿", "", PersonalRows.By<string>("place", Place)),
        new("desk_said", "desk-notes", "Notes and notices", "备注与通知", "conversation, id, at, kind, words", PersonalRows.By<long>("conversation", Person.Conversation)),
        new("desk_survey", "surveys", "How it was", "满意度", "id, asked_at, about, csat, nps, ces, reason, comment, answered_at", PersonalRows.By<Guid, long>("customer", Person.Customer, "conversation", Person.Conversation)),
        new("desk_queue_entry", "queue", "Waiting for a person", "排队记录", "id, asked_at, reason, left_at, left_because", PersonalRows.By<long, Guid>("conversation", Person.Conversation, "customer", Person.Customer)),
        new("desk_conversation_tag", "conversation-tags", "Tags of your conversations", "对话标签", "conversation, tag", PersonalRows.By<long>("conversation", Person.Conversation)),
        new("desk_conversation", "conversation-owners", "Who answers", "对话负责人", "", PersonalRows.By<long, Guid>("conversation", Person.Conversation, "customer", Person.Customer)),
        new("desk_contract_use", "contract-use", "What was used of your contracts", "合约使用", "id, at, unit, amount, note", PersonalRows.By<long>("contract", Contract)) { Becomes = "note = NULL" },
        new("desk_contract", "contracts", "Contracts", "合约", "number, tier, vip?, requests, minutes, from_day, until_day, value#, currency, products, serials, order_number", PersonalRows.By<Guid>("customer", Person.Customer)) { Becomes = "serials = ''" },
        new("desk_search_customer", "found-by", "Search", "搜索", "", PersonalRows.By<Guid>("customer", Person.Customer)),
        new("desk_request", "requests", "Requests", "服务单", "number, opened_at, subject, details, category, priority, status, order_number, fields{}, closed_at", ByNumber),
    ];

    public IReadOnlyList<string> Free { get; } = ["desk_contract_change"];

    public async Task FindAsync(Session session, Person person)
    {
        var (customers, conversations) = (person.Keys<Guid>(Person.Customer), person.Keys<long>(Person.Conversation));
        var requests = await session.QueryAsync<long>(
            $"SELECT number FROM desk_request WHERE {session.Dialect.IsIn("customer", "@customers")} OR (customer IS NULL AND {session.Dialect.IsIn("conversation", "@conversations")})", new { customers, conversations });
        person.Add(Request, requests);
        await AddPartsAsync(session, person, person.Keys<long>(Request));
        person.Add(Contract, await session.QueryAsync<long>($"SELECT number FROM desk_contract WHERE {session.Dialect.IsIn("customer", "@customers")}", new { customers }));
        person.Add(Place, conversations.Select(key => $"c:{key}"));
    }

    /// <summary>Adds what requests consist of.</summary>
    public static async Task AddPartsAsync(Session session, Person person, long[] numbers)
    {
        var ids = (await session.QueryAsync<Guid>($"SELECT id FROM desk_request WHERE {session.Dialect.IsIn("number", "@numbers")}", new { numbers })).ToArray();
        person.Add(RequestId, ids);
        person.Add(Change, await session.QueryAsync<long>($"SELECT id FROM desk_request_change WHERE {session.Dialect.IsIn("request_id", "@ids")}", new { ids }));
        person.Add(Person.Upload, await session.QueryAsync<string>($"SELECT upload_id FROM desk_request_attachment WHERE {session.Dialect.IsIn("request_id", "@ids")}", new { ids }));
        person.Add(Place, numbers.Select(number => $"r:{new RequestNumber(number)}"));
    }

    public async Task<IReadOnlyList<(string What, long Count)>> EraseAsync(UnitOfWork unit, Person person)
    {
        var (customers, conversations) = (person.Keys<Guid>(Person.Customer), person.Keys<long>(Person.Conversation));
        var docs = await unit.QueryAsync<long>($"SELECT doc FROM desk_search_customer WHERE {unit.Dialect.IsIn("customer", "@customers")}", new { customers });
        var terms = await SearchIndex.RemoveAsync(unit, SearchKind.Request, person.Keys<long>(Request))
            + await SearchIndex.RemoveAsync(unit, SearchKind.Conversation, conversations) + await SearchIndex.RemoveAsync(unit, SearchKind.Customer, docs);

        // A webhook's delivery names the customer or the conversation.
        var named = customers.Select(customer => new[] { $"{customer}" }).Concat(conversations.Select(key => new[] { $"\"conversation\":{key}," }));
        var deliveries = await unit.ExecuteAsync(
            $"DELETE FROM desk_webhook_delivery WHERE EXISTS (SELECT 1 FROM {unit.Dialect.EachOf("@texts")} WHERE {unit.Dialect.Holds("desk_webhook_delivery.body", isBytes: false, "value ->> 0")})",
            new { texts = JsonSerializer.Serialize(named) });

        // What programs were answered stays for a day, in case they ask again.
        var answers = await unit.ExecuteAsync(
            $"{WrittenName.Texts(unit.Dialect)} DELETE FROM desk_call WHERE {WrittenName.StandsIn(unit.Dialect, "desk_call.answer", isBytes: false)}",
            new
            {
                texts = WrittenName.ToJson(person.Telling.Concat(customers.Select(customer => $"{customer}"))
                    .SelectMany(text => new[] { text.ToLowerInvariant(), JsonEncodedText.Encode(text).ToString().ToLowerInvariant() }).Select(text => new WrittenName(text, text, text))),
            });

        // A question that nobody else asked, or that tells who asked it.
        var asked = (await SpokenWords.ReadAsync(unit, conversations, new HashSet<(long, long)>())).SelectMany(words => words).Where(word => word.IsCustomers).Select(word => KnowledgeGap.Normalise(word.Text)).Distinct().ToArray();
        var telling = person.Telling.Select(text => new[] { text.ToLowerInvariant() });
        var gaps = await unit.ExecuteAsync(
            $"""
            DELETE FROM desk_knowledge_gap WHERE (asked = 1 AND {unit.Dialect.IsIn("normalised", "@asked")})
                OR EXISTS (SELECT 1 FROM {unit.Dialect.EachOf("@texts")} WHERE {unit.Dialect.Holds("desk_knowledge_gap.question", isBytes: false, "value ->> 0")})
            """,
            new { asked, texts = JsonSerializer.Serialize(telling) });
        return [("desk_search_posting", terms), ("desk_webhook_delivery", deliveries), ("desk_call", answers), ("desk_knowledge_gap", gaps)];
    }
}
