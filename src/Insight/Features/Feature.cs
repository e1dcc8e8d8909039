namespace ServiceBot.Insight.Features;

/// <summary>A figure of a customer, as of any instant: what happened later has no part in it.</summary>
public sealed record Feature
{
    private readonly Func<PastAsOf, double?> _compute;

    private Feature(string name, string en, string zh, Func<PastAsOf, double?> compute) => (Name, En, Zh, _compute) = (name, en, zh, compute);

    /// <summary>Its name, which is that of its column.</summary>
    public string Name { get; }

    /// <summary>What it is, in English.</summary>
    public string En { get; }

    /// <summary>The same in Chinese.</summary>
    public string Zh { get; }

    /// <summary>All of them, in the order of their columns.</summary>
    public static IReadOnlyList<Feature> All { get; } =
    [
        new("tenure_days", "Days since the books have them", "建档至今的天数", past => past.IsKnown ? past.Days(past.Since) : null),
        new("recency_days", "Days since the last order", "距最近一次下单的天数", past => past.Bought.Count == 0 ? null : past.Days(past.Bought[^1].At)),
        new("frequency", "Orders", "订单数", past => past.Bought.Count),
        new("monetary", "What the orders came to, less what was given back, in the company's currency", "订单总额减去退款，按公司货币", past => (double)past.Value(double.MaxValue)),
        new("gap_days", "Days between two orders, the median", "两次下单间隔天数的中位数", past => past.Gap),
        new("orders_90", "Orders in the last 90 days", "近 90 天订单数", past => past.Bought.Count(order => past.Days(order.At) < 90)),
        new("spend_90", "What the orders of the last 90 days came to", "近 90 天订单金额", past => (double)past.Value(90)),
        new("spend_change", "What the orders of the last 90 days came to, less those of the 90 days before", "近 90 天订单金额与前 90 天之差", past => (double)(past.Value(90) - past.Value(180, 90))),
        new("refunded", "What was given back", "退款金额", past => (double)past.Refunded),
        new("contracts", "Contracts that run", "有效合同数", past => past.Running.Count),
        new("contract_days", "Days until the last contract that runs is over", "最晚到期合同的剩余天数", past => past.Running.Count == 0 ? null : past.Running.Max(contract => -past.Days(contract.LastsUntil))),
        new("contracts_over", "Contracts that were over in the last 365 days", "近 365 天到期或终止的合同数", past => past.Over),
        new("active_days_90", "Days of the last 90 on which they ordered, asked or said anything", "近 90 天活跃天数", past => past.ActiveDays(0)),
        new("active_days_before", "Days from 180 to 90 days ago on which they ordered, asked or said anything", "180 至 90 天前的活跃天数", past => past.ActiveDays(90)),
        new("silence_days", "Days since they last ordered, asked or said anything; of whom nothing was heard, since the books have them", "距最近一次往来的天数", past => past.IsKnown ? past.Days(past.LastSign) : null),
        new("conversations_90", "Conversations in the last 90 days", "近 90 天对话数", past => past.Talks.Count(talk => past.Days(talk.From) < 90)),
        new("requests_90", "Requests in the last 90 days", "近 90 天服务单数", past => past.Requests.Count(request => past.Days(request.OpenedAt) < 90)),
        new("open_requests", "Requests that are not settled", "未解决的服务单数", past => past.Requests.Count(request => request.IsOpenAt(past.At))),
        new("waiting_hours", "Hours until the desk answered a request of the last 180 days, the mean; who waits still has waited until now", "近 180 天服务单的平均等待小时数", past => past.WaitingHours),
        new("reopenings_180", "How often a request of the last 180 days was opened again", "近 180 天服务单重开次数", past => past.Requests.Where(request => past.Days(request.OpenedAt) < 180).Sum(request => request.ReopenedUntil(past.At))),
        new("repeat_contacts_90", "Contacts of the last 90 days within 7 days after another", "近 90 天内 7 天之内再次联系的次数", past => past.RepeatContacts),
        new("satisfaction", "How satisfied they said they are in the last 365 days, from 1 to 5, the mean", "近 365 天满意度均值（1–5）", past => past.Ratings.Where(rating => past.Days(rating.At) < 365).Select(rating => (double?)rating.Csat).Average()),
        new("low_ratings_180", "How often they said 1 or 2 in the last 180 days", "近 180 天低分（1–2）次数", past => past.Ratings.Count(rating => rating.Csat <= 2 && past.Days(rating.At) < 180)),
        new("mood", "What they said of answers, from -1 to 1: the mean, each word worth half after 30 days", "对回答的情绪（-1 到 1，30 天半衰）", past => past.Mood),
    ];

    /// <summary>The place of a figure in <see cref="All"/>.</summary>
    /// <exception cref="InvalidOperationException">There is no such figure.</exception>
    public static int IndexOf(string name) => All.Index().Single(pair => pair.Item.Name == name).Index;

    /// <summary>All of somebody as of an instant, in the order of <see cref="All"/>; <see cref="double.NaN"/>: there is none.</summary>
    internal static double[] Of(CustomerPast past, DateTimeOffset at)
    {
        var then = new PastAsOf(past, at);
        var values = new double[All.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = All[i]._compute(then) ?? double.NaN;
        }

        return values;
    }
}
