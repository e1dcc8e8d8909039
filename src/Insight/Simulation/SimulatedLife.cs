using ServiceBot.Crm.Demo;
using ServiceBot.Desk.Demo;
using ServiceBot.Insight.Learning;
using static System.Math;

namespace ServiceBot.Insight.Simulation;

/// <summary>What happens with a customer from their first purchase on, in the order of time: purchases, requests, ends of contracts and care, each of which may be the last.</summary>
internal sealed class SimulatedLife
{
    private const double DaysAMonth = 365.25 / 12;
    private const double BadHours = 24;
    private const double BadDays = 180;
    private const double JustBought = 14;

    private readonly SimulationPlan _plan;
    private readonly SeededRandom _random;
    private readonly DateTimeOffset? _second;
    private readonly double _requestsADay;
    private readonly double _spendRate;
    private readonly SimulatedRecord _record;
    private readonly SimulatedRecord? _duplicate;
    private DateTimeOffset? _lastBad;

    public SimulatedLife(SimulationPlan plan, SeededRandom random, SimulatedRecord record, SimulatedRecord? duplicate)
    {
        (_plan, _random, _record, _duplicate, _second) = (plan, random, record, duplicate, duplicate?.Since);
        PurchasesAWeek = Max(1e-4, random.NextGamma(plan.RateShape) / plan.RateScaleWeeks);
        var (a, b) = (random.NextGamma(plan.StopA), random.NextGamma(plan.StopB));
        StopChance = a / (a + b);
        _spendRate = random.NextGamma(plan.SpendScaleShape) / plan.SpendScale;
        _requestsADay = plan.RequestsAMonth * random.NextGamma(0.8) / 0.8 / DaysAMonth;
        Likes = random.Next(SimulatedShop.Kinds);
        HasContract = random.NextDouble() < plan.Contracts;
        IsCaredFor = random.NextDouble() < plan.Cared;
    }

    public double PurchasesAWeek { get; }

    public double StopChance { get; }

    public int Likes { get; }

    public bool HasContract { get; }

    public bool IsCaredFor { get; private set; }

    public double SpendMean => _plan.SpendShape / _spendRate;

    public DateTimeOffset? LeftAt { get; private set; }

    public LeavingCause? LeftBecause { get; private set; }

    public double? CareEffect { get; private set; }

    public List<SimulatedOrder> Orders { get; } = [];

    public List<SimulatedRequest> Requests { get; } = [];

    public List<SimulatedContract> Contracts { get; } = [];

    /// <summary>Lives until the end.</summary>
    public SimulatedLife Run()
    {
        var first = _record.Since;
        Buy(first);
        var (purchase, request) = (NextPurchase(first), NextRequest(first));
        var contract = HasContract ? Sign(first, isRenewal: false) : DateTimeOffset.MaxValue;
        var (service, thinks) = (DateTimeOffset.MaxValue, 0.0);     // when a request is settled for good, and with which chance they leave then
        var care = first < _plan.CareAt ? _plan.CareAt : DateTimeOffset.MaxValue;
        while (true)
        {
            var isThere = LeftAt is null;
            var next = isThere ? Min(Min(purchase, request), Min(contract, Min(service, care))) : care;
            if (next > _plan.End || (next == _plan.End && next != care))
            {
                return this;
            }

            if (next == care)
            {
                care = DateTimeOffset.MaxValue;
                if (Care(next) is { } comes)
                {
                    (purchase, request) = isThere ? (Min(purchase, comes), request) : (comes, NextRequest(comes));
                    (contract, service) = (contract > next ? contract : DateTimeOffset.MaxValue, service > next ? service : DateTimeOffset.MaxValue);
                }
            }
            else if (next == purchase)
            {
                Buy(next);
                purchase = NextPurchase(next);
                LeaveBy(StopChance, LeavingCause.Purchase, next);
            }
            else if (next == request)
            {
                (service, thinks) = Ask(next);
                request = NextRequest(service);
            }
            else if (next == contract)
            {
                LeaveBy(_plan.LeaveAtContractEnd, LeavingCause.Contract, next);
                contract = LeftAt is null ? Sign(next, isRenewal: true) : DateTimeOffset.MaxValue;
            }
            else
            {
                service = DateTimeOffset.MaxValue;
                LeaveBy(thinks, LeavingCause.Service, next);
            }
        }

        static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
    }

    /// <summary>The chance that somebody who has not left orders nothing in the days after an instant.</summary>
    public double NoOrder(DateTimeOffset from, int days)
    {
        var level = Enumerable.Range(0, days).Sum(day => _plan.Level(from.AddDays(day))) / days;
        return Exp(-PurchasesAWeek * level * days / 7);
    }

    private void LeaveBy(double chance, LeavingCause cause, DateTimeOffset at)
    {
        if (_random.NextDouble() < chance)
        {
            (LeftAt, LeftBecause) = (at, cause);
        }
    }

