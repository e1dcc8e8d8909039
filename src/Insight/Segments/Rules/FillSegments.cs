using Microsoft.Extensions.Hosting;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>
/// Looks at everybody when a rule was changed. It reads aside and writes only who comes or goes, so that nobody waits for it; who changes meanwhile is looked at then, by what has changed of them.
/// </summary>
public sealed class FillSegments(IDatabase database, KeepSegments keep, EditCustomer customers, TimeProvider clock) : BackgroundService
{
    private const int Together = 2_000;
    private const int WrittenTogether = 500;
    private const int TaggedTogether = 100;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Looks at everybody if a rule was changed.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (!(await database.ReadAsync(SegmentStore.RulesAsync, cancellationToken)).Any(segment => segment.IsFilling))
        {
            return;     // looked at every second: no rule is read for that
        }

        var (segments, book) = await database.ReadAsync(KeepSegments.BookAsync, cancellationToken);

        for (Guid? place = null; ;)
        {
            var (last, changed) = await database.ReadAsync(
                async session =>
                {
                    var subjects = await RuleSubject.PageAsync(session, place, Together, book.Needs);
                    var (come, go) = await keep.ChangesAsync(session, book, segments, [.. subjects.Select(subject => subject.Person)], subjects);
                    return (subjects.Count == 0 ? (Guid?)null : subjects[^1].Person, come.Union(go).Select(one => one.Customer).Distinct().ToList());
                },
                cancellationToken);
            foreach (var some in changed.Chunk(WrittenTogether))
            {
                await database.DoAsync(unit => keep.KeepAsync(unit, some, "rule"), cancellationToken);
            }

            if (last is null)
            {
                break;
            }

            place = last;
        }

        foreach (var segment in segments.Where(segment => segment.Tag != segment.FilledTag))
        {
            await TagAsync(segment, cancellationToken);
        }

        await database.DoAsync(unit => SegmentStore.FilledAsync(unit, segments), cancellationToken);
    }

    /// <summary>Puts another tag on all who are in a segment; who comes or goes meanwhile is seen to by their signal.</summary>
    private async Task TagAsync(Segment segment, CancellationToken cancellationToken)
    {
        var tags = new TagMembers(customers);
        for (Guid? place = null; ;)
        {
            var members = await database.ReadAsync(session => SegmentStore.MembersAsync(session, segment.Id, place, TaggedTogether), cancellationToken);
            if (members.Count == 0)
            {
                return;
            }

            await database.DoAsync(
                async unit =>
                {
                    foreach (var customer in await SegmentStore.AreInAsync(unit, segment.Id, [.. members.Select(member => member.Customer)]))
                    {
                        await tags.KeepAsync(unit, segment.Id, customer, segment.Tag);
                    }
                },
                cancellationToken);
            place = members[^1].Customer;
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(WorkAsync, Look, atOnce: false, clock, stoppingToken);
}
