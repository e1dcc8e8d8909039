using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Staff;

namespace ServiceBot.IntegrationTests.Accounts;

/// <summary>Who may call what, for every route that the product maps. A new route needs a row here, or the first test fails.</summary>
[TestClass]
public sealed partial class RouteTests
{
    /// <summary>Open to everybody.</summary>
    private const string Public = "public";

    /// <summary>Neither session nor key lets anybody in: the protocol has a proof of its own, such as a conversation's token, and other tests are about it.</summary>
    private const string OwnProof = "a proof of its own";

    /// <summary>Everybody who is signed in.</summary>
    private const string SignedIn = "signed in";

    /// <summary>The same, and every key: what is done there has a permission of its own.</summary>
    private const string AnyCaller = "signed in, or a key";

    /// <summary>Method, route, and the permission that it needs.</summary>
    private static readonly (string Method, string Route, object Needs)[] Table =
    [
        ("GET", "/", Public), ("POST", "/", Public), ("GET", "/chat", Public), ("POST", "/chat", Public), ("POST", "/chat/token", OwnProof),
        ("GET", "/articles", Public), ("POST", "/articles", Public), ("GET", "/articles/{Language}/{Id}", Public), ("POST", "/articles/{Language}/{Id}", Public),
        ("GET", "/healthz", Public), ("GET", "/readyz", Public), ("GET", "/metrics", Public), ("GET", "/openapi/{documentName}.json", Public),
        ("GET", "/_framework/opaque-redirect", Public), ("GET", "/uploads/{id}/{name}", Public), ("POST", "/api/messages", Public),
        ("POST", "/v3/directline/tokens/generate", OwnProof), ("POST", "/v3/directline/tokens/refresh", OwnProof), ("GET", "/v3/directline/session/getsessionid", Public),
        ("POST", "/v3/directline/conversations", OwnProof), ("GET", "/v3/directline/conversations/{id}", OwnProof),
        ("GET", "/v3/directline/conversations/{id}/activities", OwnProof), ("POST", "/v3/directline/conversations/{id}/activities", OwnProof),
        ("GET", "/v3/directline/conversations/{id}/stream", OwnProof), ("POST", "/v3/directline/conversations/{id}/upload", OwnProof),
        ("GET", "/sign-in", Public), ("POST", "/sign-in", Public), ("GET", "/sign-in/with/{provider}", Public), ("POST", "/sign-in/passkey", Public), ("GET", "/set-up", Public), ("POST", "/set-up", Public),
        ("GET", "/invitation", Public), ("POST", "/invitation", Public), ("GET", "/password", Public), ("POST", "/password", Public),
        ("GET", "/request/new", Public), ("POST", "/request/new", Public), ("GET", "/rate/{Token}", Public), ("POST", "/rate/{Token}", Public), ("GET", "/desk/alerts", Permission.ReportsRead),
        ("GET", "/account", SignedIn), ("POST", "/account", SignedIn), ("POST", "/sign-out", SignedIn),
        ("GET", "/desk", Permission.ConversationsRead), ("POST", "/desk", Permission.ConversationsWrite),
        ("GET", "/desk/{Key:long}", Permission.ConversationsRead), ("POST", "/desk/{Key:long}", Permission.ConversationsWrite),
        ("GET", "/desk/list", Permission.ConversationsRead), ("GET", "/desk/work", Permission.ConversationsRead), ("POST", "/desk/work", Permission.ConversationsWrite), ("GET", "/desk/{key:long}/talk", Permission.ConversationsRead),
        ("GET", "/desk/{key:long}/story", Permission.ConversationsRead), ("POST", "/desk/{key:long}/act", Permission.ConversationsWrite),
        ("POST", "/desk/{key:long}/say", Permission.ConversationsWrite), ("POST", "/desk/{key:long}/requests", Permission.RequestsWrite), ("POST", "/desk/{key:long}/link", Permission.RequestsWrite),
        ("GET", "/desk/requests", Permission.RequestsRead), ("POST", "/desk/requests", Permission.RequestsWrite),
        ("POST", "/desk/requests/many", Permission.RequestsWrite), ("POST", "/api/v1/requests/many", Permission.RequestsWrite),
        ("GET", "/desk/search", Permission.RequestsRead), ("POST", "/desk/search", Permission.RequestsWrite), ("GET", "/api/v1/search", Permission.RequestsRead),
        ("GET", "/desk/requests/new", Permission.RequestsRead), ("POST", "/desk/requests/new", Permission.RequestsWrite), ("GET", "/api/v1/request-types", Permission.RequestsRead),
        ("GET", "/desk/requests/{Number}", Permission.RequestsRead), ("POST", "/desk/requests/{Number}", Permission.RequestsWrite),
        .. new[] { "list", "{number}/sheet", "{number}/side" }.Select(part => ("GET", $"/desk/requests/{part}", (object)Permission.RequestsRead)),
        .. new[] { "say", "assign", "edit", "mark", "conversations", "links", "split" }.Select(act => ("POST", $"/desk/requests/{{number}}/{act}", (object)Permission.RequestsWrite)),
        ("GET", "/desk/customers", Permission.CustomersRead), ("POST", "/desk/customers", Permission.CustomersWrite), ("GET", "/desk/customers/{Id:guid}", Permission.CustomersRead), ("POST", "/desk/customers/{Id:guid}", Permission.CustomersWrite),
        ("GET", "/api/v1/customers/", Permission.CustomersRead), ("POST", "/api/v1/customers/", Permission.CustomersWrite), ("GET", "/api/v1/customers/{customer:guid}", Permission.CustomersRead),
        ("PATCH", "/api/v1/customers/{customer:guid}", Permission.CustomersWrite), ("DELETE", "/api/v1/customers/{customer:guid}/facts/{fact:long}", Permission.CustomersWrite),
        ("DELETE", "/api/v1/customers/{customer:guid}/identifiers/{identifier:long}", Permission.CustomersWrite), ("DELETE", "/api/v1/customers/edges/{edge:long}", Permission.CustomersWrite),
        ("GET", "/desk/customers/duplicates", Permission.CustomersRead), ("POST", "/desk/customers/duplicates", Permission.CustomersWrite), ("GET", "/api/v1/customers/duplicates", Permission.CustomersRead),
        ("POST", "/api/v1/customers/similar", Permission.CustomersWrite), ("PUT", "/api/v1/customers/by/{kind}/{value}", Permission.CustomersWrite), ("POST", "/api/v1/customers/bulk", Permission.CustomersWrite),
        ("GET", "/desk/customers/quality", Permission.CustomersRead), ("POST", "/desk/customers/quality", Permission.CustomersWrite),
        ("GET", "/api/v1/customers/quality", Permission.CustomersRead), ("GET", "/api/v1/customers/hints", Permission.CustomersRead), ("POST", "/api/v1/customers/{customer:guid}/hints", Permission.CustomersWrite),
        .. new[] { "identifiers", "merge", "apart" }.Select(act => ("POST", $"/api/v1/customers/{{customer:guid}}/{act}", (object)Permission.CustomersWrite)),
        ("GET", "/desk/customers/fields", Permission.CustomersRead), ("POST", "/desk/customers/fields", Permission.FieldsWrite), ("GET", "/api/v1/customer-fields/", Permission.CustomersRead),
        ("POST", "/api/v1/customer-fields/", Permission.FieldsWrite), ("PUT", "/api/v1/customer-fields/{field}", Permission.FieldsWrite),
        ("GET", "/api/v1/customers/{customer:guid}/relations", Permission.CustomersRead), ("POST", "/api/v1/customers/{customer:guid}/relations", Permission.CustomersWrite),
        ("DELETE", "/api/v1/customers/{customer:guid}/relations/{relation:long}", Permission.CustomersWrite),
        ("GET", "/api/v1/customers/export", Permission.CustomersExport), ("GET", "/api/v1/changes", Permission.ChangesRead), ("POST", "/api/mcp/", AnyCaller),
        ("GET", "/api/v1/customers/{customer:guid}/consents", Permission.CustomersRead), ("POST", "/api/v1/customers/{customer:guid}/consents", Permission.CustomersWrite), ("GET", "/api/v1/customers/{customer:guid}/may-contact", Permission.CustomersRead),
        ("GET", "/api/v1/consent-texts/", Permission.PrivacyRead), ("POST", "/api/v1/consent-texts/", Permission.PrivacyWrite),
        ("GET", "/admin/privacy", Permission.PrivacyRead), ("POST", "/admin/privacy", Permission.PrivacyWrite), ("GET", "/admin/privacy/erasures/{Id:long}", Permission.PrivacyRead), ("POST", "/admin/privacy/erasures/{Id:long}", Permission.PrivacyRead),
        .. new[] { "archive", "erase" }.Select(act => ("POST", $"/api/v1/customers/{{customer:guid}}/{act}", (object)Permission.PrivacyWrite)), ("GET", "/api/v1/customers/{customer:guid}/protections", Permission.PrivacyRead),
        ("PUT", "/api/v1/customers/{customer:guid}/protections/{kind}", Permission.PrivacyWrite), ("DELETE", "/api/v1/customers/{customer:guid}/protections/{kind}", Permission.PrivacyWrite),
        .. new[] { "archives", "archives/{archive:long}", "archives/{archive:long}/file", "erasures", "erasures/{erasure:long}", "retention" }.Select(part => ("GET", $"/api/v1/privacy/{part}", (object)Permission.PrivacyRead)),
        ("GET", "/admin/audit", Permission.AuditRead), ("POST", "/admin/audit", Permission.AuditRead), ("GET", "/api/v1/audit/", Permission.AuditRead), ("GET", "/api/v1/audit/check", Permission.AuditRead),
        ("GET", "/desk/import", Permission.ImportsRead), ("POST", "/desk/import", Permission.ImportsWrite), ("POST", "/desk/import/file", Permission.ImportsWrite),
        ("GET", "/desk/import/{Id:long}", Permission.ImportsRead), ("POST", "/desk/import/{Id:long}", Permission.ImportsWrite), ("GET", "/desk/import/{id:long}/progress", Permission.ImportsRead),
        ("GET", "/api/v1/imports/", Permission.ImportsRead), ("POST", "/api/v1/imports/", Permission.ImportsWrite), ("GET", "/api/v1/imports/{import:long}", Permission.ImportsRead),
        ("GET", "/api/v1/imports/{import:long}/rejected.csv", Permission.ImportsRead),
        .. new[] { "check", "run", "cancel", "revert", "restore" }.Select(act => ("POST", $"/api/v1/imports/{{import:long}}/{act}", (object)Permission.ImportsWrite)),
        ("GET", "/api/v1/import-profiles/", Permission.ImportsRead), ("PUT", "/api/v1/import-profiles/{name}", Permission.ImportsWrite), ("DELETE", "/api/v1/import-profiles/{name}", Permission.ImportsWrite),
        ("GET", "/desk/contracts", Permission.ContractsRead), ("POST", "/desk/contracts", Permission.ContractsWrite),
        ("GET", "/desk/contracts/{Id}", Permission.ContractsRead), ("POST", "/desk/contracts/{Id}", Permission.ContractsWrite),
        ("GET", "/desk/contracts/renewals", Permission.ContractsRead), ("POST", "/desk/contracts/renewals", Permission.ContractsWrite), ("GET", "/api/v1/contracts/renewals", Permission.ContractsRead),
        ("GET", "/api/v1/contracts/", Permission.ContractsRead), ("POST", "/api/v1/contracts/", Permission.ContractsWrite),
        ("GET", "/api/v1/contracts/{contract}", Permission.ContractsRead), ("PUT", "/api/v1/contracts/{contract}", Permission.ContractsWrite),
        .. new[] { "end", "uses", "uses/{use:long}/reverse" }.Select(act => ("POST", $"/api/v1/contracts/{{contract}}/{act}", (object)Permission.ContractsWrite)),
        .. new[] { "/desk/products", "/desk/products/{Code}", "/desk/price-books/{Id:guid}", "/desk/opportunities", "/desk/opportunities/list", "/desk/opportunities/new", "/desk/opportunities/{Id}", "/desk/leads", "/desk/leads/{Id}", "/desk/quotes", "/desk/quotes/new", "/desk/quotes/{Id}", "/desk/orders", "/desk/orders/{Id}", "/desk/pipelines", "/desk/pipelines/{Id:guid}", "/desk/forecast", "/desk/forecast/history" }
            .SelectMany(page => new[] { ("GET", page, (object)Permission.SalesRead), ("POST", page, Permission.SalesWrite) }),
        ("POST", "/desk/opportunities/move", Permission.SalesWrite),
        ("PUT", "/api/v1/orders/by/{system}/{external}", Permission.SalesWrite), .. new[] { "confirm", "fulfil", "ship", "deliver", "return", "cancel", "pay", "refund" }.Select(step => ("POST", $"/api/v1/orders/{{order}}/{step}", (object)Permission.SalesWrite)),
        ("GET", "/forms/{name}", Public), ("POST", "/forms/{name}", Public), .. new[] { "/desk/forms", "/desk/forms/{Name}" }.SelectMany(page => new[] { ("GET", page, (object)Permission.FormsRead), ("POST", page, Permission.FormsWrite) }),
        ("GET", "/api/v1/web-forms/", Permission.FormsRead), ("POST", "/api/v1/web-forms/", Permission.FormsWrite), ("GET", "/api/v1/web-forms/{form}", Permission.FormsRead), ("PUT", "/api/v1/web-forms/{form}", Permission.FormsWrite),
        ("GET", "/api/v1/web-forms/{form}/entries", Permission.FormsRead),
        ("GET", "/quote/{Token}", Public), ("POST", "/quote/{Token}", Public), ("GET", "/quote/{token}/quote.pdf", Public), ("GET", "/api/v1/quotes/{quote}/quote.pdf", Permission.SalesRead),
        .. new[] { "submit", "send", "revise", "withdraw" }.Select(step => ("POST", $"/api/v1/quotes/{{quote}}/{step}", (object)Permission.SalesWrite)), .. new[] { "approve", "refuse" }.Select(step => ("POST", $"/api/v1/quotes/{{quote}}/{step}", (object)Permission.SalesApprove)),
        .. new[] { "products/", "price-books/", "pipelines/", "opportunities/", "leads/", "quotes/", "orders/" }.SelectMany(list => new[] { ("GET", $"/api/v1/{list}", (object)Permission.SalesRead), ("POST", $"/api/v1/{list}", Permission.SalesWrite) }),
        .. new[] { "products/{product}", "price-books/{book:guid}", "pipelines/{pipeline:guid}", "opportunities/{opportunity}", "leads/{lead}", "quotes/{quote}", "orders/{order}", "exchange-rates/" }.SelectMany(one => new[] { ("GET", $"/api/v1/{one}", (object)Permission.SalesRead), ("PUT", $"/api/v1/{one}", Permission.SalesWrite) }),
        ("GET", "/api/v1/price-books/{book:guid}/price", Permission.SalesRead), ("POST", "/api/v1/opportunities/{opportunity}/move", Permission.SalesWrite),
        ("GET", "/api/v1/leads/calibration", Permission.SalesRead), .. new[] { "move", "events", "convert", "revert" }.Select(act => ("POST", $"/api/v1/leads/{{lead}}/{act}", (object)Permission.SalesWrite)),
        ("GET", "/api/v1/sales/forecast", Permission.SalesRead), ("POST", "/api/v1/sales/what-if", Permission.SalesRead), ("GET", "/api/v1/sales/funnel", Permission.SalesRead), ("GET", "/api/v1/sales/back-test", Permission.SalesRead),
        ("GET", "/desk/rotas", Permission.RotasRead), ("POST", "/desk/rotas", Permission.RotasWrite), ("GET", "/desk/rotas/{Name}", Permission.RotasRead), ("POST", "/desk/rotas/{Name}", Permission.RotasWrite),
        ("GET", "/api/v1/on-call", Permission.RotasRead), ("GET", "/api/v1/rotas/{rota}", Permission.RotasRead), ("PUT", "/api/v1/rotas/{rota}", Permission.RotasWrite), ("DELETE", "/api/v1/rotas/{rota}", Permission.RotasWrite),
        ("POST", "/api/v1/rotas/{rota}/swaps", Permission.RotasWrite), ("DELETE", "/api/v1/rotas/{rota}/swaps/{swap:long}", Permission.RotasWrite),
        .. new[] { "look", "draft" }.SelectMany(act => new[] { ("POST", $"/desk/{{key:long}}/{act}", (object)Permission.ConversationsWrite), ("POST", $"/desk/requests/{{number}}/{act}", Permission.RequestsWrite) }),
        ("GET", "/desk/pulse/", Permission.ConversationsRead), ("POST", "/desk/pulse/", Permission.ConversationsRead),
        ("GET", "/desk/texts", Permission.ConversationsRead), ("POST", "/desk/texts", Permission.RequestsWrite), ("GET", "/desk/texts/new", Permission.ConversationsRead),
        ("POST", "/desk/texts/new", Permission.RequestsWrite), ("GET", "/desk/texts/{Id:guid}", Permission.ConversationsRead), ("POST", "/desk/texts/{Id:guid}", Permission.RequestsWrite),
        ("GET", "/desk/{key:long}/texts/", Permission.ConversationsRead), ("GET", "/desk/{key:long}/texts/{id:guid}", Permission.ConversationsRead),
        ("POST", "/desk/{key:long}/texts/{id:guid}", Permission.ConversationsWrite), ("GET", "/desk/requests/{number}/texts/", Permission.RequestsRead),
        ("GET", "/desk/requests/{number}/texts/{id:guid}", Permission.RequestsRead), ("POST", "/desk/requests/{number}/texts/{id:guid}", Permission.RequestsWrite),
        ("GET", "/api/v1/canned-replies/", Permission.ConversationsRead), ("POST", "/api/v1/canned-replies/", Permission.RequestsWrite),
        ("PUT", "/api/v1/canned-replies/{id:guid}", Permission.RequestsWrite), ("DELETE", "/api/v1/canned-replies/{id:guid}", Permission.RequestsWrite),
        ("GET", "/api/v1/canned-replies/{id:guid}/plan", Permission.ConversationsRead),
        ("POST", "/desk/views", Permission.RequestsWrite), ("POST", "/desk/{key:long}/tags", Permission.ConversationsWrite), ("POST", "/desk/{key:long}/snooze", Permission.ConversationsWrite), ("POST", "/desk/requests/{number}/snooze", Permission.RequestsWrite), ("GET", "/api/v1/views/", Permission.RequestsRead), ("POST", "/api/v1/views/", Permission.RequestsWrite),
        ("PUT", "/api/v1/views/{id:guid}", Permission.RequestsWrite), ("DELETE", "/api/v1/views/{id:guid}", Permission.RequestsWrite),
        ("GET", "/admin", Permission.PeopleRead), ("POST", "/admin", Permission.PeopleWrite),
        ("GET", "/admin/people/{Id:guid}", Permission.PeopleRead), ("POST", "/admin/people/{Id:guid}", Permission.PeopleWrite),
        ("GET", "/admin/keys", Permission.KeysRead), ("POST", "/admin/keys", Permission.KeysWrite),
        ("GET", "/api/v1/requests/", Permission.RequestsRead), ("POST", "/api/v1/requests/", Permission.RequestsWrite),
        ("GET", "/api/v1/requests/{number}", Permission.RequestsRead), ("GET", "/api/v1/requests/{number}/linked-customers", Permission.RequestsRead),
        .. new[] { "comments", "status", "assign", "files", "edit", "tags", "snooze", "followers", "checks", "conversations", "links", "merge", "unmerge", "split", "unsplit" }.Select(act => ("POST", $"/api/v1/requests/{{number}}/{act}", (object)Permission.RequestsWrite)),
        ("GET", "/api/v1/queue/", Permission.ArchiveRead), ("GET", "/api/v1/queue/{id:long}/transcript", Permission.ArchiveRead),
        ("GET", "/api/v1/requests/{number}/sla", Permission.RequestsRead),
        ("GET", "/api/v1/conversations/", Permission.ArchiveRead), ("POST", "/api/v1/conversations/", Permission.BotSpeak),
        ("POST", "/api/v1/conversations/{key:long}/messages", Permission.BotSpeak), ("POST", "/api/v1/conversations/{key:long}/activities", Permission.BotSpeak),
        ("GET", "/api/v1/conversations/{key:long}/transcript", Permission.ArchiveRead),
        .. new[] { "take", "barge-in", "decline", "hand-back", "transfer", "end", "replies", "files", "typing", "notes", "whispers", "tags", "snooze" }
            .Select(act => ("POST", $"/api/v1/conversations/{{key:long}}/{act}", (object)Permission.ConversationsWrite)),
        ("GET", "/api/v1/inbox/", Permission.ConversationsRead), ("GET", "/api/v1/inbox/{view}", Permission.ConversationsRead),
        ("GET", "/api/v1/inbox/conversations/{key:long}", Permission.ConversationsRead), ("GET", "/api/v1/inbox/conversations/{key:long}/messages", Permission.ConversationsRead),
        ("GET", "/api/v1/events", Permission.ConversationsRead),
        ("GET", "/api/v1/work/", Permission.ConversationsRead), ("PUT", "/api/v1/work/availability", Permission.ConversationsWrite),
        ("GET", "/api/v1/work/people", Permission.ConversationsRead), ("POST", "/api/v1/requests/{number}/decline", Permission.ConversationsWrite),
        ("GET", "/api/v1/gaps", Permission.GapsRead),
        ("GET", "/api/v1/churn/", Permission.ReportsRead), ("GET", "/api/v1/churn/scores", Permission.ReportsRead), ("POST", "/api/v1/churn/trainings", Permission.ModelsWrite),
        ("POST", "/api/v1/churn/models/{model:long}/use", Permission.ModelsWrite), ("GET", "/api/v1/customers/{customer:guid}/churn", Permission.CustomersRead),
        ("GET", "/api/v1/forecasts/", Permission.ReportsRead), ("GET", "/api/v1/forecasts/{series}/forecast.csv", Permission.ReportsRead), ("GET", "/reports/forecast", Permission.ReportsRead), ("POST", "/reports/forecast", Permission.ReportsRead),
        ("GET", "/api/v1/customers/{customer:guid}/suggestions", Permission.CustomersRead), ("GET", "/api/v1/value/", Permission.ReportsRead), ("GET", "/api/v1/value/customers", Permission.ReportsRead), ("GET", "/api/v1/value/customers.csv", Permission.ReportsRead),
        ("GET", "/api/v1/customers/{customer:guid}/value", Permission.CustomersRead), ("GET", "/reports/value", Permission.ReportsRead), ("POST", "/reports/value", Permission.ReportsRead),
        ("GET", "/api/v1/clusters", Permission.ReportsRead), ("GET", "/api/v1/segments/", Permission.ReportsRead), ("GET", "/api/v1/segments/fields", Permission.ReportsRead), ("POST", "/api/v1/segments/preview", Permission.ReportsRead),
        ("POST", "/api/v1/segments/", Permission.SegmentsWrite), ("GET", "/api/v1/segments/{segment:long}", Permission.ReportsRead), ("PUT", "/api/v1/segments/{segment:long}", Permission.SegmentsWrite),
        ("DELETE", "/api/v1/segments/{segment:long}", Permission.SegmentsWrite), ("GET", "/api/v1/segments/{segment:long}/members", Permission.ReportsRead),
        ("GET", "/api/v1/segments/{segment:long}/customers/{customer:guid}", Permission.ReportsRead), ("GET", "/api/v1/customers/{customer:guid}/segments", Permission.CustomersRead),
        ("GET", "/api/v1/jobs/", Permission.ReportsRead), ("GET", "/api/v1/jobs/{name}/runs", Permission.ReportsRead), ("POST", "/api/v1/jobs/{name}/runs", Permission.ModelsWrite),
        ("GET", "/api/v1/churn/models/{model:long}", Permission.ReportsRead), ("POST", "/api/v1/churn/roll-back", Permission.ModelsWrite), ("GET", "/reports/churn/models/{Id:long}", Permission.ReportsRead), ("POST", "/reports/churn/models/{Id:long}", Permission.ModelsWrite),
        ("GET", "/api/v1/review/", Permission.ReportsRead), ("POST", "/api/v1/review/examples", Permission.ModelsWrite), ("POST", "/api/v1/review/dismissals", Permission.ModelsWrite),
        ("GET", "/api/v1/review/examples", Permission.ReportsRead), ("DELETE", "/api/v1/review/examples/{example:long}", Permission.ModelsWrite),
        ("GET", "/reports/understanding", Permission.ReportsRead), ("POST", "/reports/understanding", Permission.ModelsWrite),
        ("GET", "/reports/jobs", Permission.ReportsRead), ("POST", "/reports/jobs", Permission.ModelsWrite),
        ("GET", "/reports/segments", Permission.ReportsRead), ("POST", "/reports/segments", Permission.ReportsRead),
        ("GET", "/reports/segments/new", Permission.ReportsRead), ("POST", "/reports/segments/new", Permission.SegmentsWrite),
        ("GET", "/reports/segments/{Id:long}", Permission.ReportsRead), ("POST", "/reports/segments/{Id:long}", Permission.SegmentsWrite),
        .. new[] { "templates", "campaigns" }.SelectMany(list => new[] { ("GET", $"/api/v1/{list}/", (object)Permission.OutreachRead), ("POST", $"/api/v1/{list}/", Permission.OutreachWrite) }),
        ("GET", "/api/v1/templates/{template:guid}", Permission.OutreachRead), ("PUT", "/api/v1/templates/{template:guid}", Permission.OutreachWrite), ("DELETE", "/api/v1/templates/{template:guid}", Permission.OutreachWrite),
        ("GET", "/api/v1/templates/{template:guid}/preview", Permission.OutreachRead), ("GET", "/api/v1/campaigns/{campaign:guid}", Permission.OutreachRead), ("PUT", "/api/v1/campaigns/{campaign:guid}", Permission.OutreachWrite),
        .. new[] { "report", "participants", "participants.csv", "rehearsal" }.Select(part => ("GET", $"/api/v1/campaigns/{{campaign:guid}}/{part}", (object)Permission.OutreachRead)),
        .. new[] { "start", "pause", "end" }.Select(move => ("POST", $"/api/v1/campaigns/{{campaign:guid}}/{move}", (object)Permission.OutreachWrite)),
        .. new[] { "/reports/campaigns", "/reports/templates" }.SelectMany(page => new[] { ("GET", page, (object)Permission.OutreachRead), ("POST", page, Permission.OutreachRead) }),
        .. new[] { "/reports/campaigns/{Id:guid}", "/reports/templates/{Id:guid}" }.SelectMany(page => new[] { ("GET", page, (object)Permission.OutreachRead), ("POST", page, Permission.OutreachWrite) }),
        .. new[] { "/reports/campaigns/new", "/reports/campaigns/{Id:guid}/plan", "/reports/templates/new" }.SelectMany(page => new[] { ("GET", page, (object)Permission.OutreachWrite), ("POST", page, Permission.OutreachWrite) }),
        ("GET", "/stop/{Token}", Public), ("POST", "/stop/{Token}", Public), ("POST", "/stop/{token}", Public),
        ("GET", "/reports/churn", Permission.ReportsRead), ("POST", "/reports/churn", Permission.ModelsWrite),
        ("GET", "/api/v1/features", Permission.CustomersRead), ("GET", "/api/v1/customers/{customer:guid}/features", Permission.CustomersRead),
        ("GET", "/api/v1/reports/", Permission.ReportsRead), ("GET", "/api/v1/reports/{metric}", Permission.ReportsRead),
        ("GET", "/api/v1/reports/{page}/report.pdf", Permission.ReportsRead), ("GET", "/api/v1/reports/{metric}/rows", Permission.ReportsRead), ("GET", "/api/v1/reports/{metric}/rows.csv", Permission.ReportsRead),
        ("GET", "/reports", Permission.ReportsRead), ("POST", "/reports", Permission.ReportsRead), ("GET", "/reports/{Section}", Permission.ReportsRead),
        ("POST", "/reports/{Section}", Permission.ReportsRead), ("GET", "/reports/rows/{Metric}", Permission.ReportsRead), ("POST", "/reports/rows/{Metric}", Permission.ReportsRead),
        ("POST", "/api/v1/mail", Permission.MailDeliver),
        ("GET", "/api/v1/webhooks/", Permission.OutboxRead), ("GET", "/api/v1/webhooks/{name}/deliveries", Permission.OutboxRead),
        ("POST", "/api/v1/webhooks/{name}/deliveries/{id}/replay", Permission.OutboxWrite),
        ("GET", "/api/v1/outbox/dead/", Permission.OutboxRead), ("POST", "/api/v1/outbox/dead/{id:long}/replay", Permission.OutboxWrite),
        ("POST", "/v3/conversations/{conversationId}/activities", Permission.BotSpeak),
        ("POST", "/v3/conversations/{conversationId}/activities/{activityId}", Permission.BotSpeak),
        ("PUT", "/v3/conversations/{conversationId}/activities/{activityId}", Permission.BotSpeak),
        ("DELETE", "/v3/conversations/{conversationId}/activities/{activityId}", Permission.BotSpeak),
        ("GET", "/v3/conversations/{conversationId}/activities/{activityId}/members", Permission.BotSpeak),
        ("GET", "/v3/conversations/{conversationId}/members", Permission.BotSpeak), ("GET", "/v3/conversations/{conversationId}/pagedmembers", Permission.BotSpeak),
        ("GET", "/v3/conversations/{conversationId}/members/{memberId}", Permission.BotSpeak),
    ];

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    /// <summary>Whether a route acts by a session's authority.</summary>
    internal static bool IsForStaff(string method, string route) => Table.Any(row => row.Method == method && row.Route == route && (row.Needs is SignedIn or AnyCaller || (row.Needs is Permission needed && AccessPolicy.Of(StaffRole.Administrator).Contains(needed))));

