using Microsoft.AspNetCore.Http.HttpResults;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.Web.Pages.Staff.Desk;
using ServiceBot.Web.Pages.Staff.Requests;

namespace ServiceBot.Web.Pages.Staff.Texts;

/// <summary>Canned replies as the composer offers them: filled in for the conversation or request that is open.</summary>
internal static class TextDeskEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var talk = routes.MapGroup("/desk/{key:long}/texts").ExcludeFromDescription().Needs(Permission.ConversationsRead, Permission.ConversationsWrite);
        talk.MapGet("", (long key, HttpContext http, RunMacro macro, CancellationToken cancellationToken) => PicksAsync(http, macro, key, default, cancellationToken));
        talk.MapGet("/{id:guid}", (long key, Guid id, HttpContext http, RunMacro macro, CancellationToken cancellationToken) => PlanAsync(http, macro, id, key, default, cancellationToken));
        talk.MapPost("/{id:guid}", (long key, Guid id, HttpContext http, RunMacro macro, CancellationToken cancellationToken) => RunAsync(http, macro, id, key, default, cancellationToken))
            .AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        var request = routes.MapGroup("/desk/requests/{number}/texts").ExcludeFromDescription().Needs(Permission.RequestsRead, Permission.RequestsWrite);
        request.MapGet("", (string number, HttpContext http, RunMacro macro, CancellationToken cancellationToken) => OfRequest(number, of => PicksAsync(http, macro, null, of, cancellationToken)));
        request.MapGet("/{id:guid}", (string number, Guid id, HttpContext http, RunMacro macro, CancellationToken cancellationToken) =>
            OfRequest(number, of => PlanAsync(http, macro, id, null, of, cancellationToken)));
        request.MapPost("/{id:guid}", (string number, Guid id, HttpContext http, RunMacro macro, CancellationToken cancellationToken) =>
            OfRequest(number, of => RunAsync(http, macro, id, null, of, cancellationToken))).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
    }

    private static async Task<IResult> OfRequest(string text, Func<RequestNumber, Task<IResult>> act) => RequestNumber.TryParse(text, out var number) ? await act(number) : TypedResults.NotFound();

    private static async Task<IResult> PicksAsync(HttpContext http, RunMacro macro, long? conversation, RequestNumber number, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return await macro.PlanAllAsync(SessionHandler.MemberOf(http)!, conversation, number, cancellationToken) is { } all
            ? TypedResults.Ok<IReadOnlyList<Pick>>([.. all.Select(one => Pick.Of(one.Reply, one.Plan))])
            : TypedResults.NotFound();
    }

    private static async Task<IResult> PlanAsync(HttpContext http, RunMacro macro, Guid id, long? conversation, RequestNumber number, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return await macro.PlanAsync(SessionHandler.MemberOf(http)!, id, conversation, number, cancellationToken) is var (reply, plan)
            ? new RazorComponentResult<MacroPreview>(new Dictionary<string, object?> { ["Reply"] = reply, ["Plan"] = plan, ["Action"] = http.Request.Path + http.Request.QueryString })
            : TypedResults.NotFound();
    }

    /// <summary>Does it, and ends on the page; what can't be done is said there.</summary>
    private static async Task<IResult> RunAsync(HttpContext http, RunMacro macro, Guid id, long? conversation, RequestNumber number, CancellationToken cancellationToken)
    {
        StaffMember by = SessionHandler.MemberOf(http)!;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (!long.TryParse(form["epoch"], out var seen) || !Guid.TryParse(form["once"], out var once))
        {
            return DeskEndpoints.Unfit();
        }

        var outcome = await macro.RunAsync(by, id, conversation, number, seen, $"{by.Id}:{once}", cancellationToken);
        var why = outcome is MacroOutcome.Barred ? "barred" : outcome is MacroOutcome.Changed ? "changed" : null;
        return (outcome, why, conversation) switch
        {
            (MacroOutcome.NotFound, _, _) => TypedResults.NotFound(),
            (_, null, { } key) => TypedResults.LocalRedirect(DeskLinks.To(DeskLinks.ViewOf(http.Request), key)),
            (_, null, _) => TypedResults.LocalRedirect(RequestLinks.To(number)),
            (_, _, { } key) => new RazorComponentResult<DeskPage>(new Dictionary<string, object?> { ["Key"] = key, ["Refused"] = why }) { StatusCode = StatusCodes.Status409Conflict },
            _ => new RazorComponentResult<RequestPage>(new Dictionary<string, object?> { ["Number"] = $"{number}", ["Refused"] = why }) { StatusCode = StatusCodes.Status409Conflict },
        };
    }
}

/// <summary>A canned reply to pick.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Shortcut">What is typed behind the slash.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Text">The words to insert; null: it says nothing to the customer.</param>
/// <param name="Other">The language of the words when they are not in the customer's; null: they are.</param>
/// <param name="Missing">Placeholders that have no value here.</param>
/// <param name="IsMacro">Whether it does more, and is looked at before it is done.</param>
internal sealed record Pick(Guid Id, string Shortcut, string Title, string? Text, string? Other, IReadOnlyList<string> Missing, bool IsMacro)
{
    public static Pick Of(CannedReply reply, MacroPlan plan)
    {
        var said = plan.Steps.FirstOrDefault(step => step.Kind == MacroStepKind.Reply);
        return new(reply.Id, reply.Shortcut, reply.Title, said?.Words, plan.IsOtherLanguage ? said?.Language : null, said?.Missing ?? [], reply.IsMacro);
    }
}
