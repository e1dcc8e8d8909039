using System.Text.Json.Serialization;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>How one request belongs to another. Every kind but <see cref="Related"/> has a direction.</summary>
[JsonConverter(typeof(WordConverter<RequestLinkKind>))]
public enum RequestLinkKind
{
    /// <summary>It is a part of the other.</summary>
    Parent,

    /// <summary>It is an incident of the problem that the other is.</summary>
    Problem,

    /// <summary>It says the same as the other, the original.</summary>
    Duplicate,

    /// <summary>Who reads one may want to read the other.</summary>
    Related,

    /// <summary>It is read and worked on at the other.</summary>
    Merged,

    /// <summary>It was split off the other.</summary>
    Split,
}

/// <summary>A request that belongs to another, as it is seen from there.</summary>
/// <param name="Kind">How.</param>
/// <param name="IsUp">Whether the one that is named is the parent, problem, original, survivor or source.</param>
/// <param name="Number">The one that is named.</param>
/// <param name="Request">That request; null: who asks does not see it.</param>
public sealed record LinkedRequest(RequestLinkKind Kind, bool IsUp, RequestNumber Number, ServiceRequest? Request);

/// <summary>An edge between two requests.</summary>
internal sealed record RequestEdge
{
    public required RequestLinkKind Kind { get; init; }

    public required RequestNumber Number { get; init; }

    public required RequestNumber Other { get; init; }
}

/// <summary>Links between requests in the database.</summary>
public static class RequestLinkStore
{
    private static readonly long LockKey = LockKeys.Of("desk", "request-link");

    // Whatever leads up from a request: a link that leads back to it would close a circle. A split-off request is new, so its edge closes none.
    private const string IsAbove = """
        WITH RECURSIVE above (number) AS (
            SELECT CAST(@from AS BIGINT)
            UNION
            SELECT link.other FROM desk_request_link AS link JOIN above ON link.number = above.number WHERE link.ended_at IS NULL AND link.kind NOT IN ('related', 'split')
        )
        SELECT 1 FROM above WHERE number = @wanted
        """;

    // Incidents of a problem, duplicates of an original, and theirs.
    private const string Below = """
        WITH RECURSIVE below (number) AS (
            SELECT CAST(@number AS BIGINT)
            UNION
            SELECT link.number FROM desk_request_link AS link JOIN below ON link.other = below.number WHERE link.ended_at IS NULL AND link.kind IN ('problem', 'duplicate')
        )
        SELECT number FROM below WHERE number <> @number ORDER BY number LIMIT @take
        """;

    private const string MergedInto = """
        WITH RECURSIVE below (number) AS (
            SELECT CAST(@number AS BIGINT)
            UNION
            SELECT link.number FROM desk_request_link AS link JOIN below ON link.other = below.number WHERE link.ended_at IS NULL AND link.kind = 'merged'
        )
        SELECT number FROM below WHERE number <> @number ORDER BY number LIMIT @take
        """;

    /// <summary>The requests that belong to one, by kind and number.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="number">The request.</param>
    /// <param name="sight">Whose rows who asks sees.</param>
    public static async Task<IReadOnlyList<LinkedRequest>> ListAsync(Session session, RequestNumber number, Sight sight)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var edges = await EdgesAsync(session, number);
        var others = (await RequestStore.ListAsync(session, [.. edges.Select(edge => (edge.Number == number ? edge.Other : edge.Number).Value).Distinct()]))
            .Where(sight.Sees).ToDictionary(request => request.Number);
        return
        [
            .. from edge in edges
               let isUp = edge.Number == number && edge.Kind != RequestLinkKind.Related
               let other = edge.Number == number ? edge.Other : edge.Number
               orderby edge.Kind, isUp descending, other.Value
               select new LinkedRequest(edge.Kind, isUp, other, others.GetValueOrDefault(other)),
        ];
    }

    /// <summary>Links are made one at a time, so that two of them close no circle together.</summary>
    internal static Task LockAsync(UnitOfWork unit) => unit.Dialect.LockAsync(unit, LockKey);

    internal static Task<IReadOnlyList<RequestEdge>> EdgesAsync(Session session, RequestNumber number) => session.QueryAsync<RequestEdge>(
        """
        SELECT kind, number, other FROM desk_request_link WHERE number = @number AND ended_at IS NULL
        UNION ALL
        SELECT kind, number, other FROM desk_request_link WHERE other = @number AND ended_at IS NULL
        """,
        new { number = number.Value });

    internal static async Task<bool> IsAboveAsync(Session session, RequestNumber from, RequestNumber wanted) =>
        await session.FindAsync<long?>(IsAbove, new { from = from.Value, wanted = wanted.Value }) is not null;

    internal static Task AddAsync(UnitOfWork unit, RequestEdge edge, DateTimeOffset at) => unit.ExecuteAsync(
        "INSERT INTO desk_request_link (kind, number, other, at) VALUES (@kind, @number, @other, @at)",
        new { kind = EnumWord.Of(edge.Kind), number = edge.Number.Value, other = edge.Other.Value, at });

    /// <returns>False: there was none.</returns>
    internal static async Task<bool> EndAsync(UnitOfWork unit, RequestEdge edge, DateTimeOffset at) => await unit.ExecuteAsync(
        "UPDATE desk_request_link SET ended_at = @at WHERE kind = @kind AND number = @number AND other = @other AND ended_at IS NULL",
        new { kind = EnumWord.Of(edge.Kind), number = edge.Number.Value, other = edge.Other.Value, at }) == 1;

    /// <summary>Incidents of a problem and duplicates of an original, and theirs, by number.</summary>
    internal static Task<IReadOnlyList<long>> BelowAsync(Session session, RequestNumber number, int take) => session.QueryAsync<long>(Below, new { number = number.Value, take });

    /// <summary>What is merged into a request, and into that, by number.</summary>
    internal static async Task<IReadOnlyList<ServiceRequest>> MergedIntoAsync(Session session, RequestNumber number) =>
        await RequestStore.ListAsync(session, [.. await session.QueryAsync<long>(MergedInto, new { number = number.Value, take = MostMerged })]);

    /// <summary>The parts of a request that are still to be done.</summary>
    internal static async Task<IReadOnlyList<RequestNumber>> OpenPartsAsync(Session session, RequestNumber number)
    {
        var parts = (await EdgesAsync(session, number)).Where(edge => edge.Kind == RequestLinkKind.Parent && edge.Other == number).Select(edge => edge.Number.Value).ToArray();
        return [.. (await RequestStore.ListAsync(session, parts)).Where(part => part.MergedInto is null && RequestDesk.ToDo.Contains(part.Status)).Select(part => part.Number)];
    }

    /// <summary>Keeps what was chosen of a request when another was split off it.</summary>
    internal static Task AddExcerptAsync(UnitOfWork unit, RequestNumber number, long change) =>
        unit.ExecuteAsync("INSERT INTO desk_request_excerpt (number, change_id) VALUES (@number, @change)", new { number = number.Value, change });

    /// <summary>The lines of another request's history that a request was split off with.</summary>
    internal static async Task<IReadOnlyList<RequestChange>> ExcerptsAsync(Session session, RequestNumber number) => await RequestStore.ChangesAsync(
        session, [.. await session.QueryAsync<long>("SELECT change_id FROM desk_request_excerpt WHERE number = @number ORDER BY change_id", new { number = number.Value })]);

    /// <summary>More than so many are not read at one request.</summary>
    internal const int MostMerged = 100;
}