    [TestMethod]
    public async Task Every_route_has_a_row_and_every_row_a_route()
    {
        var product = await StaffProduct.SharedAsync();

        var mapped = Mapped(product).Select(route => $"{route.Method} {route.Route}").Distinct().Order(StringComparer.Ordinal).ToList();
        var expected = Table.Select(row => $"{row.Method} {row.Route}").Order(StringComparer.Ordinal).ToList();

        Assert.AreEqual("", string.Join('\n', mapped.Except(expected)), "have no row in the table");
        Assert.AreEqual("", string.Join('\n', expected.Except(mapped)), "are mapped no more");
    }

    [TestMethod]
    [DataRow("anonymous")]
    [DataRow("agent")]
    [DataRow("lead")]
    [DataRow("manager")]
    [DataRow("administrator")]
    [DataRow("auditor")]
    [DataRow("key")]
    [DataRow("narrow key")]
    [DataRow("wrong key")]
    public async Task A_caller_gets_in_where_the_policy_lets_them_and_nowhere_else(string caller)
    {
        var product = await StaffProduct.SharedAsync();
        var role = Enum.TryParse<StaffRole>(caller, ignoreCase: true, out var parsed) ? parsed : (StaffRole?)null;
        using var client = role is { } known ? await product.VisitAsync(known) : product.Visit();
        if (caller.EndsWith("key", StringComparison.Ordinal))
        {
            client.Http.DefaultRequestHeaders.Add("X-Staff-Id", product.Ada.Id.ToString());      // for whom the program acts
            client.Http.DefaultRequestHeaders.Add("X-Api-Key", caller switch { "key" => StaffProduct.Key, "narrow key" => StaffProduct.NarrowKey, _ => "not-a-key-of-anybody" });
        }

        var wrong = new List<string>();
        foreach (var (method, route, needs) in Table)
        {
            var may = needs switch
            {
                Public => true,
                OwnProof => false,
                SignedIn => role is not null,
                AnyCaller => role is not null || caller is "key" or "narrow key",
                Permission permission when role is { } of => AccessPolicy.Of(of).Contains(permission),
                Permission permission => caller == "key" ? IsForPrograms(route) : caller == "narrow key" && permission == Permission.GapsRead,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            var status = await StatusAsync(client, method, route);
            var isRefused = needs is OwnProof ? !status.StartsWith('2') : IsRefusal(status);
            if (isRefused == may)
            {
                wrong.Add($"{method} {route}: {status}");
            }
        }

        Assert.AreEqual("", string.Join('\n', wrong));
    }

    [TestMethod]
    public void The_policy_is_this()
    {
        var table = string.Join('\n', Enum.GetValues<Permission>().Select(permission =>
            $"{PermissionWord.Of(permission)}: {string.Join(' ', Enum.GetValues<StaffRole>().Where(role => AccessPolicy.Of(role).Contains(permission)))}"));

        Assert.AreEqual("""
            requests:read: Agent Lead Manager Administrator Auditor
            requests:write: Agent Lead Manager Administrator
            conversations:read: Agent Lead Manager Administrator Auditor
            conversations:write: Agent Lead Administrator
            archive:read: Manager Administrator Auditor
            gaps:read: Agent Lead Manager Administrator Auditor
            outbox:read: Lead Manager Administrator Auditor
            outbox:write: Lead Manager Administrator
            bot:speak:|
            mail:deliver:|
            reports:read: Lead Manager Administrator Auditor
            models:write: Manager Administrator
            segments:write: Manager Administrator
            outreach:read: Lead Manager Administrator Auditor
            outreach:write: Manager Administrator
            customers:read: Agent Lead Manager Administrator Auditor
            customers:write: Agent Lead Manager Administrator
            customers:export: Manager Administrator
            changes:read: Administrator Auditor
            fields:write: Manager Administrator
            imports:read: Manager Administrator Auditor
            imports:write: Manager Administrator
            contracts:read: Agent Lead Manager Administrator Auditor
            contracts:write: Lead Manager Administrator
            sales:read: Agent Lead Manager Administrator Auditor
            sales:write: Agent Lead Manager Administrator
            sales:approve: Lead Manager Administrator
            forms:read: Manager Administrator Auditor
            forms:write: Manager Administrator
            rotas:read: Agent Lead Manager Administrator Auditor
            rotas:write: Lead Manager Administrator
            privacy:read: Manager Administrator Auditor
            privacy:write: Manager Administrator
            audit:read: Administrator Auditor
            people:read: Manager Administrator Auditor
            people:write: Administrator
            keys:read: Administrator Auditor
            keys:write: Administrator
            """.Replace("|", " ", StringComparison.Ordinal), table);
    }

    /// <summary>Pages are for people alone.</summary>
    private static bool IsForPrograms(string route) => route.StartsWith("/api/", StringComparison.Ordinal) || route.StartsWith("/v3/", StringComparison.Ordinal);

    private static bool IsRefusal(string status) => status is "401" or "403" or "302 /sign-in";

    private async Task<string> StatusAsync(StaffClient client, string method, string route)
    {
        var path = Parameter().Replace(route, match => match.Value switch
        {
            "{number}" or "{Number}" => "SR-999999",
            "{Id:guid}" or "{id:guid}" or "{customer:guid}" or "{book:guid}" or "{pipeline:guid}" or "{template:guid}" or "{campaign:guid}" => Guid.Empty.ToString(),
            "{Language}" => "en",
            "{documentName}" => "v1",
            _ => "999999",
        });
        using var request = new HttpRequestMessage(new(method), path) { Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, BodyOf(route)) };
        using var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var to = response.Headers.Location?.ToString();
        return response.StatusCode == HttpStatusCode.Found && to?.StartsWith("/sign-in", StringComparison.Ordinal) == true ? "302 /sign-in" : $"{(int)response.StatusCode}";
    }

    /// <summary>Every route of the product with its method.</summary>
    internal static IEnumerable<(string Method, string Route)> Mapped(StaffProduct product) =>
        from endpoint in ((IEndpointRouteBuilder)product.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        from method in methods
        select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'));

    /// <summary>A route may be chosen by what the body is, before anybody asks who calls.</summary>
    private static string BodyOf(string route) => route.EndsWith("/files", StringComparison.Ordinal) ? "application/octet-stream" : "application/json";

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
