using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Search;

/// <summary>Search over HTTP.</summary>
internal static class SearchEndpoints
{
    private const int MostTake = 200;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/search", FindAsync).WithTags("Search").WithName("Search")
        .WithSummary("Requests, conversations and customers that have some words; numbers exactly, words also mistyped. The best first.")
        .WithDescription("Only rows that the caller sees; conversations and customers need conversations:read. kind is request, conversation or customer; status is open or done.");

    private static async Task<Results<Ok<SearchView>, ValidationProblem, ProblemHttpResult>> FindAsync(
        HttpContext http, IDatabase database, SearchDesk search, string? q, string? kind, string? status, string? take, CancellationToken cancellationToken)
    {
        var (sight, problem) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(q) || q.Length > SearchQuery.MostCharacters)
        {
            errors["q"] = [$"It must have 1 to {SearchQuery.MostCharacters} characters."];
        }

        if (status is not (null or "open" or "done"))
        {
            errors["status"] = ["It must be open or done."];
        }

        var length = 20;
        if (take is not null && (!int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out length) || length is < 1 or > MostTake))
        {
            errors["take"] = [$"It must be a number from 1 to {MostTake}."];
        }

        var only = RequestEndpoints.Word<SearchKind>(errors, "kind", kind);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var wish = new SearchWish { Text = q!, Kind = only, ToDo = status is null ? null : status == "open", May = MayFind(http), Sight = sight, Take = length };
        return TypedResults.Ok(SearchView.Of(await database.ReadAsync(session => search.HandleAsync(session, wish), cancellationToken)));
    }

    private static SearchKind[] MayFind(HttpContext http) =>
        http.User.May(Permission.ConversationsRead) ? Enum.GetValues<SearchKind>() : [SearchKind.Request];
}

/// <summary>What was found.</summary>
/// <param name="Items">The best first.</param>
/// <param name="Tolerant">Whether nothing fitted exactly, so that mistyped words and some of the words were enough.</param>
internal sealed record SearchView(IReadOnlyList<SearchHitView> Items, bool Tolerant)
{
    public static SearchView Of(SearchFound found) => new([.. found.Hits.Select(SearchHitView.Of)], found.IsTolerant);
}

/// <summary>Something that was found.</summary>
/// <param name="Kind"><c>request</c>, <c>conversation</c> or <c>customer</c>.</param>
/// <param name="Request">The request.</param>
/// <param name="MergedFrom">The request that was found, if it is merged into that one.</param>
/// <param name="Conversation">The conversation; a customer's: the last one that the caller sees.</param>
/// <param name="Seq">The number of the message that fits best.</param>
/// <param name="Customer">The customer's id.</param>
/// <param name="Title">Subject or name.</param>
/// <param name="Snippet">Words around the best hit, in pieces.</param>
/// <param name="Field">What the best hit is in.</param>
/// <param name="At">When it last changed, or began.</param>
/// <param name="Score">What the items are ordered by.</param>
internal sealed record SearchHitView(
    string Kind, string? Request, string? MergedFrom, long? Conversation, long? Seq, Guid? Customer, string Title, IReadOnlyList<SearchPieceView> Snippet, string Field, DateTimeOffset At, double Score)
{
    public static SearchHitView Of(SearchHit hit) => new(
        EnumWord.Of(hit.Kind), hit.Request is { } request ? $"{request.Number}" : null, hit.MergedFrom is { } from ? $"{from}" : null, hit.Conversation, hit.Seq, hit.Customer?.Id, string.Concat(hit.Title.Select(piece => piece.Text)),
        [.. hit.Snippet.Select(piece => new SearchPieceView(piece.Text, piece.IsHit))], hit.Field, hit.At, Math.Round(hit.Score, 4));
}

/// <summary>A piece of a snippet.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Hit">Whether it is what was searched for.</param>
internal sealed record SearchPieceView(string Text, bool Hit);
