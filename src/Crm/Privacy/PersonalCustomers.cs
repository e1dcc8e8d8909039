using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Cleaning;
using ServiceBot.Crm.Linking;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Crm.Privacy;

/// <summary>
/// What the books have of somebody. Orders, opportunities and leads stay with their amounts, days and stages under the id alone, which tells nobody anything: the company has to account for
/// them.
/// </summary>
internal sealed class PersonalCustomers : IPersonalData
{
    private static readonly PersonalRows ById = PersonalRows.By<Guid>("customer_id", Person.Customer);

    private const string Order = "order";

    private const string Quote = "quote";

    private static readonly PersonalRows ByEither = PersonalRows.By<Guid, Guid>("customer_id", Person.Customer, "other_id", Person.Customer);

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("crm_fact", "profile", "What was said of you", "资料", "id, at, field, value, source, said_by, withdrawn_at, import_id", ById) { Sealed = [new("value", "customer_id", "field")] },
        new("crm_identifier", "identifiers", "Addresses, numbers and accounts", "邮箱、电话与账号", "id, kind, value, source, verified_at, first_seen_at, last_seen_at, withdrawn_at", ById) { Sealed = [new("value", "customer_id", "kind")] },
        new("crm_consent", "consents", "What you agreed to", "授权同意", "id, at, purpose, channel, state, source, evidence{}, text_id, said_by", ById),
        new("crm_web_form_entry", "forms", "Forms that you sent", "提交的表单", "id, at, form, form_version, said{}, language, campaign{}, page, address, purpose, agreed?, consent_version, consent_text",
            PersonalRows.By<Guid, long>("customer_id", Person.Customer, "lead", RetainedLeads.Lead)),
        new("crm_order_step", "order-steps", "What was done with your orders", "订单记录", "order_number, place, at, step, amount#, day, note", PersonalRows.By<string>("order_number", Order)) { Becomes = "note = NULL" },
        new("crm_order_line", "order-lines", "What you ordered", "订单内容", "order_number, place, text, quantity#, price_each#, discount#, tax#, fulfilled#, returned#", PersonalRows.By<string>("order_number", Order)) { Becomes = "" },
        new("crm_quote_change", "quote-steps", "What was done with your quotes", "报价记录", "quote, at, what, version, note", PersonalRows.By<long>("quote", Quote)) { Becomes = "note = NULL" },
        new("crm_quote_version", "quote-versions", "What you were offered", "报价内容", "quote, number, state, title, currency, discount#, valid_until, conditions, lines{}, sent_at, answered_by, answered_at, answer", PersonalRows.By<long>("quote", Quote))
        {
            Becomes = "title = '–', conditions = NULL, answered_by = NULL, answer = NULL",
        },
        new("crm_quote", "quotes", "Quotes", "报价单", "number, created_at, title, state, total#, currency, valid_until, order_number", ById) { Becomes = "title = '–'" },
        new("crm_order", "orders", "Orders", "订单", "number, placed_at, status, items, total#, currency, promised_on, carrier_day, buyer_email", PersonalRows.By<Guid, string>("customer_id", Person.Customer, "buyer_email", Person.Email))
        {
            Becomes = "buyer_email = NULL",
        },
        new("crm_opportunity", "opportunities", "Sales", "商机", "number, created_at, title, state, amount#, currency, close_day, reason, closed_at", ById) { Becomes = "title = '–', reason = NULL" },
        new("crm_lead", "leads", "Interest in what we sell", "线索", "number, created_at, name, company, job_title, email, phone, country, region, source, wish, stage, said{}, reason",
            PersonalRows.By<long>("number", RetainedLeads.Lead))
        {
            Becomes = RetainedLeads.Anonymous,
        },
        new("crm_edge", "same-person", "Records that are yours as well", "同一人记录", "id, at, customer_id, other_id, is_same?, kind, evidence{}, decided_by, revoked_at", ByEither),
        new("crm_relation", "relations", "Whom you stand to", "关系", "id, at, kind, customer_id, other_id, note, said_by, ended_at", ByEither),
        new("crm_facet", "filtered-by", "What lists are filtered by", "列表筛选", "", ById),
        new("crm_facet_due", "filtered-later", "What changes by time", "到期筛选", "", ById),
        new("crm_cluster", "records", "Records", "记录", "", ById),
        new("crm_link_proposal", "possible-duplicates", "Records that may be yours", "可能的重复记录", "id, at, customer_id, other_id, weight, evidence{}", ByEither),
        new("crm_link_record", "compared", "What records are compared by", "比对资料", "id, texts{}", ById) { Sealed = [new("texts", "customer_id", $"'{LinkStore.About}'")] },
        new("crm_hint", "hints", "What could be written better", "资料建议", "id, kind, about, value, suggestion", ById) { Sealed = QualityStore.Sealed },
        new("crm_hint_dismissal", "dismissed-hints", "What was found to be right", "已确认资料", "at, kind, said_by", ById),
        new("crm_quality", "quality", "How well you are known", "资料质量", "customer_id, score", ById),
        new("crm_email_code", "codes", "Codes sent to you", "验证码", "sent_at, email, expires_at, tries", PersonalRows.By<Guid, string>("customer_id", Person.Customer, "email", Person.Email)),
        new("crm_protection", "protection", "Restrictions", "限制处理", "id, at, kind, reason, said_by, ended_at", ById),
        new("crm_access_part", "archive-parts", "Archives", "资料副本", "", PersonalRows.By<long>("access_id", "access")),
        new("crm_access", "archives", "Copies that you were given", "已提供的资料副本", "id, at, asked_by, state, ended_at", ById),
        new("crm_customer", "customer", "You", "客户", "id, name, language, created_at", PersonalRows.By<Guid>("id", Person.Customer)) { Becomes = "name = NULL, language = 'en', import_id = NULL" },
    ];

    public IReadOnlyList<string> Free { get; } = ["crm_erasure", "crm_opportunity_change", "crm_opportunity_line", "crm_lead_point"];

    public async Task FindAsync(Session session, Person person)
    {
        var customers = person.Keys<Guid>(Person.Customer);
        foreach (var one in await session.QueryAsync<Identifier>($"SELECT customer_id AS customer, kind, value, import_id FROM crm_identifier WHERE {session.Dialect.IsIn("customer_id", "@customers")}", new { customers }))
        {
            if (session.Cipher.Open(one.Customer, one.Kind, one.Value) is { } value && (one.Kind == IdentifierKinds.Channel ? value : IdentifierKinds.Normalise(one.Kind, value)) is { } normalised)
            {
                person.Identifiers.UnionWith(one.Kind == IdentifierKinds.Channel ? [normalised, normalised.Split(':', 2)[^1]] : [value, normalised]);
                person.Add(one.Kind switch { IdentifierKinds.Channel => Person.Account, IdentifierKinds.Email => Person.Email, _ => one.Kind }, [normalised]);
            }

            person.Add(ImportTraces.Import, new[] { one.ImportId }.OfType<long>());
        }

        foreach (var fact in await session.QueryAsync<Fact>($"SELECT field, value, import_id FROM crm_fact WHERE {session.Dialect.IsIn("customer_id", "@customers")}", new { customers }))
        {
            person.Names.UnionWith(fact.Field == "name" && fact.Value is { } name ? [name] : []);
            person.Add(ImportTraces.Import, new[] { fact.ImportId }.OfType<long>());
        }

        var emails = person.Keys<string>(Person.Email);
        foreach (var lead in await session.QueryAsync<Lead>(
            $"SELECT number, name, email, phone FROM crm_lead WHERE {session.Dialect.IsIn("customer", "@customers")} OR {session.Dialect.IsIn("lower(email)", "@emails")}", new { customers, emails }))
        {
            person.Add(RetainedLeads.Lead, [lead.Number]);
            person.Names.UnionWith(lead.Name is { } name ? [name] : []);
            person.Identifiers.UnionWith(new[] { lead.Email, lead.Phone }.OfType<string>());
            person.Add(Person.Email, new[] { lead.Email?.ToLowerInvariant() }.OfType<string>());
        }

        person.Add(Quote, await session.QueryAsync<long>($"SELECT number FROM crm_quote WHERE {session.Dialect.IsIn("customer_id", "@customers")}", new { customers }));
        person.Add(Order, await session.QueryAsync<string>($"SELECT number FROM crm_order WHERE {session.Dialect.IsIn("customer_id", "@customers")} OR {session.Dialect.IsIn("buyer_email", "@emails")}", new { customers, emails }));
        person.Add("access", await session.QueryAsync<long>($"SELECT id FROM crm_access WHERE {session.Dialect.IsIn("customer_id", "@customers")}", new { customers }));
    }

    public async Task<IReadOnlyList<(string What, long Count)>> EraseAsync(UnitOfWork unit, Person person)
    {
        var customers = person.Keys<Guid>(Person.Customer);
        if (customers.Length == 0)
        {
            return await ImportTraces.EraseAsync(unit, person);
        }

        var compared = (await LinkStore.FindAsync(unit, customers)).Values.ToList();
        foreach (var side in compared)
        {
            await LinkStore.ForgetAsync(unit, side);
        }

        var learned = await LinkStore.UnlearnAsync(unit, compared.SelectMany(side => side.Texts.Values()).ToHashSet(StringComparer.Ordinal));
        await QualityStore.SaveAsync(unit, customers, new Dictionary<Guid, (IReadOnlyList<CleaningHint>, Dictionary<string, double>)>());
        return [("crm_link_record", compared.Count), ("crm_link_model", learned), .. await ImportTraces.EraseAsync(unit, person)];
    }

    private sealed record Identifier
    {
        public required Guid Customer { get; init; }

        public required string Kind { get; init; }

        public required string Value { get; init; }

        public long? ImportId { get; init; }
    }

    private sealed record Fact
    {
        public required string Field { get; init; }

        public string? Value { get; init; }

        public long? ImportId { get; init; }
    }

    private sealed record Lead
    {
        public required long Number { get; init; }

        public string? Name { get; init; }

        public string? Email { get; init; }

        public string? Phone { get; init; }
    }
}
