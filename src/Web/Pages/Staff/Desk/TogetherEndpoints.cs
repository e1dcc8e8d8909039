using ServiceBot.Channels.Api;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.Desk.Together;

namespace ServiceBot.Web.Pages.Staff.Desk;

/// <summary>What the composer says while somebody looks and writes: that they do, and what they have so far.</summary>
internal static class TogetherEndpoints
{
    private const int LongestTab = 40;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var talk = routes.MapGroup("/desk/{key:long}").ExcludeFromDescription().Needs(Permission.ConversationsWrite).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        talk.MapPost("/look", (long key, HttpContext http, LookAt look, CancellationToken cancellationToken) =>
            LookAsync(http, look, (by, tab, what) => look.ConversationAsync(by, key, tab, what != "looks", what == "replies", cancellationToken)));
        talk.MapPost("/draft", (long key, HttpContext http, LookAt look, Drafts drafts, CancellationToken cancellationToken) =>
            KeepAsync(http, drafts, DeskPlace.Of(key), by => look.SeesAsync(by, key, cancellationToken), cancellationToken));
        var request = routes.MapGroup("/desk/requests/{number}").ExcludeFromDescription().Needs(Permission.RequestsWrite).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        request.MapPost("/look", (string number, HttpContext http, LookAt look, CancellationToken cancellationToken) =>
            LookAsync(http, look, async (by, tab, what) => RequestNumber.TryParse(number, out var of) && await look.RequestAsync(by, of, tab, what != "looks", cancellationToken)));
        request.MapPost("/draft", async Task<IResult> (string number, HttpContext http, LookAt look, Drafts drafts, CancellationToken cancellationToken) =>
            RequestNumber.TryParse(number, out var of)
                ? await KeepAsync(http, drafts, DeskPlace.Of(of), by => look.SeesAsync(by, of, cancellationToken), cancellationToken)
                : TypedResults.NotFound());
    }

    private static async Task<IResult> LookAsync(HttpContext http, LookAt look, Func<StaffMember, string, string, Task<bool>> tell)
    {
        var by = SessionHandler.MemberOf(http)!;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (tab, what) = (form["tab"].ToString(), form["what"].ToString());
        if (tab.Length is 0 or > LongestTab || !tab.All(char.IsAsciiLetterOrDigit) || what is not ("looks" or "writes" or "replies" or "away"))
        {
            return DeskEndpoints.Unfit();
        }

        if (what == "away")
        {
            look.Away(by, tab);
            return TypedResults.NoContent();
        }

        return await tell(by, tab, what) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    /// <summary>Keeps the draft; with 409 what was written elsewhere meanwhile.</summary>
    private static async Task<IResult> KeepAsync(HttpContext http, Drafts drafts, string place, Func<StaffMember, Task<bool>> sees, CancellationToken cancellationToken)
    {
        var by = SessionHandler.MemberOf(http)!;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (words, kind) = (form["words"].ToString().ReplaceLineEndings("\n"), form["kind"].ToString());
        if (!long.TryParse(form["from"], out var from) || words.Length > Drafts.MostWords || kind is not ("reply" or "note" or "whisper"))
        {
            return DeskEndpoints.Unfit();
        }

        if (!await sees(by))
        {
            return TypedResults.NotFound();
        }

        var (now, isKept) = await drafts.KeepAsync(by.Id, place, kind, words, from, cancellationToken);
        return isKept ? TypedResults.Ok(now) : TypedResults.Conflict(now);
    }
}
