using System.Text.Json;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lists;
using ServiceBot.Insight.Segments.Own;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>
/// Keeps who is in which segment, in the transaction in which something that rules ask about has changed. One transaction at a time does so: each sees what those before it have changed, so whoever is last is right.
/// </summary>
public sealed class KeepSegments(SignalLog signals, MayProfile mayProfile, TimeProvider clock) : IFacetUse
{
    private static readonly long Lock = LockKeys.Of("insight", "segments");

    /// <inheritdoc/>
    public Task ChangedAsync(UnitOfWork unit, Guid[] customers) => KeepAsync(unit, customers, "customer");

    /// <summary>Why a customer is in a segment, or is not.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="segment">The segment's number.</param>
    /// <param name="customer">The id of any record that is theirs.</param>
    /// <returns>Null: there is no such segment whose rule can be read, or no such customer with figures.</returns>
    public async Task<SegmentWhy?> WhyAsync(Session session, long segment, Guid customer)
    {
        var (_, book) = await BookAsync(session);
        if (book.RuleOf(segment) is not { } rule || await CustomerCard.RootsAsync(session, [customer]) is not [var person] || await RuleSubject.OfAsync(session, [person], book.Needs) is not [var subject])
        {
            return null;
        }

        return new(person, (await SegmentStore.AreInAsync(session, segment, [person])).Count > 0, (await RefusedAsync(session, [person])).Count > 0, RuleReason.Of(rule, book, subject));
    }

    /// <summary>All that rules can be about.</summary>
    public static async Task<RuleFields> FieldsAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (await BookAsync(session)).Book.Fields;
    }

    /// <summary>The rules of all segments.</summary>
    internal static async Task<(IReadOnlyList<Segment> Segments, RuleBook Book)> BookAsync(Session session)
    {
        var segments = await SegmentStore.RulesAsync(session);
        return (segments, RuleBook.Of(segments, await FieldStore.SetAsync(session), await ClusterStore.AllAsync(session)));
    }

    /// <summary>Holds off whoever keeps segments until the transaction ends: rules change between two of them.</summary>
    internal static Task LockAsync(UnitOfWork unit) => unit.Dialect.LockAsync(unit, Lock);

    /// <summary>Brings up to date in which segments some customers are.</summary>
    /// <param name="unit">The transaction in which something of them has changed.</param>
    /// <param name="records">Their records, also those that are no persons of their own any more.</param>
    /// <param name="because">Whether because of them (<c>customer</c>) or of the rule (<c>rule</c>).</param>
    internal async Task KeepAsync(UnitOfWork unit, Guid[] records, string because)
    {
        if (records.Length == 0 || await SegmentStore.RulesAsync(unit) is { Count: 0 })
        {
            return;
        }

        await LockAsync(unit);
        var (segments, book) = await BookAsync(unit);
        var (come, go) = await ChangesAsync(unit, book, segments, records, await RuleSubject.OfAsync(unit, records, book.Needs));
        var now = clock.GetUtcNow();
        await SegmentStore.MoveAsync(unit, come, go, now);
        await signals.AppendAllAsync(unit, [.. go.Select(one => Of(SegmentSignals.Left, one)), .. come.Select(one => Of(SegmentSignals.Entered, one))]);

        Signal Of(string type, (long Segment, Guid Customer) one) => new(type, now, Customer: one.Customer, Data: JsonSerializer.Serialize(new { segment = one.Segment, customer = one.Customer, because }));
    }

    /// <summary>Of some records, who is to come into which segment, and who is to go.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="book">The rules.</param>
    /// <param name="segments">The segments.</param>
    /// <param name="records">The records.</param>
    /// <param name="subjects">Those of them who are persons, as they are.</param>
    internal async Task<(HashSet<(long Segment, Guid Customer)> Come, HashSet<(long Segment, Guid Customer)> Go)> ChangesAsync(
        Session session, RuleBook book, IReadOnlyList<Segment> segments, Guid[] records, IReadOnlyList<RuleSubject> subjects)
    {
        HashSet<(long, Guid)> wanted = [.. from segment in segments where segment.IsUsed from subject in subjects where book.IsIn(segment.Id, subject) select (segment.Id, subject.Person)];
        HashSet<(long, Guid)> present = [.. (await SegmentStore.NowAsync(session, records)).Select(row => (row.Segment, row.CustomerId))];
        var refused = await RefusedAsync(session, [.. wanted.Select(one => one.Item2).Distinct()]);
        wanted.RemoveWhere(one => refused.Contains(one.Item2));
        return ([.. wanted.Except(present)], [.. present.Except(wanted)]);
    }

    /// <summary>Of some persons, those of whom no segments may be made.</summary>
    internal async Task<IReadOnlySet<Guid>> RefusedAsync(Session session, Guid[] persons) =>
        persons.Length == 0 ? new HashSet<Guid>() : await mayProfile.RefusedAsync(session, await PersonRecords.GroupsAsync(session, persons), clock.GetUtcNow());
}

/// <summary>Why somebody is in a segment, or is not.</summary>
/// <param name="Customer">The record whose page is theirs.</param>
/// <param name="IsIn">Whether they are.</param>
/// <param name="IsRefused">Whether no segments may be made of them, whatever the rule says.</param>
/// <param name="Reason">What the rule says of them.</param>
public sealed record SegmentWhy(Guid Customer, bool IsIn, bool IsRefused, RuleReason Reason);