    private void Buy(DateTimeOffset at)
    {
        var value = Max(1, Round(_random.NextGamma(_plan.SpendShape) / _spendRate, 2));
        var under = _second < at && _random.NextDouble() < _plan.UnderDuplicate ? _duplicate! : _record;
        Orders.Add(new(under.Id, at, SimulatedShop.Basket(_plan, _random, Likes, (decimal)value), _random.NextDouble() < _plan.Returned));
    }

    /// <summary>A Poisson process whose rate follows the season: candidates at the highest rate, of which as many are taken as the rate of the moment says (Lewis and Shedler 1979).</summary>
    private DateTimeOffset NextPurchase(DateTimeOffset after)
    {
        for (var at = after; ;)
        {
            at = at.AddDays(Wait(PurchasesAWeek / 7 * _plan.MostLevel));
            if (at > _plan.End || _random.NextDouble() * _plan.MostLevel < _plan.Level(at))
            {
                return at;
            }
        }
    }

    private DateTimeOffset NextRequest(DateTimeOffset after) => _requestsADay <= 0 ? DateTimeOffset.MaxValue : after.AddDays(Wait(_requestsADay));

    /// <summary>Days until the next of things that happen so often a day; not beyond what a date can be.</summary>
    private double Wait(double aDay) => Math.Min(36_500, -Log(1 - _random.NextDouble()) / aDay);

    /// <summary>A contract of half a year.</summary>
    /// <returns>When it is over.</returns>
    private DateTimeOffset Sign(DateTimeOffset at, bool isRenewal)
    {
        var from = DateOnly.FromDateTime(at.UtcDateTime).AddDays(isRenewal ? 0 : 1);
        var until = from.AddMonths(6);
        Contracts.Add(new(_record.Id, from, until.AddDays(-1), isRenewal));
        return new(until.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }

    /// <summary>A request with its course and what they say of it.</summary>
    /// <returns>When it is settled for good, and the chance that they leave then.</returns>
    private (DateTimeOffset At, double Chance) Ask(DateTimeOffset at)
    {
        var hours = _plan.WaitingHours * Exp(_plan.WaitingDeviation * _random.NextNormal());
        var answered = at.AddHours(hours);
        var resolved = answered.AddHours(-Log(1 - _random.NextDouble()) * 20);
        var isReopened = _random.NextDouble() < _plan.Reopened;
        (DateTimeOffset At, DateTimeOffset ResolvedAt)? reopened = null;
        if (isReopened)
        {
            var again = resolved.AddHours(4 + (_random.NextDouble() * 60));
            reopened = (again, again.AddHours(2 + (_random.NextDouble() * 40)));
        }

        var settled = reopened?.ResolvedAt ?? resolved;
        var waited = Log(1 + (hours / 8));
        (DateTimeOffset At, int Csat)? rating = null;
        var isLow = false;
        if (_random.NextDouble() < _plan.Rated)
        {
            isLow = _random.NextDouble() < Odds(-2.2 + waited + (isReopened ? 1.3 : 0));
            rating = (settled.AddHours(1 + (_random.NextDouble() * 20)), isLow ? 1 + _random.Next(2) : 3 + _random.Next(3));
        }

        Requests.Add(new()
        {
            Id = SimulatedPersons.IdAt(at, _random),
            Customer = _record.Id,
            Language = _record.Language,
            Topic = _random.Next(1_000),
            OpenedAt = at,
            AnsweredAt = answered,
            ResolvedAt = resolved,
            Reopened = reopened,
            Rating = rating,
        });
        if (hours > BadHours || isReopened || isLow)
        {
            _lastBad = at;
        }

        return (rating?.At ?? settled, Odds(_plan.LeaveBase + (_plan.LeaveWaiting * waited) + (isReopened ? _plan.LeaveReopened : 0) + (isLow ? _plan.LeaveLowRating : 0)));
    }

    /// <summary>Says what care does, and does it to whom the lot has fallen.</summary>
    /// <returns>When they order because of it; null: it changes nothing of that.</returns>
    private DateTimeOffset? Care(DateTimeOffset at)
    {
        var none = LeftAt is null ? NoOrder(at, _plan.CareDays) : 1;
        var isHurt = _lastBad is { } bad && (at - bad).TotalDays < BadDays;
        var hasJustBought = (at - Orders[^1].PlacedAt).TotalDays < JustBought;
        var wins = isHurt ? _plan.CareForHurt : _plan.CareForOthers;
        var loses = !isHurt && hasJustBought && LeftAt is null ? _plan.CareAnnoys : 0;
        CareEffect = (wins * none) - (loses * (1 - none));
        var lot = _random.NextDouble();
        var days = 1 + (_random.NextDouble() * 29);
        if (!IsCaredFor || at == _plan.End)
        {
            return null;
        }

        if (lot < wins)
        {
            (LeftAt, LeftBecause) = (null, null);
            return at.AddDays(days);
        }

        if (lot > 1 - loses)
        {
            (LeftAt, LeftBecause) = (at, LeavingCause.Care);
        }

        return null;
    }

    private static double Odds(double log) => 1 / (1 + Exp(-log));
}
