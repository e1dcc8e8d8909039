using System.Text.Json;
using System.Text.Json.Nodes;
using Place = ServiceBot.Web.Mcp.ParameterPlace;

namespace ServiceBot.Web.Mcp;

/// <summary>What assistants outside are offered: reading, and a few changes that a person can see and undo. Nothing is said to customers, and nothing is deleted.</summary>
internal static class McpTools
{
    private static readonly McpParameter Customer = new("customer", Place.Route, "The customer's id, as find_customers gives it.", IsRequired: true);
    private static readonly McpParameter Number = new("number", Place.Route, "The number of the request: SR-000123.", IsRequired: true);
    private static readonly McpParameter Take = new("take", Place.Query, "At most so many, 1 to 200.", "integer");
    private static readonly McpParameter After = new("after", Place.Query, "The next of the page before, to read on.");
    private static readonly McpParameter Fields = new("fields", Place.Query, "Only these members, with commas between them, to keep the answer short.");

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new("search", "Find service requests, conversations and customers by words or numbers, in English or Chinese, also mistyped. The best first.", "Search",
        [
            new("q", Place.Query, "The words or the number.", IsRequired: true), new("kind", Place.Query, "request, conversation or customer; left out: all."), new("status", Place.Query, "open or done; left out: both."), Take,
        ]),
        new("find_customers", "List customers by what they have in common, or find one by an e-mail address, phone number, customer number or key.", "ListCustomers",
        [
            new("with", Place.Query, "An e-mail address, phone number, customer number or key; the filters do not count then."), new("name", Place.Query, "The beginning of the name."),
            new("tag", Place.Query, "Tags; all of them.", "array"), new("stage", Place.Query, "prospect, new, growing, returning, loyal or churned."), new("company", Place.Query, "The company."), new("city", Place.Query, "The city."),
            new("country", Place.Query, "The country's code."), new("order", Place.Query, "newest or name."), Take, After, Fields,
        ]),
        new("read_customer", "A customer with all that is known and where it comes from. Every id of the same person leads to it.", "ReadCustomer", [Customer, Fields]),
        new("read_customer_relations", "Whom a customer works for, lives with and is related to.", "ListRelations", [Customer]),
        new("list_requests", "Service requests by status, team, category, priority, agent or tag, page by page.", "ListRequests",
        [
            new("status", Place.Query, "new, open, waiting, resolved, closed or cancelled."), new("team", Place.Query, "The team."), new("category", Place.Query, "What it is about."), new("priority", Place.Query, "low, normal, high or urgent."),
            new("agent", Place.Query, "A colleague's id, or none."), new("tag", Place.Query, "A tag."), new("at_risk", Place.Query, "true: only those that are predicted to miss a deadline.", ApiName: "atRisk"),
            new("order", Place.Query, "newest or oldest first."), Take, After, Fields,
        ]),
        new("read_request", "A service request with its history and the names of its files.", "ReadRequest", [Number]),
        new("open_request", "Open a service request for a customer; it goes to the team that the rules say.", "CreateRequest",
        [
            new("subject", Place.Body, "What it is about, in one line.", IsRequired: true), new("details", Place.Body, "All that whoever works on it must know.", IsRequired: true),
            new("customer", Place.Body, "The customer's id."), new("category", Place.Body, "The category."), new("priority", Place.Body, "low, normal, high or urgent."),
            new("language", Place.Body, "en or zh."), new("idempotency_key", Place.Header, "A word of your own: with the same word again nothing more is opened.", ApiName: "Idempotency-Key"),
        ], IsWrite: true),
        new("add_note", "Add a note to a service request, for colleagues only; the customer never sees it.", "CommentOnRequest",
            [Number, new("text", Place.Body, "The note.", IsRequired: true)], IsWrite: true, told => new JsonObject { ["text"] = told["text"].ToString(), ["public"] = false }),
        new("tag_customer", "Put a tag on a customer, or take it off.", "ChangeCustomer",
            [Customer, new("tag", Place.Body, "The tag, in small letters.", IsRequired: true), new("on", Place.Body, "false: take it off.", "boolean")], IsWrite: true,
            told => new JsonObject { ["fields"] = new JsonObject { [$"tag:{told["tag"]}"] = told.TryGetValue("on", out var on) && on.ValueKind == JsonValueKind.False ? null : "yes" } }),
    ];
}
