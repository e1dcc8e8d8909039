using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>What is linked to a request, over HTTP.</summary>
internal static class LinkEndpoints
{
    public static void Map(IEndpointRouteBuilder requests)
    {
        requests.MapPost("/{number}/conversations", ConversationAsync).WithName("LinkConversation")
            .WithSummary("Have another conversation's customer hear of a request, or with link=false no more.").Accepts<LinkConversationBody>("application/json");
    }

    private static async Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> ConversationAsync(
        string number, HttpContext http, IDatabase database, LinkConversation link, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        return sight is null ? unseen! : await RequestEndpoints.ActAsync<LinkConversationBody>(
            number, http, database, body => body.Errors(),
            async (unit, found, body, by) =>
            {
                var request = (await RequestStore.FindAsync(unit, found))!;
                return await link.HandleAsync(unit, request, body.Conversation!.Value, body.Link, sight, by) switch
                {
                    LinkConversationOutcome.Done => TypedResults.Ok(RequestView.From(request)),
                    LinkConversationOutcome.Origin => RequestEndpoints.Conflict(
                        request, "The request was opened in that conversation.", "Its customer hears of the request anyhow; only other conversations are linked and unlinked."),
                    _ => TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["conversation"] = ["There is no conversation of that number."] }),
                };
            },
            cancellationToken);
    }
}
