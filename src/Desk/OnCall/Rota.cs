using System.Globalization;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Sla;

namespace ServiceBot.Desk.OnCall;

/// <summary>People who take turns.</summary>
public sealed record RotaLayer
{
    /// <summary>The most people that take turns in one layer.</summary>
    public const int MostMembers = 12;

    /// <summary>The day on which the first of them begins.</summary>
    public required DateOnly From { get; init; }

    /// <summary>When one hands over to the next, on the wall clock: <c>09:00</c>.</summary>
    public required string HandOver { get; init; }

    /// <summary>The length of a turn in days, 1 to 28. Default: 7.</summary>
    public int Days { get; init; } = 7;

    /// <summary>The hours in which it counts, as <see cref="RotaHours"/> reads them; empty: always.</summary>
    public string Hours { get; init; } = "";

    /// <summary>Who takes turns, in their order.</summary>
    public required IReadOnlyList<Guid> Members { get; init; }
}

/// <summary>Somebody is on call instead of whose turn it is.</summary>
/// <param name="Id">Its number.</param>
/// <param name="From">From when.</param>
/// <param name="To">Until when.</param>
/// <param name="Staff">Who.</param>
public sealed record RotaSwap(long Id, DateTimeOffset From, DateTimeOffset To, Guid Staff);

/// <summary>Who is on call for a team, in turns.</summary>
public sealed record Rota
{
    /// <summary>Its name, a short word.</summary>
    public required string Name { get; init; }

    /// <summary>The team for whose requests it is.</summary>
    public required string Team { get; init; }

    /// <summary>The time zone of hand-overs and hours: <c>Europe/London</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>The layers: where two count at an instant, the later one does.</summary>
    public IReadOnlyList<RotaLayer> Layers { get; init; } = [];

    /// <summary>Swaps, which go before every layer; of two at an instant the one that was made last counts.</summary>
    public IReadOnlyList<RotaSwap> Swaps { get; init; } = [];

    /// <summary>1, and one more with each change of the layers; 0: it is new.</summary>
    public long Version { get; init; }
}

/// <summary>A stretch in which the same person is on call, for the same reason.</summary>
/// <param name="From">From when.</param>
/// <param name="To">Until when.</param>
/// <param name="Staff">Who; null: nobody.</param>
/// <param name="Layer">The layer whose turn it is, from 1; null: it is a swap, or nobody's.</param>
public sealed record OnCallTurn(DateTimeOffset From, DateTimeOffset To, Guid? Staff, int? Layer);

/// <summary>Computes who is on call: state in, turns out, no I/O.</summary>
/// <remarks>A turn ends with the instant of its hand-over, whatever the clock does in between: over its changes a week is an hour shorter or longer.</remarks>
public sealed class RotaTurns
{
    private readonly Rota _rota;
    private readonly TimeZoneInfo _zone;
    private readonly BusinessCalendar?[] _hours;

    /// <summary>Takes a rota whose words were checked.</summary>
    public RotaTurns(Rota rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        (_rota, _zone) = (rota, TimeZoneInfo.FindSystemTimeZoneById(rota.Zone));
        _hours = [.. rota.Layers.Select(layer => layer.Hours.Length == 0 ? null : new BusinessCalendar(RotaHours.Read(layer.Hours, rota.Zone).Hours!))];
    }

    /// <summary>Who is on call at an instant, and until when that is so at the least.</summary>
    /// <returns>The turn from that instant on.</returns>
    public OnCallTurn At(DateTimeOffset at)
    {
        var next = _rota.Swaps.SelectMany(swap => new[] { swap.From, swap.To }).Concat(_rota.Layers.SelectMany((layer, index) => Edges(layer, _hours[index], at)))
            .Where(edge => edge > at).Append(at.AddYears(1)).Min();
        if (_rota.Swaps.Where(swap => swap.From <= at && at < swap.To).MaxBy(swap => swap.Id) is { } swapped)
        {
            return new(at, next, swapped.Staff, Layer: null);
        }

        for (var index = _rota.Layers.Count - 1; index >= 0; index--)
        {
            var layer = _rota.Layers[index];
            if (layer.Members.Count > 0 && TurnOf(layer, at) is >= 0 and var turn && _hours[index]?.IsOpen(at) != false)
            {
                return new(at, next, layer.Members[turn % layer.Members.Count], index + 1);
            }
        }

        return new(at, next, Staff: null, Layer: null);
    }

