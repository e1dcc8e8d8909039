using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using ServiceBot.Crm;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>What the desk's pages have in common: their words, who reads them, and how a form ends.</summary>
public abstract class StaffPage : ComponentBase
{
    private StaffWords? _words;

    [CascadingParameter] public required HttpContext Http { get; set; }
    [Inject] public required StaffPageWords AllWords { get; init; }
    [Inject] public required IOptions<RoutingOptions> Routing { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>What is wrong with the form that was sent; null: nothing.</summary>
    protected string? Fault { get; private set; }

    protected StaffWords Words => _words ??= AllWords.For(Http.Request);
    protected CancellationToken Cancellation => Http.RequestAborted;
    protected StaffBrowser Browser => StaffBrowser.Of(Http);

    /// <summary>Who is signed in; on pages that need it.</summary>
    protected StaffMember Member => SessionHandler.MemberOf(Http)!;

    /// <summary>Whose rows they see.</summary>
    protected Sight Sight => Sight.Of(Member, Routing.Value.DefaultTeam);

    /// <summary>Says what is wrong, beside the form as it was sent.</summary>
    protected void Refuse(string fault, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Fault = fault;
        Http.Response.StatusCode = status;
    }

    /// <summary>Says what is wrong; or, if nothing is, goes to a page, so that loading it again sends nothing again.</summary>
    protected void End(AccountOutcome outcome, string to)
    {
        switch (outcome)
        {
            case AccountOutcome.SignedIn entered:
                Enter(entered.Member, entered.Token, to);
                break;
            case var failed when Words.FaultOf(failed) is { } fault:
                Refuse(fault, failed is AccountOutcome.Limited ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity);
                break;
            default:
                Navigation.NavigateTo(to);
                break;
        }
    }

    /// <summary>Says what is wrong; or, if nothing is, goes to a page.</summary>
    /// <param name="outcome">What became of the wish.</param>
    /// <param name="to">The page of the record as it is now.</param>
    /// <param name="fault">Says what is wrong, by field.</param>
    protected void End<T>(EditOutcome<T> outcome, Func<T, string> to, Func<IReadOnlyDictionary<string, string[]>, string> fault)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(fault);
        switch (outcome)
        {
            case EditOutcome<T>.Wrong wrong:
                Refuse(fault(wrong.Errors));
                break;
            case EditOutcome<T>.Conflict:
                Refuse(Words.RecordChanged, StatusCodes.Status409Conflict);
                break;
            case EditOutcome<T>.NotNow:
                Refuse(Words.NotNow, StatusCodes.Status409Conflict);
                break;
            case EditOutcome<T>.NotFound:
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
            case EditOutcome<T>.Done done:
                Navigation.NavigateTo(to(done.Now));
                break;
        }
    }

    /// <summary>Goes on as somebody who has just signed in, in their language.</summary>
    protected void Enter(StaffMember member, string token, string to)
    {
        SessionHandler.SetCookie(Http, token);
        PageLanguage.Choose(Http, member.Language);
        Navigation.NavigateTo(to);
    }
}
