using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Api;
using ServiceBot.Insight.Segments.Clusters;
using ServiceBot.Insight.Segments.Own;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>Segments over HTTP.</summary>
internal static class SegmentEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var segments = api.MapGroup("/segments").WithTags("Segments");
        segments.MapGet("/", async (IDatabase database, CancellationToken cancellationToken) => TypedResults.Ok((await database.ReadAsync(SegmentStore.ListAsync, cancellationToken)).Select(SegmentView.Of)))
            .WithName("ListSegments").WithSummary("All segments with how many are in each.").Needs(Permission.ReportsRead);
        segments.MapGet("/fields", FieldsAsync).WithName("ListSegmentFields").WithSummary("What rules of segments can ask about.").Needs(Permission.ReportsRead);
        segments.MapPost("/preview", PreviewAsync).WithName("PreviewSegment").WithSummary("How many would be in a segment with a rule, and some of them. It looks at everybody.").Needs(Permission.ReportsRead);
        segments.MapPost("/", (HttpContext http, IDatabase database, EditSegments edit, CancellationToken cancellationToken) => SaveAsync(null, http, database, edit, cancellationToken))
            .WithName("MakeSegment").WithSummary("Make a segment. Who is in it is known a moment later: filling says whether that is still to come.").Accepts<SegmentBody>("application/json").Needs(Permission.SegmentsWrite);
        segments.MapGet("/{segment:long}", FindAsync).WithName("ReadSegment").WithSummary("A segment, with what its rule was before.").Needs(Permission.ReportsRead);
        segments.MapPut("/{segment:long}", SaveAsync).WithName("ChangeSegment")
            .WithSummary("Change a segment; with the version that was read, nothing is changed that somebody else has changed since. 422: the rule, with the place and what was expected there.").Accepts<SegmentBody>("application/json").Needs(Permission.SegmentsWrite);
        segments.MapDelete("/{segment:long}", DeleteAsync).WithName("DeleteSegment").WithSummary("Delete a segment that no other names; whoever is in it leaves it.").Needs(Permission.SegmentsWrite);
        segments.MapGet("/{segment:long}/members", MembersAsync).WithName("ListSegmentMembers").WithSummary("Who is in a segment, since when, and who is held out for comparison, page by page.").Needs(Permission.ReportsRead);
        segments.MapGet("/{segment:long}/customers/{customer:guid}", WhyAsync).WithName("ExplainSegment")
            .WithSummary("Why a customer is in a segment, or is not: each part of the rule with what they have.").Needs(Permission.ReportsRead);
        api.MapGet("/clusters", ClustersAsync).WithTags("Segments").WithName("ReadClusters")
            .WithSummary("The clusters that customers fall into by themselves: sizes, what is unusual in each, and how stable they are; 404: there are none yet.").Needs(Permission.ReportsRead);
        api.MapGet("/customers/{customer:guid}/segments", OfAsync).WithTags("Segments").WithName("ListSegmentsOfCustomer").WithSummary("The segments that a customer is in.").Needs(Permission.CustomersRead);
    }

    private static async Task<Ok<RuleFieldView[]>> FieldsAsync(IDatabase database, CancellationToken cancellationToken)
    {
        var fields = await database.ReadAsync(KeepSegments.FieldsAsync, cancellationToken);
        return TypedResults.Ok(fields.All.Select(field => new RuleFieldView(field.Name, field.Kind.ToString().ToLowerInvariant(), field.En, field.Zh, field.Words)).ToArray());
    }

    private static async Task<Results<Ok<RulePreview>, ValidationProblem>> PreviewAsync(RuleBody body, PreviewRule preview, CancellationToken cancellationToken)
    {
        var (counted, fault) = await preview.CountAsync(body.Rule ?? "", cancellationToken);
        return counted is not null ? TypedResults.Ok(counted) : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["rule"] = [$"{fault}"] });
    }

    private static Task<Results<Ok<SegmentView>, Created<SegmentView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        long? segment, HttpContext http, IDatabase database, EditSegments edit, CancellationToken cancellationToken) => RecordApi.ActAsync<SegmentBody, Segment, SegmentView>(
        http,
        database,
        "segment",
        (unit, body, by) => edit.SaveAsync(unit, segment, body.Wish, body.Version, by),
        (_, saved) => Task.FromResult(SegmentView.Of(saved)),
        segment is null ? saved => $"segments/{saved.Id}" : null,
        cancellationToken);

    private static async Task<Results<Ok<SegmentPage>, ProblemHttpResult>> FindAsync(long segment, IDatabase database, CancellationToken cancellationToken) => await database.ReadAsync(
        async session => (await SegmentStore.FindAsync(session, segment), await SegmentStore.VersionsAsync(session, segment)), cancellationToken) is ({ } found, var versions)
            ? TypedResults.Ok(new SegmentPage(SegmentView.Of(found), versions))
            : RecordApi.NoSuch("segment");

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(long segment, HttpContext http, IDatabase database, EditSegments edit, CancellationToken cancellationToken) =>
        await database.WriteAsync(unit => edit.DeleteAsync(unit, segment, ApiCaller.Of(http).Name), cancellationToken) switch
        {
            Crm.EditOutcome<Segment>.Done => TypedResults.NoContent(),
            Crm.EditOutcome<Segment>.NotNow not => TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: $"The segment is {not.State}.", detail: $"Change these first: {string.Join(", ", not.Allowed)}."),
            _ => RecordApi.NoSuch("segment"),
        };

    private static async Task<Results<Ok<MemberPage>, ValidationProblem, ProblemHttpResult>> MembersAsync(long segment, string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after: null, take, [0], errors);
        var place = RecordApi.Id("after", string.IsNullOrEmpty(after) ? null : after, errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var (found, members) = await database.ReadAsync(async session => (await SegmentStore.FindAsync(session, segment), await SegmentStore.MembersAsync(session, segment, place, page.Take)), cancellationToken);
        return found is null ? RecordApi.NoSuch("segment") : TypedResults.Ok(new MemberPage(members, members.Count == page.Take ? members[^1].Customer : null));
    }

    private static async Task<Results<Ok<WhyView>, ProblemHttpResult>> WhyAsync(long segment, Guid customer, IDatabase database, KeepSegments keep, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => keep.WhyAsync(session, segment, customer), cancellationToken) is { } why
            ? TypedResults.Ok(new WhyView(why.Customer, why.IsIn, why.IsRefused, ReasonView.Of(why.Reason)))
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is nothing to explain.", detail: "There is no such segment whose rule can be read, or no such customer.");

    private static async Task<Results<Ok<ClusteringView>, ProblemHttpResult>> ClustersAsync(IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(ClusterStore.LatestAsync, cancellationToken) is { } found
            ? TypedResults.Ok(new ClusteringView(
                found.MadeAt, found.Model.Customers, found.Model.Seed, found.Model.Taken.Silhouette, found.Model.Taken.Stability, found.Model.Outliers,
                [.. found.Model.Profiles.Select(profile => new ClusterView(found.Numbers[profile.Cluster], profile.Size, profile.Share, profile.Traits))]))
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There are no clusters yet.", detail: "It takes fifty customers who have bought.");

    private static async Task<Ok<MembershipView[]>> OfAsync(Guid customer, IDatabase database, CancellationToken cancellationToken) => TypedResults.Ok(
        (await database.ReadAsync(session => SegmentStore.OfAsync(session, customer), cancellationToken)).Select(one => new MembershipView(one.Segment.Id, one.Segment.En, one.Segment.Zh, one.Member.Since, one.Member.IsHeldOut)).ToArray());
}

