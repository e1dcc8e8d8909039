namespace ServiceBot.Desk.Sla;

/// <summary>A time in which the clock stands still.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null: it still does.</param>
public readonly record struct Pause(DateTimeOffset From, DateTimeOffset? To);

/// <summary>One step on the way to a deadline.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The instant at which it is over; null: not yet.</param>
/// <param name="What"><c>counted</c>: work hours, which use up the target; <c>paused</c>: work hours that do not.</param>
/// <param name="Left">What is left of the target after it.</param>
public sealed record SlaStep(DateTimeOffset From, DateTimeOffset? To, string What, TimeSpan Left);

/// <summary>When something is due, and how that comes about.</summary>
/// <param name="Due">The instant; null while the clock stands still, and where the next two years have not so many work hours.</param>
/// <param name="Left">What is left of the target: zero at <paramref name="Due"/>, more while the clock stands still.</param>
/// <param name="Steps">The way there, in order.</param>
public sealed record SlaDeadline(DateTimeOffset? Due, TimeSpan Left, IReadOnlyList<SlaStep> Steps);

/// <summary>Computes deadlines from what happened, always anew: work hours pass, pauses do not count.</summary>
public static class SlaClock
{
    /// <summary>When a target is used up. Work that ends with the day ends on that day, and not with the next morning.</summary>
    /// <param name="calendar">When work hours are.</param>
    /// <param name="start">When the clock starts.</param>
    /// <param name="target">How many work hours there are; more than none.</param>
    /// <param name="pauses">When it stands still, in any order; they may overlap.</param>
    public static SlaDeadline Of(BusinessCalendar calendar, DateTimeOffset start, TimeSpan target, IEnumerable<Pause> pauses)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(target, TimeSpan.Zero);
        var waiting = new Queue<Pause>(pauses.OrderBy(pause => pause.From));
        var steps = new List<SlaStep>();
        var left = target;
        foreach (var open in calendar.OpenFrom(start))
        {
            for (var at = open.From; at < open.To;)
            {
                while (waiting.TryPeek(out var over) && over.To <= at)
                {
                    waiting.Dequeue();
                }

                if (waiting.TryPeek(out var pause) && pause.From <= at)
                {
                    if (pause.To is not { } end)
                    {
                        steps.Add(new(at, null, "paused", left));
                        return new(null, left, steps);
                    }

                    at = Step(at, end < open.To ? end : open.To, "paused");
                    continue;
                }

                var until = waiting.TryPeek(out pause) && pause.From < open.To ? pause.From : open.To;
                until = until - at < left ? until : at + left;
                left -= until - at;
                at = Step(at, until, "counted");
                if (left == TimeSpan.Zero)
                {
                    return new(at, left, steps);
                }
            }
        }

        return new(null, left, steps);     // no work hours within two years: it never comes

        DateTimeOffset Step(DateTimeOffset from, DateTimeOffset to, string what)
        {
            steps.Add(new(from, to, what, left));
            return to;
        }
    }

    /// <summary>How much work time lies between two instants, without pauses; they may overlap.</summary>
    public static TimeSpan Worked(BusinessCalendar calendar, DateTimeOffset from, DateTimeOffset to, IEnumerable<Pause> pauses)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var worked = TimeSpan.Zero;
        foreach (var pause in pauses.Where(pause => pause.From < to).OrderBy(pause => pause.From))
        {
            worked += pause.From > from ? calendar.OpenBetween(from, pause.From) : TimeSpan.Zero;
            var end = pause.To is { } over && over < to ? over : to;
            from = end > from ? end : from;
        }

        return worked + (from < to ? calendar.OpenBetween(from, to) : TimeSpan.Zero);
    }
}
