using System.Globalization;

namespace ServiceBot.Desk.Dispatch.Simulation;

/// <summary>A piece of work that comes that day.</summary>
/// <param name="Item">The work.</param>
/// <param name="Takes">How long it keeps whoever takes it.</param>
internal sealed record Arrival(WorkItem Item, TimeSpan Takes);

/// <summary>What comes on a day; the same for every rule.</summary>
internal static class Arrivals
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double hour) => Midnight.AddHours(hour);

    public static Guid IdOf(int agent) => new(agent + 1, 0, 0, new byte[8]);

    public static IReadOnlyList<Arrival> Of(SimulatedDay day, Chance chance) =>
        [.. Of(day, chance, WorkKind.Conversation).Concat(Of(day, chance, WorkKind.Request)).OrderBy(arrival => arrival.Item.WaitsSince)];

    /// <summary>A Poisson process whose rate follows the day, by thinning one of the highest rate (Lewis and Shedler 1979).</summary>
    private static IEnumerable<Arrival> Of(SimulatedDay day, Chance chance, WorkKind kind)
    {
        var isChat = kind == WorkKind.Conversation;
        var (perHour, highest) = (isChat ? day.ChatsPerHour : day.RequestsPerHour, day.Curve.Max());
        var about = kind.ToString();
        if (perHour * highest <= 0)
        {
            yield break;
        }

        var hour = day.Opens;
        for (var number = 1; ; number++)
        {
            hour += chance.Exponential(1 / (perHour * highest), about + " comes", number);
            if (hour >= day.Closes)
            {
                yield break;
            }

            var rate = day.Curve[Math.Min((int)(hour - day.Opens), day.Curve.Count - 1)];
            if (chance.Of(about + " is one", number) * highest < rate)
            {
                yield return New(day, chance, kind, about, number, At(hour));
            }
        }
    }

    private static Arrival New(SimulatedDay day, Chance chance, WorkKind kind, string about, int number, DateTimeOffset at)
    {
        var isChat = kind == WorkKind.Conversation;
        var team = chance.OneOf(day.Teams, about + " team", number);
        var target = double.Parse(chance.OneOf(isChat ? day.ChatTargets : day.RequestTargets, about + " target", number), CultureInfo.InvariantCulture);
        var takes = TimeSpan.FromMinutes(Math.Clamp(chance.Lognormal(isChat ? day.ChatMinutes : day.RequestMinutes, day.Spread, about + " takes", number), 0.1, 600));
        return new(
            new()
            {
                Id = new(kind, number),
                Channel = isChat ? "chat" : "request",
                Team = team,
                Language = chance.Of(about + " language", number) < day.Chinese ? "zh" : "en",
                Demands = chance.Of(about + " skilled", number) < day.Skilled ? [new(team, chance.Of(about + " level", number) < 0.5 ? 2 : 3)] : [],
                WaitsSince = at,
                DueAt = at.AddMinutes(target),
                HeadStart = chance.Of(about + " vip", number) < day.Vip ? TimeSpan.FromMinutes(day.HeadStartMinutes) : TimeSpan.Zero,
                LastAgent = chance.Of(about + " known", number) < day.Known ? IdOf((int)(chance.Of(about + " by", number) * day.Agents.Count)) : null,
            },
            takes);
    }
}
