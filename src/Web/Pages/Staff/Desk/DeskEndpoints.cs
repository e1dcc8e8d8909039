using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Api;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels.Uploads;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Desk.Together;
using ServiceBot.Language;
using ServiceBot.Language.Detection;
using ServiceBot.Storage;

namespace ServiceBot.Web.Pages.Staff.Desk;

/// <summary>The desk's parts, which its script swaps in, and what its forms do: each ends on the page, so that they work without the script as well.</summary>
internal static class DeskEndpoints
{
    private const int MostNote = 10_000;
    private const int MostSummary = 2_000;
    private const int MostCanned = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/desk").ExcludeFromDescription().Needs(Permission.ConversationsRead, Permission.ConversationsWrite);
        desk.MapGet("/list", (HttpContext http, long? key) => Part(typeof(DeskList), http, key));
        desk.MapGet("/{key:long}/talk", (HttpContext http, long key) => Part(typeof(DeskTalk), http, key));
        desk.MapGet("/{key:long}/story", (HttpContext http, long key) => Part(typeof(DeskStory), http, key));
        desk.MapGet("/work", Work);
        desk.MapPost("/work", WorkAsync).AddEndpointFilter(OnlyFormsAsync);
        desk.MapGet("/alerts", LowScores).Needs(Permission.ReportsRead);
        var pulse = routes.MapGroup("/desk/pulse").ExcludeFromDescription().Needs(Permission.ConversationsRead);
        pulse.MapGet("", PulseAsync);
        pulse.MapPost("", ChooseAlertsAsync).AddEndpointFilter(OnlyFormsAsync);
        desk.MapPost("/{key:long}/act", ActAsync).AddEndpointFilter(OnlyFormsAsync);
        desk.MapPost("/{key:long}/say", SayAsync).AddEndpointFilter(OnlyFormsAsync);
        routes.MapPost("/desk/{key:long}/requests", OpenAsync).AddEndpointFilter(OnlyFormsAsync).ExcludeFromDescription().Needs(Permission.RequestsWrite);
    }

    internal static async ValueTask<object?> OnlyFormsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => context.HttpContext.Request.HasFormContentType
        ? await next(context)
        : TypedResults.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, title: "It must be a form.", detail: "Pages send forms here; programs call /api/v1.");

    private static RazorComponentResult Part(Type part, HttpContext http, long? key)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return new(part, new Dictionary<string, object?> { ["Key"] = key, ["View"] = DeskLinks.ViewOf(http.Request) });
    }

    private static RazorComponentResult Work(HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return new(typeof(DeskWork), new Dictionary<string, object?> { ["At"] = DeskLinks.PageOf(http.Request) });
    }

    private static async Task<Ok<DeskPulse>> PulseAsync(HttpContext http, Alerts alerts, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        var by = SessionHandler.MemberOf(http)!;
        return TypedResults.Ok(await alerts.ReadAsync(by, Sight.Of(by, routing.Value.DefaultTeam), cancellationToken));
    }

    private static async Task<NoContent> ChooseAlertsAsync(HttpContext http, Alerts alerts, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        await alerts.ChooseAsync(SessionHandler.MemberOf(http)!.Id, form["sounds"].OfType<string>(), form["notices"].OfType<string>(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static RazorComponentResult LowScores(HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return new(typeof(DeskAlerts));
    }

    /// <summary>Says whether somebody takes work; accepts or declines what is offered to them.</summary>
    private static async Task<IResult> WorkAsync(
        HttpContext http, IDatabase database, ManageAgents agents, ActOnConversation act, RequestOffers offers, AssignRequest assign, IOptions<RoutingOptions> routing,
        CancellationToken cancellationToken)
    {
        var by = SessionHandler.MemberOf(http)!;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (Enum.GetValues<Availability>().Cast<Availability?>().FirstOrDefault(choice => choice.ToString() == form["availability"]) is { } availability)
        {
            await agents.SetAvailabilityAsync(by.Id, availability, cancellationToken);
            return Here();
        }

        var (what, reason) = (form["what"].ToString(), form["reason"].ToString());
        if (!long.TryParse(form["epoch"], out var seen) || what is not ("accept" or "decline") || !DeskWork.Reasons.Contains(reason))
        {
            return Unfit();
        }

        if (RequestNumber.TryParse(form["request"], out var number))
        {
            return await AnswerRequestOfferAsync(number, what == "accept", reason);
        }

        return !long.TryParse(form["conversation"], out var conversation) ? Unfit() : await act.HandleAsync(
            conversation, by, _ => what == "accept" ? new OwnershipEvent.TakenOver(by.Id) : new OwnershipEvent.Declined(by.Id, reason), seen, note: null, cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            Decision.Refused refused when what == "accept" => Refused(conversation, refused.Why.ToString(), draft: null),
            _ when what == "accept" => Back(http, conversation),
            _ => DeskLinks.PageOf(http.Request).Split('?')[0] == $"/desk/{conversation}" ? TypedResults.LocalRedirect(LocalPath.Home) : Here(),      // it may be another team's; and what can't be declined any more is gone, as was wanted
        };

        RedirectHttpResult Here() => TypedResults.LocalRedirect(DeskLinks.PageOf(http.Request));

        // Who changed the request meanwhile does not matter: who accepts is about to read it.
        async Task<IResult> AnswerRequestOfferAsync(RequestNumber number, bool accepts, string reason) => await database.WriteAsync<bool?>(
            async unit => await RequestDesk.FindAsync(unit, number, Sight.Of(by, routing.Value.DefaultTeam)) is not { } request ? null
                : !accepts ? await offers.DeclineAsync(unit, number, by.Id, reason)
                : request.Agent is null && await assign.HandleAsync(unit, number, team: null, by.Id, Actor.Staff(by.Id), version: null) is AssignOutcome.Assigned,
            cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            false when accepts => new RazorComponentResult<Requests.RequestPage>(new Dictionary<string, object?> { ["Number"] = $"{number}", ["Refused"] = "taken" })
            {
                StatusCode = StatusCodes.Status409Conflict,
            },
            _ => accepts ? TypedResults.LocalRedirect(Requests.RequestLinks.To(number)) : Here(),
        };
    }

    /// <summary>Take, barge in, hand back, pass on, end.</summary>
    private static async Task<IResult> ActAsync(long key, HttpContext http, ActOnConversation act, IDatabase database, IOptions<TeamOptions> teams, CancellationToken cancellationToken)
    {
        var by = SessionHandler.MemberOf(http)!;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (note, summary) = (Text(form, "note"), Text(form, "summary"));
        if (!long.TryParse(form["epoch"], out var seen) || note?.Length > MostNote || summary?.Length > MostSummary
            || await WantedAsync(form, by, summary, database, teams, cancellationToken) is not { } wanted)
        {
            return Unfit();
        }

        return await act.HandleAsync(key, by, wanted, seen, note, cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            Decision.Refused refused => Refused(key, refused.Why.ToString(), draft: null),
            _ => Back(http, key),
        };
    }

    /// <returns>Null: no form of the page asks for that, or not somebody of that role.</returns>
    private static async Task<Func<Conversation, OwnershipEvent>?> WantedAsync(
        IFormCollection form, StaffMember by, string? summary, IDatabase database, IOptions<TeamOptions> teams, CancellationToken cancellationToken)
    {
        switch (form["what"].ToString())
        {
            case "take":
                return _ => new OwnershipEvent.TakenOver(by.Id);
            case "barge-in" when Inbox.MayLead(by):
                return _ => new OwnershipEvent.BargedIn(by.Id);
            case "hand-back":
                return _ => new OwnershipEvent.HandedBack(by.Id, Fresh: !form.ContainsKey("continue"), summary);
            case "end":
                return conversation => new OwnershipEvent.AgentEnded(by.Id, ForGood: conversation.ChannelId == ChannelIds.DirectLine);
            case "transfer" when form["to"].ToString().Split(':') is ["team", var team] && teams.Value.Teams.ContainsKey(team):
                return _ => new OwnershipEvent.PassedToTeam(by.Id, team);
            case "transfer" when form["to"].ToString().Split(':') is ["agent", var text] && Guid.TryParse(text, out var to):
                var colleagues = await database.ReadAsync(Inbox.ColleaguesAsync, cancellationToken);
                return colleagues.Any(colleague => colleague.Id == to) ? _ => new OwnershipEvent.PassedToAgent(by.Id, to) : null;
            default:
                return null;
        }
    }

    /// <summary>A reply, with or without a file, or a note. What is refused stands in the composer again.</summary>
    private static async Task<IResult> SayAsync(
        long key, HttpContext http, IDatabase database, AnswerCustomer answer, ActOnConversation act, RunMacro macro, IOptions<DirectLineOptions> limits,
        IOptions<BotOptions> bot, CancellationToken cancellationToken)
    {
        var by = SessionHandler.MemberOf(http)!;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (text, upload) = (Text(form, "text"), form.Files.GetFile("file") is { Length: > 0 } sent ? sent : null);
        if (!long.TryParse(form["epoch"], out var seen) || !Guid.TryParse(form["once"], out var once) || text?.Length > MostNote)
        {
            return Unfit();
        }

        var dedupeKey = $"{by.Id}:{once}";
        if (form["kind"].ToString() is "note" or "whisper")
        {
            var whispers = form["kind"] == "whisper";
            return whispers && !Inbox.MayLead(by) ? Unfit()
                : text is null ? Refused(key, "empty", null)
                : await database.WriteAsync(unit => NoteAsync(unit, text, whispers), cancellationToken) is null ? TypedResults.NotFound()
                : Back(http, key);
        }

        var file = upload is null || upload.Length > limits.Value.MaxFileMib * 1024 * 1024 ? null : await ReadAsync(upload, cancellationToken);
        if (text is null && upload is null)
        {
            return Refused(key, "empty", text);
        }

        if (upload is not null && file is null)
        {
            return Refused(key, "file", text);
        }

        var product = bot.Value.PublicAddress is { Length: > 0 } known ? known.TrimEnd('/') : $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        var canned = CannedOf(form);
        var outcome = await database.WriteAsync(
            async unit =>
            {
                var said = text is null ? null : await answer.HandleAsync(
                    unit, key, by, conversation => AnswerRenderer.Render(new() { Text = text, Locale = Answer.LocaleOf(LanguageOf(text)) }, Surfaces.Of(conversation)),
                    file: null, seen, dedupeKey, long.TryParse(form["seen"], out var last) ? last : null);
                if (file is not null && (said is null or AnswerOutcome.Said))
                {
                    said = await answer.HandleAsync(
                        unit, key, by, conversation => AnswerCustomer.MessageOf(conversation, file, product), file, seen, dedupeKey + ":file");
                }

                if (said is AnswerOutcome.Said { IsNew: true })
                {
                    await Drafts.DeleteAsync(unit, by.Id, DeskPlace.Of(key));
                    foreach (var id in canned)
                    {
                        await macro.UsedAsync(unit, id, by.Id, key);
                    }
                }

                return said;
            },
            cancellationToken);
        return outcome switch
        {
            AnswerOutcome.NotFound => TypedResults.NotFound(),
            AnswerOutcome.Refused refused => Refused(key, refused.Decision.Why.ToString(), text),
            AnswerOutcome.Overtaken => Refused(key, "overtaken", text),
            AnswerOutcome.Unreachable => Refused(key, "unreachable", text),
            _ => Back(http, key),
        };

        async Task<long?> NoteAsync(UnitOfWork unit, string words, bool whispers)
        {
            var note = await act.NoteAsync(unit, key, by, words, whispers, dedupeKey);
            if (note is not null)
            {
                await Drafts.DeleteAsync(unit, by.Id, DeskPlace.Of(key));
            }

            return note;
        }
    }

    /// <summary>Opens a request for the conversation's customer; the bot's and the customer's words stay in the conversation that it names.</summary>
    private static async Task<IResult> OpenAsync(long key, HttpContext http, IDatabase database, OpenRequest open, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        var by = SessionHandler.MemberOf(http)!;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (Text(form, "subject") is not { } subject || !StaffWords.AllCategories.Contains(form["category"].ToString())
            || PriorityOf(form["priority"]) is not { } priority || !Guid.TryParse(form["once"], out var once))
        {
            return Unfit();
        }

        return await database.WriteAsync<IResult>(
            async unit =>
            {
                if (await Inbox.FindAsync(unit, key, Sight.Of(by, routing.Value.DefaultTeam)) is not { } talk)
                {
                    return TypedResults.NotFound();
                }

                var customer = await RecogniseCustomer.FindAsync(unit, (await ConversationStore.FindAsync(unit, key))!);
                await open.HandleAsync(unit, new()
                {
                    Subject = subject,
                    Details = subject,
                    Category = form["category"].ToString(),
                    Priority = priority,
                    Language = talk.Language ?? customer?.Language ?? by.Language,
                    By = Actor.Staff(by.Id),
                    Customer = customer?.Id,
                    Conversation = key,
                    DedupeKey = $"{by.Id}:{once}",
                });
                return Back(http, key);
            },
            cancellationToken);
    }

    internal static async Task<NewFile?> ReadAsync(IFormFile upload, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream((int)upload.Length);
        await upload.CopyToAsync(bytes, cancellationToken);
        return NewFile.Read(upload.FileName, bytes.ToArray());
    }

    /// <summary>The canned replies that stand in what is sent.</summary>
    internal static IReadOnlyList<Guid> CannedOf(IFormCollection form) =>
        [.. form["canned"].ToString().Split(',', MostCanned + 1).Take(MostCanned).Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct()];

    private static RequestPriority? PriorityOf(string? name) =>
        Enum.GetValues<RequestPriority>().Cast<RequestPriority?>().FirstOrDefault(priority => priority.ToString() == name);

    private static string LanguageOf(string text) => LanguageDetector.Detect(text) is TextLanguage.Chinese or TextLanguage.Mixed ? "zh" : "en";

    internal static string? Text(IFormCollection form, string name) => form[name].ToString().Trim().ReplaceLineEndings("\n") is { Length: > 0 } text ? text : null;

    private static RedirectHttpResult Back(HttpContext http, long key) => TypedResults.LocalRedirect(DeskLinks.To(DeskLinks.ViewOf(http.Request), key));

    internal static RazorComponentResult<DeskPage> Refused(long key, string why, string? draft) =>
        new(new Dictionary<string, object?> { ["Key"] = key, ["Refused"] = why, ["Draft"] = draft }) { StatusCode = StatusCodes.Status409Conflict };

    internal static ProblemHttpResult Unfit() => TypedResults.Problem(
        statusCode: StatusCodes.Status400BadRequest, title: "The form is not one of the page.", detail: "A field is missing, too long, or none of what the page offers. Load the page again.");
}
