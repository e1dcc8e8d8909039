using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.OnCall;

/// <summary>Rotas over HTTP.</summary>
internal static class RotaEndpoints
{
    private const int DaysShown = 28;
    private const int MostDays = 366;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/on-call", OnCallAsync).WithTags("On call").WithName("ReadOnCall").WithSummary("Who is on call at an instant (at; now without one), by rota; of a team, or of all.");
        var rotas = api.MapGroup("/rotas").WithTags("On call");
        rotas.MapGet("/{rota}", ReadAsync).WithName("ReadRota").WithSummary("A rota with its layers, its swaps, and whose turn it is from one instant to another (from, to): 28 days without these.");
        rotas.MapPut("/{rota}", SaveAsync).WithName("SaveRota").WithSummary("Make a rota, or change it: send all of it, and the version that you read.").Accepts<RotaBody>("application/json");
        rotas.MapDelete("/{rota}", DeleteAsync).WithName("DeleteRota").WithSummary("Delete a rota.");
        rotas.MapPost("/{rota}/swaps", SwapAsync).WithName("SwapOnCall").WithSummary("Put somebody on call for a while, whosever turn it is.").Accepts<SwapBody>("application/json");
        rotas.MapDelete("/{rota}/swaps/{swap:long}", TakeBackAsync).WithName("TakeSwapBack").WithSummary("Take a swap back.");
    }

    private static async Task<Results<Ok<IReadOnlyList<OnCallView>>, ValidationProblem>> OnCallAsync(
        string? team, DateTimeOffset? at, IDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var instant = at ?? clock.GetUtcNow();
        if (instant.Year is < 2000 or > 2100)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["at"] = ["It must be an instant from 2000 to 2100."] });
        }

        return await database.ReadAsync<Results<Ok<IReadOnlyList<OnCallView>>, ValidationProblem>>(
            async session =>
            {
                var rotas = team is null ? await RotaStore.ListAsync(session, instant) : await RotaStore.OfTeamAsync(session, team, instant);
                var names = (await StaffStore.ListAsync(session)).ToDictionary(member => member.Id, member => member.Name);
                return TypedResults.Ok<IReadOnlyList<OnCallView>>([.. rotas.Select(rota => new OnCallView(rota.Name, rota.Team, TurnView.Of(new RotaTurns(rota).At(instant), names)))]);
            },
            cancellationToken);
    }

    private static async Task<Results<Ok<RotaView>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        string rota, DateTimeOffset? from, DateTimeOffset? to, IDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var begin = from ?? clock.GetUtcNow();
        var end = to ?? begin.AddDays(DaysShown);
        if (begin.Year is < 2000 or > 2100 || end <= begin || end - begin > TimeSpan.FromDays(MostDays))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["to"] = [$"It must be later than from, which is from 2000 to 2100, and at most {MostDays} days."] });
        }

        return await database.ReadAsync<Results<Ok<RotaView>, ValidationProblem, ProblemHttpResult>>(
            async session =>
            {
                if (await RotaStore.FindAsync(session, rota, begin) is not { } known)
                {
                    return NoSuchRota();
                }

                var names = (await StaffStore.ListAsync(session)).ToDictionary(member => member.Id, member => member.Name);
                return TypedResults.Ok(RotaView.Of(known, names, [.. new RotaTurns(known).Between(begin, end)]));
            },
            cancellationToken);
    }

    private static Task<Results<Ok<RotaView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        string rota, HttpContext http, IDatabase database, KeepRotas keep, CancellationToken cancellationToken) => ActAsync<RotaBody>(
        http, database,
        (body, member) => body.ToRota(rota) is var (wanted, errors) && errors.Count > 0
            ? Task.FromResult<RotaOutcome>(new RotaOutcome.Wrong(errors))
            : keep.SaveAsync(wanted!, member, RequestEndpoints.CallerOf(http), cancellationToken),
        cancellationToken);

    private static Task<Results<Ok<RotaView>, ValidationProblem, ProblemHttpResult>> SwapAsync(
        string rota, HttpContext http, IDatabase database, KeepRotas keep, CancellationToken cancellationToken) => ActAsync<SwapBody>(
        http, database,
        (body, member) => body.Errors() is { Count: > 0 } errors
            ? Task.FromResult<RotaOutcome>(new RotaOutcome.Wrong(errors))
            : keep.SwapAsync(rota, body.Staff!.Value, body.From!.Value, body.To!.Value, member, RequestEndpoints.CallerOf(http), cancellationToken),
        cancellationToken);

    private static async Task<Results<Ok<RotaView>, ValidationProblem, ProblemHttpResult>> ActAsync<TBody>(
        HttpContext http, IDatabase database, Func<TBody, StaffMember?, Task<RotaOutcome>> act, CancellationToken cancellationToken)
        where TBody : class
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<TBody>(http.Request, cancellationToken);
        return body is null ? unreadable! : await act(body, member) switch
        {
            RotaOutcome.Done done => TypedResults.Ok(RotaView.Of(done.Rota, new Dictionary<Guid, string>(), [])),
            RotaOutcome.Wrong wrong => TypedResults.ValidationProblem(wrong.Errors),
            var other => Refused(other),
        };
    }

    private static Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string rota, HttpContext http, IDatabase database, KeepRotas keep, CancellationToken cancellationToken) =>
        RemoveAsync(http, database, member => keep.DeleteAsync(rota, member, RequestEndpoints.CallerOf(http), cancellationToken), cancellationToken);

    private static Task<Results<NoContent, ProblemHttpResult>> TakeBackAsync(
        string rota, long swap, HttpContext http, IDatabase database, KeepRotas keep, CancellationToken cancellationToken) =>
        RemoveAsync(http, database, member => keep.TakeBackAsync(rota, swap, member, RequestEndpoints.CallerOf(http), cancellationToken), cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        HttpContext http, IDatabase database, Func<StaffMember?, Task<RotaOutcome>> act, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        return problem is not null ? problem : await act(member) is var outcome and not RotaOutcome.Done ? Refused(outcome) : TypedResults.NoContent();
    }

    private static ProblemHttpResult Refused(RotaOutcome outcome) => outcome switch
    {
        RotaOutcome.NotFound => NoSuchRota(),
        RotaOutcome.NotAllowed => TypedResults.Problem(
            statusCode: StatusCodes.Status403Forbidden, title: "It is not theirs to change.", detail: "Leads change their team's rotas, managers and administrators every team's."),
        RotaOutcome.Conflict conflict => TypedResults.Problem(
            statusCode: StatusCodes.Status409Conflict, title: "The rota has changed.", detail: $"It has version {conflict.Rota.Version} now. Read it again, then decide."),
        _ => throw new UnreachableException(),
    };

    private static ProblemHttpResult NoSuchRota() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such rota, or no such swap in it.");
}