/// <summary>Clusters.</summary>
/// <param name="MadeAt">When they were looked for.</param>
/// <param name="Customers">Among how many customers.</param>
/// <param name="Seed">What made chance repeatable.</param>
/// <param name="Silhouette">How far apart they are, from -1 to 1.</param>
/// <param name="Stability">How far they come again from parts of the customers, 1 is best.</param>
/// <param name="Outliers">How many customers lie far from all others.</param>
/// <param name="Clusters">They, the largest first.</param>
internal sealed record ClusteringView(DateTimeOffset MadeAt, int Customers, long Seed, double Silhouette, double Stability, int Outliers, IReadOnlyList<ClusterView> Clusters);

/// <summary>A cluster.</summary>
/// <param name="Cluster">Its number: rules say <c>in cluster 5</c>.</param>
/// <param name="Size">How many of those looked at are in it.</param>
/// <param name="Share">Which part of them.</param>
/// <param name="Traits">What it is like, the most unusual first.</param>
internal sealed record ClusterView(long Cluster, int Size, double Share, IReadOnlyList<ClusterTrait> Traits);

/// <summary>A segment as it is to be.</summary>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name; left out: the English one.</param>
/// <param name="Rule">Who is in it: <c>recency_days &gt; 60 and (cell in (Champions, Loyal) or monetary &gt;= 500)</c>.</param>
/// <param name="Used">Whether anybody is in it; left out: yes.</param>
/// <param name="Holdout">Which share of those in it nothing is to be done with, from 0 to 0.9; left out: none.</param>
/// <param name="Tag">A tag that whoever is in it gets, and loses when they leave; left out: none.</param>
/// <param name="Version">The version that was read; left out: whatever it is.</param>
internal sealed record SegmentBody(string? En, string? Zh, string? Rule, bool? Used, double? Holdout, string? Tag, int? Version)
{
    public SegmentWish Wish => new(En ?? "", Zh ?? En ?? "", Rule ?? "", Used ?? true, Holdout ?? 0, Tag);
}

