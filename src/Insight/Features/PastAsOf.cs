using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Insight.Features;

/// <summary>Somebody's past as it was known at an instant.</summary>
internal sealed class PastAsOf
{
    private const double MoodHalfLife = 30;
    private static readonly TimeSpan Repeat = TimeSpan.FromDays(7);

    private readonly CustomerPast _past;

    public PastAsOf(CustomerPast past, DateTimeOffset at)
    {
        (_past, At) = (past, at);
        Bought = [.. past.Purchases.Where(order => order.At <= at && !(order.CancelledAt <= at)).OrderBy(order => order.At)];
        Requests = [.. past.Requests.Where(request => request.OpenedAt <= at)];
        Talks = [.. past.Talks.Where(talk => talk.From <= at)];
        Ratings = [.. past.Ratings.Where(rating => rating.At <= at)];
        Running = [.. past.Contracts.Where(contract => contract.StartsAt <= at && at < contract.EndsAt)];
    }

    /// <summary>The instant.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Since when the books have them, or they are seen to have ordered or asked.</summary>
    public DateTimeOffset Since => Signs.Append(_past.KnownSince).Min();

    /// <summary>What they had ordered and not cancelled, in order.</summary>
    public List<Purchase> Bought { get; }

    public List<RequestPast> Requests { get; }

    public List<(DateTimeOffset From, DateTimeOffset Until)> Talks { get; }

    public List<(DateTimeOffset At, int Csat)> Ratings { get; }

    /// <summary>The contracts that ran.</summary>
    public List<Contract> Running { get; }

    /// <summary>How many contracts were over in the last 365 days and had not been renewed.</summary>
    public int Over => _past.Contracts.Count(contract => contract.EndsAt <= At && Days(contract.EndsAt) < 365);

    /// <summary>The median of the days between two orders; null: there are fewer than two.</summary>
    public double? Gap
    {
        get
        {
            var gaps = Bought.Zip(Bought.Skip(1), (one, next) => (next.At - one.At).TotalDays).Order().ToList();
            return gaps.Count == 0 ? null : (gaps[(gaps.Count - 1) / 2] + gaps[gaps.Count / 2]) / 2;
        }
    }

    /// <summary>What had been given back for orders that are not cancelled.</summary>
    public decimal Refunded => Bought.Sum(order => RefundedOf(order));

    /// <summary>Whether anything was known of them then.</summary>
    public bool IsKnown => Since <= At;

    /// <summary>When they last did anything; of whom nothing was heard, since when they are known.</summary>
    public DateTimeOffset LastSign => Signs.DefaultIfEmpty(_past.KnownSince).Max();

    /// <summary>The mean of the hours that requests of the last 180 days waited for an answer; null: there are none.</summary>
    public double? WaitingHours => Requests.Where(request => Days(request.OpenedAt) < 180 && (request.AnsweredAt <= At || request.IsOpenAt(At)))
        .Select(request => (double?)((request.AnsweredAt is { } answered && answered <= At ? answered : At) - request.OpenedAt).TotalHours).Average();

    /// <summary>Contacts of the last 90 days within 7 days after another.</summary>
    public int RepeatContacts
    {
        get
        {
            var contacts = Requests.Select(request => request.OpenedAt).Concat(Talks.Select(talk => talk.From)).Order().ToList();
            var repeats = 0;
            for (var i = 1; i < contacts.Count; i++)
            {
                repeats += Days(contacts[i]) < 90 && contacts[i] - contacts[i - 1] <= Repeat ? 1 : 0;
            }

            return repeats;
        }
    }

    /// <summary>The mean of what they said of answers; null: nothing.</summary>
    public double? Mood
    {
        get
        {
            var (sum, weights) = (0.0, 0.0);
            foreach (var (at, value) in _past.Moods.Where(mood => mood.At <= At))
            {
                var weight = Math.Pow(0.5, Days(at) / MoodHalfLife);
                (sum, weights) = (sum + (weight * value), weights + weight);
            }

            return weights == 0 ? null : sum / weights;
        }
    }

    /// <summary>When they ordered, asked or said anything.</summary>
    private IEnumerable<DateTimeOffset> Signs => Bought.Select(order => order.At)
        .Concat(Requests.Select(request => request.OpenedAt))
        .Concat(Talks.Select(talk => talk.From))
        .Concat(Talks.Where(talk => talk.Until <= At).Select(talk => talk.Until))
        .Concat(Ratings.Select(rating => rating.At));

    /// <summary>Days from then until the instant; less than 0: it is to come.</summary>
    public double Days(DateTimeOffset then) => (At - then).TotalDays;

    /// <summary>What orders came to less what was given back: of those that were placed less than so many days ago, and not less than so many.</summary>
    public decimal Value(double within, double from = 0) =>
        Bought.Where(order => Days(order.At) < within && Days(order.At) >= from).Sum(order => order.Value - RefundedOf(order));

    /// <summary>On how many days of 90 they did anything.</summary>
    /// <param name="before">How many days ago the 90 were over.</param>
    public int ActiveDays(double before) => Signs.Select(Days).Where(days => days >= before && days < before + 90).Select(Math.Floor).Distinct().Count();

    private decimal RefundedOf(Purchase order) => order.Refunds.Where(refund => refund.At <= At).Sum(refund => refund.Value);
}