/// <summary>A rota as it is to be: all of it but its swaps.</summary>
/// <param name="Team">The team for whose requests it is.</param>
/// <param name="Zone">The time zone of hand-overs and hours.</param>
/// <param name="Layers">Its layers; where two count at an instant, the later one does.</param>
/// <param name="Version">The version that was read; missing: it is new.</param>
internal sealed record RotaBody(string? Team, string? Zone, IReadOnlyList<LayerBody>? Layers, long? Version)
{
    public (Rota? Wanted, Dictionary<string, string[]> Errors) ToRota(string name)
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var (index, layer) in (Layers ?? []).Index().Where(layer => layer.Item?.From is null))
        {
            errors[$"layers[{index}].from"] = ["It is missing: the day on which the first begins."];
        }

        Rota Wanted() => new()
        {
            Name = name,
            Team = Team ?? "",
            Zone = Zone ?? "",
            Layers = [.. (Layers ?? []).Select(layer => new RotaLayer { From = layer.From!.Value, HandOver = layer.HandOver ?? "09:00", Days = layer.Days, Hours = layer.Hours ?? "", Members = layer.Members ?? [] })],
            Version = Version ?? 0,
        };
        return (errors.Count > 0 ? null : Wanted(), errors);
    }
}

/// <summary>A layer as it is to be.</summary>
/// <param name="From">The day on which the first of them begins.</param>
/// <param name="HandOver">When one hands over to the next; missing: <c>09:00</c>.</param>
/// <param name="Days">The length of a turn in days, 1 to 28.</param>
/// <param name="Hours">The hours in which it counts: <c>Mon-Fri 18:00-24:00; Sat,Sun 00:00-24:00</c>; missing: always.</param>
/// <param name="Members">Who takes turns, in their order.</param>
internal sealed record LayerBody(DateOnly? From, string? HandOver, IReadOnlyList<Guid>? Members, int Days = 7, string? Hours = null);

/// <summary>Somebody who is on call for a while.</summary>
internal sealed record SwapBody(Guid? Staff, DateTimeOffset? From, DateTimeOffset? To)
{
    public Dictionary<string, string[]> Errors() => new (string Field, bool IsThere)[] { ("staff", Staff is not null), ("from", From is not null), ("to", To is not null) }
        .Where(field => !field.IsThere).ToDictionary(field => field.Field, _ => new[] { "It is missing." });
}

/// <summary>Who is on call by a rota.</summary>
internal sealed record OnCallView(string Rota, string Team, TurnView Now);

/// <summary>A rota with whose turn it is.</summary>
internal sealed record RotaView(string Name, string Team, string Zone, IReadOnlyList<RotaLayer> Layers, IReadOnlyList<RotaSwap> Swaps, long Version, IReadOnlyList<TurnView> Turns)
{
    public static RotaView Of(Rota rota, IReadOnlyDictionary<Guid, string> names, IReadOnlyList<OnCallTurn> turns) =>
        new(rota.Name, rota.Team, rota.Zone, rota.Layers, rota.Swaps, rota.Version, [.. turns.Select(turn => TurnView.Of(turn, names))]);
}

/// <summary>A turn, and why it is theirs: <c>layer 1</c>, <c>swap</c>, <c>nobody</c>.</summary>
internal sealed record TurnView(DateTimeOffset From, DateTimeOffset To, Guid? Staff, string? Name, string Because)
{
    public static TurnView Of(OnCallTurn turn, IReadOnlyDictionary<Guid, string> names) => new(
        turn.From, turn.To, turn.Staff, turn.Staff is { } staff ? names.GetValueOrDefault(staff) : null,
        turn.Layer is { } layer ? $"layer {layer}" : turn.Staff is null ? "nobody" : "swap");
}
