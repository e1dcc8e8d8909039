using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Routing;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Dispatch;

/// <summary>Who takes work, over HTTP. Offers are taken and declined as conversations are: <c>/conversations/{key}/take</c> and <c>/decline</c>.</summary>
internal static class WorkEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/work").WithTags("Work").Needs(Permission.ConversationsRead, Permission.ConversationsWrite);
        own.MapGet("/", ReadAsync).WithName("ReadOwnWork").WithSummary("Whether the caller takes work, how much they hold, and what is offered to them, with the reasons.");
        own.MapPut("/availability", ChooseAsync).WithName("ChooseAvailability").WithSummary("Say whether one takes work: available, busy or away.").Accepts<AvailabilityBody>("application/json");
        own.MapGet("/people", ListAsync).WithName("ListAgents").WithSummary("Everybody who answers customers: skills, languages, capacity, and how it stands with them.");
    }

    private static async Task<Results<Ok<OwnWork>, ProblemHttpResult>> ReadAsync(
        HttpContext http, IDatabase database, OwnWorkReader reader, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, _ => true, cancellationToken);
        return member is null ? problem! : TypedResults.Ok(await reader.ReadAsync(member.Id, cancellationToken));
    }

    private static async Task<Results<Ok<OwnWork>, ValidationProblem, ProblemHttpResult>> ChooseAsync(
        HttpContext http, IDatabase database, ManageAgents manage, OwnWorkReader reader, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, Sight.MayAnswer, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<AvailabilityBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        if (body.Availability is not { } availability)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["availability"] = ["It is missing: available, busy or away."] });
        }

        await manage.SetAvailabilityAsync(member.Id, availability, cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(member.Id, cancellationToken));
    }

    private static async Task<Ok<IReadOnlyList<AgentView>>> ListAsync(
        IDatabase database, IOptions<OfferOptions> options, IOptions<RoutingOptions> routing, TimeProvider clock, CancellationToken cancellationToken)
    {
        var agents = await database.ReadAsync(session => AgentStore.ReadAsync(session, options.Value, routing.Value.DefaultTeam, clock.GetUtcNow()), cancellationToken);
        return TypedResults.Ok<IReadOnlyList<AgentView>>([.. agents.Select(agent => AgentView.Of(agent, options.Value))]);
    }
}

/// <summary>What somebody chooses.</summary>
/// <param name="Availability"><c>available</c>, <c>busy</c> or <c>away</c>.</param>
internal sealed record AvailabilityBody(Availability? Availability);

/// <summary>Somebody who answers customers.</summary>
internal sealed record AgentView(
    Guid Id, string Name, bool Connected, Availability Availability, double Load, double Capacity, IReadOnlyDictionary<string, int> Skills, IReadOnlyList<string> Languages)
{
    public static AgentView Of(DispatchAgent agent, OfferOptions options) =>
        new(agent.Id, agent.Name, agent.IsConnected, agent.Availability, agent.LoadIn(options), agent.Capacity, agent.Skills, agent.Languages);
}
