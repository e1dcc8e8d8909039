using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Api;
using ServiceBot.Crm;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Together;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff.Desk;

namespace ServiceBot.Web.Pages.Staff.Requests;

/// <summary>The parts of the requests' pages, and what their forms do: each ends on the page, so that they work without the script as well.</summary>
internal static class RequestDeskEndpoints
{
    private const int MostText = 10_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/desk/requests").ExcludeFromDescription().Needs(Permission.RequestsRead, Permission.RequestsWrite);
        desk.MapGet("/list", (HttpContext http) => Part(typeof(RequestList), http, null));
        desk.MapGet("/{number}/sheet", (HttpContext http, string number) => Part(typeof(RequestSheet), http, number));
        desk.MapGet("/{number}/side", (HttpContext http, string number) => Part(typeof(RequestSide), http, number));
        desk.MapPost("/many", ManyDeskEndpoint.HandleAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        desk.MapPost("/{number}/say", SayAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        desk.MapPost("/{number}/edit", EditAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        desk.MapPost("/{number}/mark", MarkAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        desk.MapPost("/{number}/assign", AssignAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        RequestLinkEndpoints.Map(routes, desk);
    }

    private static IResult Part(Type part, HttpContext http, string? text)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return text is null ? new RazorComponentResult(part)
            : RequestNumber.TryParse(text, out var number) ? new RazorComponentResult(part, new Dictionary<string, object?> { ["Number"] = number })
            : TypedResults.NotFound();
    }

    /// <summary>A reply or a note, with or without a file and a change of status. What is refused stands in the composer again.</summary>
    private static async Task<IResult> SayAsync(
        string number, HttpContext http, IDatabase database, AnswerRequest answer, RunMacro macro, IOptions<RoutingOptions> routing, IOptions<DirectLineOptions> limits,
        CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (text, upload) = (DeskEndpoints.Text(form, "text"), form.Files.GetFile("file") is { Length: > 0 } sent ? sent : null);
        var status = RequestListQuery.OneOf<RequestStatus>(form["status"]);
        if (!long.TryParse(form["epoch"], out var seen) || !Guid.TryParse(form["once"], out var once) || text?.Length > MostText || form["kind"].ToString() is not ("reply" or "note"))
        {
            return DeskEndpoints.Unfit();
        }

        var file = upload is null || upload.Length > limits.Value.MaxFileMib * 1024 * 1024 ? null : await DeskEndpoints.ReadAsync(upload, cancellationToken);
        return await ActAsync(number, http, database, routing, text, async (unit, request, by) => (text, upload, file, status) switch
        {
            (null, null, _, null) => "empty",
            (_, not null, null, _) => "file",
            _ => WhyNot(await SayAsync(unit, request, by)),
        }, cancellationToken);

        async Task<AnswerRequestOutcome> SayAsync(UnitOfWork unit, ServiceRequest request, Actor by)
        {
            var outcome = await answer.HandleAsync(
                unit,
                request.Number,
                new() { Text = text, IsPublic = form["kind"] == "reply", ToLinked = form["to-linked"] == "yes", DespiteParts = form["despite-parts"] == "yes", File = file, Status = status, Version = seen, DedupeKey = $"{by.Name}:{once}" },
                by);
            if (outcome is AnswerRequestOutcome.Done { IsNew: true })
            {
                var me = SessionHandler.MemberOf(http)!.Id;
                await Drafts.DeleteAsync(unit, me, DeskPlace.Of(request.Number));
                foreach (var id in DeskEndpoints.CannedOf(form))
                {
                    await macro.UsedAsync(unit, id, me, request.Conversation);
                }
            }

            return outcome;
        }
    }

    private static async Task<IResult> AssignAsync(
        string number, HttpContext http, IDatabase database, AssignRequest assign, IOptions<RoutingOptions> routing, IOptions<TeamOptions> teams, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        Guid? agent = null;
        string? team = null;
        if (form["to"].ToString().Split(':') is ["agent", var id] && Guid.TryParse(id, out var colleague))
        {
            agent = colleague;
        }
        else if (form["to"].ToString().Split(':') is ["team", var word] && teams.Value.Teams.ContainsKey(word))
        {
            team = word;
        }

        if (!long.TryParse(form["epoch"], out var seen) || (agent is null && team is null))
        {
            return DeskEndpoints.Unfit();
        }

        return await ActAsync(number, http, database, routing, null, async (unit, request, by) => await assign.HandleAsync(unit, request.Number, team, agent, by, seen) switch
        {
            AssignOutcome.NoSuchAgent => "agent",
            AssignOutcome.Over => "over",
            AssignOutcome.Conflict => "changed",
            _ => null,
        }, cancellationToken);
    }

    private static async Task<IResult> EditAsync(
        string number, HttpContext http, IDatabase database, EditRequest edit, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var wanted = new RequestEdit
        {
            Category = StaffWords.AllCategories.FirstOrDefault(category => category == form["category"]),
            Impact = RequestListQuery.OneOf<RequestLevel>(form["impact"]),
            Urgency = RequestListQuery.OneOf<RequestLevel>(form["urgency"]),
        };
        if (!long.TryParse(form["epoch"], out var seen) || wanted is { Category: null } or { Impact: null } or { Urgency: null })
        {
            return DeskEndpoints.Unfit();
        }

        return await ActAsync(number, http, database, routing, null, async (unit, request, by) => await edit.HandleAsync(unit, request.Number, wanted, by, seen) switch
        {
            EditRequestOutcome.Over => "over",
            EditRequestOutcome.Conflict => "changed",
            _ => null,
        }, cancellationToken);
    }

    /// <summary>Tag, follow, add to what is to be done, tick.</summary>
    private static async Task<IResult> MarkAsync(
        string number, HttpContext http, IDatabase database, MarkRequest mark, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        var me = SessionHandler.MemberOf(http)!.Id;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (tag, words) = (StoredText.Tag(form["tag"]), DeskEndpoints.Text(form, "text"));
        Func<UnitOfWork, ServiceRequest, Actor, Task>? wanted = form["what"].ToString() switch
        {
            "tag" or "untag" when tag is not null => (unit, request, by) => mark.TagAsync(unit, request, tag, form["what"] == "tag", by),
            "follow" or "unfollow" => (unit, request, by) => mark.FollowAsync(unit, request, me, form["what"] == "follow", by),
            "add-check" when words is { Length: <= MarkRequest.MostWords } => (unit, request, by) => mark.AddCheckAsync(unit, request, words, by),
            "check" or "uncheck" when long.TryParse(form["check"], out var id) => (unit, request, by) => mark.CheckAsync(unit, request, id, form["what"] == "check", by),
            _ => null,
        };
        return wanted is null ? DeskEndpoints.Unfit() : await ActAsync(number, http, database, routing, null, async (unit, request, by) =>
        {
            await wanted(unit, request, by);
            return null;
        }, cancellationToken);
    }

    /// <summary>Does something to a request that who is signed in may see, and ends on its page; with the reason if it was refused.</summary>
    internal static async Task<IResult> ActAsync(
        string text, HttpContext http, IDatabase database, IOptions<RoutingOptions> routing, string? draft, Func<UnitOfWork, ServiceRequest, Actor, Task<string?>> act,
        CancellationToken cancellationToken)
    {
        var by = SessionHandler.MemberOf(http)!;
        var sight = Sight.Of(by, routing.Value.DefaultTeam);
        if (!RequestNumber.TryParse(text, out var number))
        {
            return TypedResults.NotFound();
        }

        var (found, refused, isSeen) = await database.WriteAsync(
            async unit => await RequestDesk.FindAsync(unit, number, sight) is { } request
                ? (true, await act(unit, request, Actor.Staff(by.Id)), await RequestDesk.FindAsync(unit, number, sight) is not null)
                : (false, null, false),
            cancellationToken);
        return (found, refused) switch
        {
            (false, _) => TypedResults.NotFound(),
            (_, null) when (await http.Request.ReadFormAsync(cancellationToken))["at"].ToString() is { Length: > 0 } at => TypedResults.LocalRedirect(LocalPath.Of(at)),      // beside a conversation
            (_, null) => TypedResults.LocalRedirect(isSeen ? RequestLinks.To(number) : "/desk/requests"),     // it may be another team's now
            _ => new RazorComponentResult<RequestPage>(new Dictionary<string, object?> { ["Number"] = $"{number}", ["Refused"] = refused, ["Draft"] = draft })
            {
                StatusCode = StatusCodes.Status409Conflict,
            },
        };
    }

    private static string? WhyNot(AnswerRequestOutcome outcome) => outcome switch
    {
        AnswerRequestOutcome.Over => "over",
        AnswerRequestOutcome.Conflict => "changed",
        AnswerRequestOutcome.NotAllowed => "status",
        AnswerRequestOutcome.OpenParts => "parts",
        _ => null,
    };
}