/// <summary>A rule to count.</summary>
/// <param name="Rule">The expression.</param>
internal sealed record RuleBody(string? Rule);

/// <summary>A segment.</summary>
/// <param name="Id">Its number.</param>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Rule">Who is in it.</param>
/// <param name="Used">Whether anybody is in it.</param>
/// <param name="Holdout">Which share of those in it nothing is to be done with.</param>
/// <param name="Tag">A tag that whoever is in it has; null: none.</param>
/// <param name="Count">How many are in it.</param>
/// <param name="Filling">Whether those in it are still being looked for since it was changed.</param>
/// <param name="Version">Rises with every change.</param>
/// <param name="ChangedBy">Who changed it last.</param>
/// <param name="ChangedAt">When.</param>
internal sealed record SegmentView(long Id, string En, string Zh, string Rule, bool Used, double Holdout, string? Tag, long Count, bool Filling, int Version, string ChangedBy, DateTimeOffset ChangedAt)
{
    public static SegmentView Of(Segment one) => new(one.Id, one.En, one.Zh, one.Rule, one.IsUsed, one.Holdout, one.Tag, one.Count, one.IsFilling, one.Version, one.ChangedBy, one.ChangedAt);
}

/// <summary>A segment with its past.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Versions">What its rules were, the latest first.</param>
internal sealed record SegmentPage(SegmentView Segment, IReadOnlyList<SegmentVersion> Versions);

/// <summary>A page of those in a segment.</summary>
/// <param name="Items">They.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null: this is the last page.</param>
internal sealed record MemberPage(IReadOnlyList<SegmentMember> Items, Guid? Next);

/// <summary>A segment that a customer is in.</summary>
/// <param name="Segment">Its number.</param>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Since">Since when they are in it.</param>
/// <param name="HeldOut">Whether nothing is to be done with them, for comparison.</param>
internal sealed record MembershipView(long Segment, string En, string Zh, DateTimeOffset Since, bool HeldOut);

/// <summary>Something that rules can ask about.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="Kind">number, day, word, text or segment.</param>
/// <param name="En">What it is, in English.</param>
/// <param name="Zh">The same in Chinese.</param>
/// <param name="Words">The values that there are, if not any may be.</param>
internal sealed record RuleFieldView(string Name, string Kind, string En, string Zh, IReadOnlyList<string> Words);

/// <summary>Why somebody is in a segment, or is not.</summary>
/// <param name="Customer">The record whose page is theirs.</param>
/// <param name="IsIn">Whether they are.</param>
/// <param name="IsRefused">Whether they have refused that segments are made of them; then they are in none.</param>
/// <param name="Reason">What the rule says of them.</param>
internal sealed record WhyView(Guid Customer, bool IsIn, bool IsRefused, ReasonView Reason);

/// <summary>A part of a rule, of somebody.</summary>
/// <param name="Rule">Its expression.</param>
/// <param name="Holds">Whether it holds of them.</param>
/// <param name="Value">Of a condition, what they have; empty: nothing.</param>
/// <param name="Parts">Its parts.</param>
internal sealed record ReasonView(string Rule, bool Holds, string? Value, IReadOnlyList<ReasonView> Parts)
{
    public static ReasonView Of(RuleReason reason) => new(reason.Text, reason.Holds, reason.Value, [.. reason.Parts.Select(Of)]);
}
