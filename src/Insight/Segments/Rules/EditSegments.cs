using System.Text.Json;
using ServiceBot.Crm;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>What a segment shall be.</summary>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Rule">The expression that says who is in it.</param>
/// <param name="IsUsed">Whether anybody is in it.</param>
/// <param name="Holdout">Which share of those in it nothing is done with.</param>
/// <param name="Tag">A tag that whoever is in it gets, and loses when they leave; null: none.</param>
public sealed record SegmentWish(string En, string Zh, string Rule, bool IsUsed = true, double Holdout = 0, string? Tag = null);

/// <summary>Makes, changes and deletes segments. Who is in them follows a moment later.</summary>
public sealed class EditSegments(SignalLog signals, IEnumerable<ISegmentUse> uses, TimeProvider clock)
{
    private const int Most = 200;
    private const int LongestName = 60;
    private const double MostHeldOut = 0.9;

    /// <summary>Makes a segment, or changes one.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">Its number; null: it is a new one.</param>
    /// <param name="wish">What it shall be.</param>
    /// <param name="version">The version that was seen; null: whatever it is.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditOutcome<Segment>> SaveAsync(UnitOfWork unit, long? id, SegmentWish wish, int? version, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(wish);
        await KeepSegments.LockAsync(unit);
        var (all, book) = await KeepSegments.BookAsync(unit);
        var before = all.FirstOrDefault(segment => segment.Id == id);
        if (id is not null && before is null)
        {
            return new EditOutcome<Segment>.NotFound();
        }

        if (before is not null && version is not null && version != before.Version)
        {
            return new EditOutcome<Segment>.Conflict(before);
        }

        var wanted = new Segment
        {
            Id = before?.Id ?? 0,
            En = StoredText.CleanLine(wish.En, 200),
            Zh = StoredText.CleanLine(wish.Zh, 200),
            Rule = wish.Rule,
            IsUsed = wish.IsUsed,
            Holdout = wish.Holdout,
            Tag = string.IsNullOrWhiteSpace(wish.Tag) ? null : wish.Tag,
            FilledTag = before?.FilledTag,
            Version = (before?.Version ?? 0) + 1,
            ChangedBy = by,
            ChangedAt = clock.GetUtcNow(),
        };
        var errors = Errors(wanted, all);
        if (before is null && all.Count >= Most)
        {
            errors["en"] = [$"There are {Most} segments: no more fit."];
        }

        var (rule, fault) = RuleParser.Parse(wish.Rule, book.Fields);
        if (rule is null)
        {
            errors["rule"] = [$"{fault}"];
        }
        else if (book.With(wanted, rule).CycleOf(rule, wanted.Id) is { } cycle)
        {
            errors["rule"] = [$"It would ask about itself: {string.Join(" → ", cycle.Prepend(before?.En ?? wanted.En))}."];
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<Segment>.Wrong(errors);
        }

        wanted = wanted with { Rule = RuleText.Of(rule!) };
        if (before is null)
        {
            wanted = wanted with { Id = await SegmentStore.AddAsync(unit, wanted) };
        }
        else
        {
            await SegmentStore.ChangeAsync(unit, wanted);
            await RenameAsync(unit, before, wanted, all, book);
        }

        await SegmentStore.AddVersionAsync(unit, wanted);
        await SayAsync(unit, before is null ? "SegmentMade" : "SegmentChanged", wanted.Id, by);
        return new EditOutcome<Segment>.Done(wanted);
    }

    /// <summary>Deletes a segment that no other names and nothing goes by; whoever is in it leaves it.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">Its number.</param>
    /// <param name="by">Who does it.</param>
    public async Task<EditOutcome<Segment>> DeleteAsync(UnitOfWork unit, long id, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await KeepSegments.LockAsync(unit);
        var (all, book) = await KeepSegments.BookAsync(unit);
        if (all.FirstOrDefault(one => one.Id == id) is not { } segment)
        {
            return new EditOutcome<Segment>.NotFound();
        }

        var users = all.Where(one => book.RuleOf(one.Id) is { } rule && Named(rule).Intersect(segment.Names, StringComparer.OrdinalIgnoreCase).Any()).Select(one => one.En).ToList();
        foreach (var use in uses)
        {
            users.AddRange(await use.OfAsync(unit, id));
        }

        if (users.Count > 0)
        {
            return new EditOutcome<Segment>.NotNow(segment, "named by others", users);
        }

        var now = clock.GetUtcNow();
        await signals.AppendAllAsync(unit, [.. (await SegmentStore.AllOfAsync(unit, id)).Select(customer => new Signal(SegmentSignals.Left, now, Customer: customer, Data: JsonSerializer.Serialize(new { segment = id, customer, because = "rule" })))]);
        await SegmentStore.DeleteAsync(unit, id);
        await SayAsync(unit, "SegmentDeleted", id, by);
        return new EditOutcome<Segment>.Done(segment);
    }

    private static Dictionary<string, string[]> Errors(Segment wanted, IReadOnlyList<Segment> all)
    {
        var errors = new Dictionary<string, string[]>();
        HashSet<string> taken = new(all.Where(one => one.Id != wanted.Id).SelectMany(one => one.Names), StringComparer.OrdinalIgnoreCase);
        foreach (var (field, name) in new[] { ("en", wanted.En), ("zh", wanted.Zh) })
        {
            if (name.Length is 0 or > LongestName)
            {
                errors[field] = [$"It has 1 to {LongestName} characters."];
            }
            else if (taken.Contains(name))
            {
                errors[field] = ["Another segment has this name."];
            }
        }

        if (wanted.Tag is { } tag && StoredText.Tag(tag) != tag)
        {
            errors["tag"] = [$"A tag is in small letters, has 1 to {StoredText.LongestTag} characters and no comma."];
        }

        if (!(wanted.Holdout is >= 0 and <= MostHeldOut))
        {
            errors["holdout"] = [$"It is a share from 0 to {MostHeldOut}."];
        }

        return errors;
    }

    /// <summary>Where other rules name a segment by a name that it has no more, they name it by the new one.</summary>
    private static async Task RenameAsync(UnitOfWork unit, Segment before, Segment now, IReadOnlyList<Segment> all, RuleBook book)
    {
        foreach (var other in all.Where(one => one.Id != now.Id))
        {
            if (book.RuleOf(other.Id) is { } rule && Renamed(rule, before, now) is var renamed && RuleText.Of(renamed) is var text && text != RuleText.Of(rule))
            {
                var changed = other with { Rule = text, Version = other.Version + 1, ChangedBy = now.ChangedBy, ChangedAt = now.ChangedAt };
                await SegmentStore.ChangeAsync(unit, changed);
                await SegmentStore.AddVersionAsync(unit, changed);
            }
        }
    }

    private static Rule Renamed(Rule rule, Segment before, Segment now) => rule switch
    {
        Rule.Group group => group with { Parts = [.. group.Parts.Select(part => Renamed(part, before, now))] },
        Rule.Opposite opposite => new Rule.Opposite(Renamed(opposite.Of, before, now)),
        Rule.Condition { Field.Name: RuleField.Segment } one => one with { Values = [.. one.Values.Select(value => value == before.En ? now.En : value == before.Zh ? now.Zh : value)] },
        _ => rule,
    };

    private static IEnumerable<string> Named(Rule rule) => rule.Conditions.Where(condition => condition.Field.Name == RuleField.Segment).SelectMany(condition => condition.Values);

    private Task SayAsync(UnitOfWork unit, string type, long segment, string by) => signals.AppendAsync(unit, new(type, clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { segment, by })));
}
