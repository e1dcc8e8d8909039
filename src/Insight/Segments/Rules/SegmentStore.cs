using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>Segments and who is in them, in the database.</summary>
public static class SegmentStore
{
    private const string Columns = """
        id, en, zh, rule, is_used, holdout, tag, filled_tag, version, changed_by, changed_at, filled_version,
        (SELECT count(*) FROM insight_segment_member m WHERE m.segment = insight_segment.id AND m.until_at IS NULL) AS count
        """;

    /// <summary>All segments, in the order in which they were made.</summary>
    public static Task<IReadOnlyList<Segment>> ListAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Segment>($"SELECT {Columns} FROM insight_segment ORDER BY id");
    }

    /// <summary>A segment by its number, or null.</summary>
    public static Task<Segment?> FindAsync(Session session, long segment)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FindAsync<Segment>($"SELECT {Columns} FROM insight_segment WHERE id = @segment", new { segment });
    }

    /// <summary>What the rules of a segment were, the latest first.</summary>
    public static Task<IReadOnlyList<SegmentVersion>> VersionsAsync(Session session, long segment)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<SegmentVersion>("SELECT version, rule, changed_by, changed_at FROM insight_segment_version WHERE segment = @segment ORDER BY version DESC", new { segment });
    }

    /// <summary>Who is in a segment, in the order of their ids.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="segment">The segment's number.</param>
    /// <param name="after">The one to read on from; null: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<SegmentMember>> MembersAsync(Session session, long segment, Guid? after, int take) => await FindAsync(session, segment) is not { } found ? [] :
    [
        .. (await session.QueryAsync<MemberRow>(
            $"SELECT segment, customer_id, since_at FROM insight_segment_member WHERE segment = @segment AND until_at IS NULL{(after is null ? "" : " AND customer_id > @after")} ORDER BY customer_id LIMIT @take",
            new { segment, after, take })).Select(row => new SegmentMember(row.CustomerId, row.SinceAt, found.HoldsOut(row.CustomerId))),
    ];

    /// <summary>Those of some customers who are in a segment.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="segment">The segment's number.</param>
    /// <param name="customers">The records whose pages are theirs.</param>
    public static async Task<IReadOnlySet<Guid>> AreInAsync(Session session, long segment, Guid[] customers)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (await session.QueryAsync<Guid>(
            $"SELECT customer_id FROM insight_segment_member WHERE segment = @segment AND until_at IS NULL AND {session.Dialect.IsIn("customer_id", "@customers")}", new { segment, customers })).ToHashSet();
    }

    /// <summary>The segments that a customer is in.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customer">The id of any record that is theirs.</param>
    public static async Task<IReadOnlyList<(Segment Segment, SegmentMember Member)>> OfAsync(Session session, Guid customer)
    {
        if (await CustomerCard.RootsAsync(session, [customer]) is not [var person])
        {
            return [];
        }

        var since = (await NowAsync(session, [person])).ToDictionary(row => row.Segment, row => row.SinceAt);
        return [.. (await ListAsync(session)).Where(segment => since.ContainsKey(segment.Id)).Select(segment => (segment, new SegmentMember(person, since[segment.Id], segment.HoldsOut(person))))];
    }

    /// <summary>All segments as rules know each other, without their counts.</summary>
    internal static Task<IReadOnlyList<Segment>> RulesAsync(Session session) =>
        session.QueryAsync<Segment>("SELECT id, en, zh, rule, is_used, holdout, tag, filled_tag, version, changed_by, changed_at, filled_version, CAST(0 AS bigint) AS count FROM insight_segment ORDER BY id");

    /// <summary>In which segments some customers are.</summary>
    /// <remarks>While a table grows from nothing, PostgreSQL reads all of it by the plan of an empty one, and looks through a list once for each row; a join does it once.</remarks>
    internal static Task<IReadOnlyList<MemberRow>> NowAsync(Session session, Guid[] customers) => session.QueryAsync<MemberRow>(
        $"SELECT segment, customer_id, since_at FROM insight_segment_member WHERE until_at IS NULL AND customer_id IN (SELECT {session.Dialect.Id("value ->> 0")} FROM {session.Dialect.EachOf("@rows")})",
        new { rows = JsonSerializer.Serialize(customers.Select(customer => new[] { customer })) });

    /// <summary>Writes down who comes into which segment, and who goes.</summary>
    internal static async Task MoveAsync(UnitOfWork unit, IReadOnlyCollection<(long Segment, Guid Customer)> come, IReadOnlyCollection<(long Segment, Guid Customer)> go, DateTimeOffset now)
    {
        foreach (var segment in go.GroupBy(one => one.Segment, one => one.Customer))
        {
            await unit.ExecuteAsync(
                $"UPDATE insight_segment_member SET until_at = @now WHERE segment = @segment AND until_at IS NULL AND {unit.Dialect.IsIn("customer_id", "@customers")}", new { now, segment = segment.Key, customers = segment.ToArray() });
        }

        if (come.Count > 0)
        {
            await unit.ExecuteAsync(
                $"INSERT INTO insight_segment_member (segment, customer_id, since_at) SELECT CAST(value ->> 0 AS bigint), {unit.Dialect.Id("value ->> 1")}, @now FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE",
                new { now, rows = JsonSerializer.Serialize(come.Select(one => new object[] { one.Segment, one.Customer })) });
        }
    }

    /// <summary>Adds a segment without members.</summary>
    internal static Task<long> AddAsync(UnitOfWork unit, Segment segment) => unit.GetAsync<long>(
        """
        INSERT INTO insight_segment (en, zh, rule, is_used, holdout, tag, version, changed_by, changed_at, filled_version)
        VALUES (@En, @Zh, @Rule, @IsUsed, @Holdout, @Tag, @Version, @ChangedBy, @ChangedAt, 0) RETURNING id
        """,
        segment);

    /// <summary>Changes a segment.</summary>
    internal static Task ChangeAsync(UnitOfWork unit, Segment segment) => unit.ExecuteAsync(
        """
        UPDATE insight_segment SET en = @En, zh = @Zh, rule = @Rule, is_used = @IsUsed, holdout = @Holdout, tag = @Tag, version = @Version, changed_by = @ChangedBy, changed_at = @ChangedAt WHERE id = @Id
        """,
        segment);

    /// <summary>Writes down what the rule of a segment is now.</summary>
    internal static Task AddVersionAsync(UnitOfWork unit, Segment segment) => unit.ExecuteAsync(
        "INSERT INTO insight_segment_version (segment, version, rule, changed_by, changed_at) VALUES (@Id, @Version, @Rule, @ChangedBy, @ChangedAt)", segment);

    /// <summary>Forgets a segment.</summary>
    internal static async Task DeleteAsync(UnitOfWork unit, long segment)
    {
        await unit.ExecuteAsync("DELETE FROM insight_segment_member WHERE segment = @segment", new { segment });
        await unit.ExecuteAsync("DELETE FROM insight_segment_version WHERE segment = @segment", new { segment });
        await unit.ExecuteAsync("DELETE FROM insight_segment WHERE id = @segment", new { segment });
    }

    /// <summary>Everybody in a segment.</summary>
    internal static Task<IReadOnlyList<Guid>> AllOfAsync(Session session, long segment) =>
        session.QueryAsync<Guid>("SELECT customer_id FROM insight_segment_member WHERE segment = @segment AND until_at IS NULL ORDER BY customer_id", new { segment });

    /// <summary>Writes down that everybody was looked at as of some versions; not of what was changed since.</summary>
    internal static Task FilledAsync(UnitOfWork unit, IEnumerable<Segment> segments) =>
        unit.ExecuteAsync("UPDATE insight_segment SET filled_version = @Version, filled_tag = @Tag WHERE id = @Id AND version = @Version", segments.Select(segment => new { segment.Id, segment.Version, segment.Tag }).ToList());

    internal sealed record MemberRow
    {
        public required long Segment { get; init; }

        public required Guid CustomerId { get; init; }

        public required DateTimeOffset SinceAt { get; init; }
    }
}