    /// <summary>Who is on call from one instant to another: stretches without a gap, in order.</summary>
    public IEnumerable<OnCallTurn> Between(DateTimeOffset from, DateTimeOffset to)
    {
        OnCallTurn? open = null;
        for (var at = from; at < to; at = open.To)
        {
            var turn = At(at);
            turn = turn with { To = turn.To < to ? turn.To : to };
            if (open is not null && (open.Staff, open.Layer) == (turn.Staff, turn.Layer))
            {
                open = open with { To = turn.To };
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = turn;
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    /// <summary>The instant of a time on the wall clock of a zone.</summary>
    public static DateTimeOffset InstantOf(string zone, DateTime local) => ZoneTime.InstantOf(TimeZoneInfo.FindSystemTimeZoneById(zone), local);

    /// <summary>The instant at which a turn of a layer begins, counted from 0.</summary>
    internal DateTimeOffset BeginningOf(RotaLayer layer, int turn) => HandOverOn(layer, layer.From.AddDays(turn * layer.Days));

    private IEnumerable<DateTimeOffset> Edges(RotaLayer layer, BusinessCalendar? hours, DateTimeOffset at)
    {
        yield return BeginningOf(layer, TurnOf(layer, at) + 1);
        if (hours?.OpenFrom(at).FirstOrDefault() is { Length.Ticks: > 0 } open)
        {
            yield return open.From > at ? open.From : open.To;
        }
    }

    /// <summary>How many hand-overs there were after the first; -1: that one is to come.</summary>
    private int TurnOf(RotaLayer layer, DateTimeOffset at)
    {
        var day = ZoneTime.DayOf(_zone, at);
        var days = day.DayNumber - layer.From.DayNumber - (at < HandOverOn(layer, day) ? 1 : 0);
        return days < 0 ? -1 : days / layer.Days;
    }

    private DateTimeOffset HandOverOn(RotaLayer layer, DateOnly day) =>
        ZoneTime.InstantOf(_zone, day.ToDateTime(TimeOnly.ParseExact(layer.HandOver, "HH:mm", CultureInfo.InvariantCulture)));
}

/// <summary>Hours of the week in one line: <c>Mon-Fri 18:00-24:00; Sat,Sun 00:00-24:00</c>.</summary>
public static class RotaHours
{
    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>Reads them.</summary>
    /// <returns>The hours, or null and what is wrong.</returns>
    internal static (OpeningHoursOptions? Hours, string? Error) Read(string text, string zone)
    {
        var hours = new OpeningHoursOptions { TimeZone = zone };
        foreach (var day in Week)
        {
            hours.Week[$"{day}"] = "";
        }

        foreach (var part in text.Split([';', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = part.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || DaysOf(part[..space]) is not { Count: > 0 } days || OpenSpan.Read(part[space..]) is not { Error: null, Spans.Count: > 0 })
            {
                return (null, $"'{part}' is not days and hours such as Mon-Fri 18:00-24:00 or Sat,Sun 00:00-24:00.");
            }

            foreach (var day in days)
            {
                hours.Week[$"{day}"] += (hours.Week[$"{day}"].Length > 0 ? "," : "") + part[space..].Trim();
            }
        }

        return OpeningHoursOptionsRules.ErrorsOf(hours).FirstOrDefault() is { } error ? (null, error) : (hours, null);
    }

    private static List<DayOfWeek>? DaysOf(string text)
    {
        var days = new List<DayOfWeek>();
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-').Select(name => Array.FindIndex(Week, day => $"{day}"[..3].Equals(name, StringComparison.OrdinalIgnoreCase))).ToList();
            if (ends.Count > 2 || ends.Contains(-1) || ends[^1] < ends[0])
            {
                return null;
            }

            days.AddRange(Week[ends[0]..(ends[^1] + 1)]);
        }

        return days;
    }
}
