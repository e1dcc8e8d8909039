using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Api;

/// <summary>For whom of the staff a call is made: who is signed in acts for themselves; a program with a key says it in a header.</summary>
internal static class ActingStaff
{
    public const string Header = "X-Staff-Id";

    /// <summary>Who it is, if anybody.</summary>
    /// <returns>Nobody and no problem: the call is a program's own.</returns>
    public static async Task<(StaffMember? Member, ProblemHttpResult? Problem)> FindAsync(HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        if (SessionHandler.MemberOf(http) is { } signedIn)
        {
            return (signedIn, null);      // and for nobody else, whatever the header says
        }

        if (http.Request.Headers[Header].FirstOrDefault() is not { } text)
        {
            return (null, null);
        }

        return Guid.TryParse(text, out var id)
            && await database.ReadAsync(session => StaffStore.FindAsync(session, id), cancellationToken) is { DisabledAt: null } member
                ? (member, null)
                : (null, NoSuchColleague());
    }

    /// <summary>What is seen for whom the call is made.</summary>
    public static Sight SightOf(HttpContext http, StaffMember? member) =>
        Sight.Of(member, http.RequestServices.GetRequiredService<IOptions<RoutingOptions>>().Value.DefaultTeam);

    /// <summary>What is seen for whom the call is made.</summary>
    /// <returns>Null, and why: they don't work here.</returns>
    public static async Task<(Sight? Sight, ProblemHttpResult? Problem)> FindSightAsync(HttpContext http, IDatabase database, CancellationToken cancellationToken) =>
        await FindAsync(http, database, cancellationToken) is (var member, null) ? (SightOf(http, member), null) : (null, NoSuchColleague());

    /// <summary>The same as it is by now, for an answer that stays open.</summary>
    /// <returns>Null: the session is over, the key revoked, or the person gone.</returns>
    public static async Task<Sight?> FindSightAgainAsync(HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        var services = http.RequestServices;
        if (SessionHandler.IsStaff(http.User))
        {
            return await services.GetRequiredService<StaffSessions>().FindAsync(SessionHandler.SessionOf(http.User), cancellationToken) is { } member ? SightOf(http, member) : null;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return await database.ReadAsync(session => ApiKeyHandler.IsGoodAsync(session, http.User, now), cancellationToken)
            ? (await FindSightAsync(http, database, cancellationToken)).Sight
            : null;
    }

    /// <summary>Who it is; somebody it must be, who may do what is asked.</summary>
    /// <param name="http">The call.</param>
    /// <param name="database">Where the staff is.</param>
    /// <param name="may">Whether they may.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(StaffMember? Member, ProblemHttpResult? Problem)> RequireAsync(
        HttpContext http, IDatabase database, Predicate<StaffMember> may, CancellationToken cancellationToken) =>
        await FindAsync(http, database, cancellationToken) switch
        {
            (null, null) => (null, TypedResults.Problem(
                statusCode: StatusCodes.Status403Forbidden, title: "Who acts?", detail: $"Only people hold conversations. Send the id of the colleague as {Header}.")),
            ({ } member, _) when !may(member) => (null, TypedResults.Problem(
                statusCode: StatusCodes.Status403Forbidden, title: "The colleague's role does not allow this.", detail: $"The role is {EnumWord.Of(member.Role)}.")),
            var found => found,
        };

    private static ProblemHttpResult NoSuchColleague() => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden, title: "There is no such colleague.", detail: $"{Header} must be the id of somebody who works at the desk.");
}
