using Microsoft.AspNetCore.Authentication;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SignIn;
using ServiceBot.Desk.Accounts.SingleSignOn;

namespace ServiceBot.Web.Pages.Staff.SingleSignOn;

/// <summary>Somebody comes back from a provider that has said who they are.</summary>
internal static class ProviderReturn
{
    /// <summary>They said no there.</summary>
    public const string Denied = "denied";

    /// <summary>Something is wrong with what came back: it was not asked for, or came twice, or the provider does not confirm it.</summary>
    public const string Failed = "failed";

    /// <summary>Holds the ticket of the first step until the code is typed.</summary>
    private const string TicketCookie = "staff-step";

    private const string Connect = "connect";
    private static readonly object PersonKey = new();

    /// <summary>What is taken along to the provider and back.</summary>
    /// <param name="to">Where to go afterwards.</param>
    /// <param name="word">The word that connects an account; null: they sign in.</param>
    public static AuthenticationProperties PropertiesFor(string to, string? word)
    {
        var properties = new AuthenticationProperties { RedirectUri = to };
        if (word is not null)
        {
            properties.Items[Connect] = word;
        }

        return properties;
    }

    public static void Remember(HttpContext http, ProviderPerson person) => http.Items[PersonKey] = person;

    public static string FaultPath(string why) => SessionHandler.SignInPath + QueryString.Create("fault", why);

    public static async Task HandleAsync(ProviderOptions provider, TicketReceivedContext context)
    {
        var (http, person) = (context.HttpContext, (ProviderPerson)context.HttpContext.Items[PersonKey]!);
        context.HandleResponse();
        context.Response.Redirect(context.Properties?.Items.TryGetValue(Connect, out var word) is true
            ? await ConnectAsync(http, provider, person, word!)
            : await EnterAsync(http, provider, person, LocalPath.Of(context.ReturnUri)));
    }

    /// <summary>The ticket of the first step, if one waits for its code.</summary>
    public static string? TicketOf(HttpRequest request) => request.Cookies[TicketCookie] is { Length: > 0 } ticket ? ticket : null;

    public static void DropTicket(HttpContext http) => http.Response.Cookies.Delete(TicketCookie, CookieFor(http));

    private static async Task<string> EnterAsync(HttpContext http, ProviderOptions provider, ProviderPerson person, string to)
    {
        switch (await http.RequestServices.GetRequiredService<SignInWithProvider>().HandleAsync(provider.Name, person, StaffBrowser.Of(http), http.RequestAborted))
        {
            case SignInOutcome.SignedIn entered:
                SessionHandler.SetCookie(http, entered.Token);
                PageLanguage.Choose(http, entered.Member.Language);
                return to;
            case SignInOutcome.NeedsCode needed:
                http.Response.Cookies.Append(TicketCookie, needed.Ticket, CookieFor(http));
                return SessionHandler.SignInPath + QueryString.Create("return", to);
            case SignInOutcome.Refused refused:
                return FaultPath($"{refused.Fault}");
            default:
                return FaultPath(Failed);
        }
    }

    /// <summary>Whoever is signed in here must be who set out; a link that somebody else made connects nothing.</summary>
    private static async Task<string> ConnectAsync(HttpContext http, ProviderOptions provider, ProviderPerson person, string word)
    {
        await http.AuthenticateAsync();
        if (SessionHandler.MemberOf(http) is not { } member)
        {
            return FaultPath(Failed);
        }

        var outcome = await http.RequestServices.GetRequiredService<ConnectIdentity>().FinishAsync(member, word, provider.Name, person, http.RequestAborted);
        return outcome is AccountOutcome.Done ? "/account?saved=1#single-sign-on" : $"/account?fault={(outcome is AccountOutcome.Taken ? "taken" : "over")}#single-sign-on";
    }

    private static CookieOptions CookieFor(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
        MaxAge = SignInWithPassword.CodeWait,
        Path = SessionHandler.SignInPath,
    };
}
