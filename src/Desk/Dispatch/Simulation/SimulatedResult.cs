namespace ServiceBot.Desk.Dispatch.Simulation;

/// <summary>What became of a day.</summary>
/// <param name="Chats">Conversations.</param>
/// <param name="Requests">Requests.</param>
/// <param name="Vip">Both, of customers with a head start.</param>
/// <param name="Fairness">Jain's index of the agents' work over their hours, 1/n to 1; 1: everybody works equally much.</param>
/// <param name="Offers">Offers made.</param>
/// <param name="Returned">Offers that were declined, ignored or taken back.</param>
/// <param name="Broken">How often work waited while somebody who fits was free.</param>
/// <param name="BrokenAt">The first of these.</param>
public sealed record SimulatedResult(
    Waiting Chats, Waiting Requests, Waiting Vip, double Fairness, int Offers, int Returned, int Broken, IReadOnlyList<string> BrokenAt);

/// <summary>How long some work waited until somebody accepted it, in seconds. What nobody had accepted by the end of the day counts with the time until then.</summary>
/// <param name="Count">How many pieces.</param>
/// <param name="LeftOver">How many of them nobody had accepted by the end.</param>
/// <param name="Mean">Their mean; 0 when there is none.</param>
/// <param name="P90">Nine of ten waited no longer (nearest rank).</param>
/// <param name="Max">The longest.</param>
/// <param name="Attainment">The share that was accepted in time, of all that were accepted or are late; 1 when there is none.</param>
public sealed record Waiting(int Count, int LeftOver, double Mean, double P90, double Max, double Attainment)
{
    internal static Waiting Of(IEnumerable<(double Seconds, bool IsAccepted, bool IsInTime)> work)
    {
        var all = work.OrderBy(one => one.Seconds).ToList();
        if (all.Count == 0)
        {
            return new(0, 0, 0, 0, 0, 1);
        }

        var counted = all.Count(one => one.IsAccepted || !one.IsInTime);
        return new(
            all.Count,
            all.Count(one => !one.IsAccepted),
            all.Average(one => one.Seconds),
            all[(int)Math.Ceiling(0.9 * all.Count) - 1].Seconds,
            all[^1].Seconds,
            counted == 0 ? 1 : (double)all.Count(one => one is { IsAccepted: true, IsInTime: true }) / counted);
    }
}

/// <summary>Writes a day down as it happens.</summary>
internal sealed class DayRecord(SimulatedDay day, OfferOptions options)
{
    private readonly List<(WorkItem Item, DateTimeOffset At)> _started = [];
    private readonly double[] _worked = new double[day.Agents.Count];
    private readonly List<string> _brokenAt = [];
    private int _offers;
    private int _returned;
    private int _broken;

    public void Offered() => _offers++;

    public void Returned() => _returned++;

    public void Started(WorkItem item, int agent, DateTimeOffset at, TimeSpan takes)
    {
        _started.Add((item, at));
        _worked[agent] += takes.TotalHours * options.WeightOf(item.Channel);
    }

    public void Broken(string found, int mostReported)
    {
        _broken++;
        if (_brokenAt.Count < mostReported)
        {
            _brokenAt.Add(found);
        }
    }

    public SimulatedResult Result(DateTimeOffset end, IEnumerable<WorkItem> leftOver)
    {
        var work = _started.Select(one => (one.Item, one.At, IsAccepted: true)).Concat(leftOver.Select(item => (Item: item, At: end, IsAccepted: false))).ToList();
        Waiting Of(Func<WorkItem, bool> which) => Waiting.Of(work.Where(one => which(one.Item))
            .Select(one => ((one.At - one.Item.WaitsSince).TotalSeconds, one.IsAccepted, one.At <= one.Item.DueAt)));
        return new(
            Of(item => item.Id.Kind == WorkKind.Conversation),
            Of(item => item.Id.Kind == WorkKind.Request),
            Of(item => item.HeadStart > TimeSpan.Zero),
            Jain([.. day.Agents.Select((agent, index) => _worked[index] / (agent.To - agent.From))]),
            _offers,
            _returned,
            _broken,
            _brokenAt);
    }

    /// <summary>(Σx)² / (n Σx²). Jain, Chiu, Hawe (1984). Nobody works: 1.</summary>
    internal static double Jain(IReadOnlyList<double> x) => x.Sum(value => value * value) is var squares && squares > 0 ? Math.Pow(x.Sum(), 2) / (x.Count * squares) : 1;
}
