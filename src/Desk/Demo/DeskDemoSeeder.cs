using ServiceBot.Crm.Demo;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Demo;

/// <summary>Makes the demo company's service requests with their history, over the year before a day; made once.</summary>
public sealed class DeskDemoSeeder(IDatabase database, OpenRequest open, AddComment comment, ChangeStatus changeStatus, SignalLog signals)
{
    private const int RequestCount = 700;
    private static readonly Actor Staff = Actor.Api("demo");     // somebody of the desk: what the product itself says is no answer

    private readonly DemoSurveys _surveys = new(signals);

    /// <summary>Makes the requests, in one unit of work.</summary>
    /// <param name="company">Whose requests, from <see cref="DemoSeeder"/>.</param>
    /// <param name="seed">The same seed, company and day give the same requests.</param>
    /// <param name="today">The last day of the year that is made.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <returns>How many were added; 0 when they were there before.</returns>
    public async Task<int> SeedAsync(
        DemoCompany company, int seed, DateTimeOffset today, IProgress<SeedProgress>? progress, CancellationToken cancellationToken)
    {
        var end = new DateTimeOffset(today.UtcDateTime.Date, TimeSpan.Zero);
        var wishes = Plan(company, new(seed), end);
        return await database.WriteAsync(
            async unit =>
            {
                if (await RequestStore.FindByKeyAsync(unit, $"{Actor.System.Name}:{wishes[0].Wanted.DedupeKey}") is not null)
                {
                    return 0;
                }

                foreach (var (index, wish) in wishes.Index())
                {
                    await AddAsync(unit, wish, end);
                    progress?.Report(new("requests", index + 1, wishes.Count));
                }

                return wishes.Count;
            },
            cancellationToken);
    }

    /// <summary>Everything that chance decides, decided before anything is written.</summary>
    private static List<Wish> Plan(DemoCompany company, Random random, DateTimeOffset end) =>
        [.. Enumerable.Range(0, RequestCount)
            .Select(_ =>
            {
                var topic = DemoTopics.All[random.Next(DemoTopics.All.Length)];
                var order = topic.NeedsOrder ? company.Orders[random.Next(company.Orders.Count)] : null;
                var customer = order?.Customer ?? company.Customers[random.Next(company.Customers.Count)];
                var since = order?.PlacedAt ?? customer.Since;
                var at = since.AddSeconds(random.NextInt64(Math.Max(1, (long)(end - since).TotalSeconds)));
                return (topic, order, customer, at, Hours: 1 + (random.NextDouble() * 70), Path: random.Next(100));
            })
            .OrderBy(wish => wish.at)
            .Select((wish, index) => new Wish(
                new()
                {
                    Subject = wish.topic.Subject(wish.customer.Language),
                    Details = wish.topic.Details(wish.customer.Language),
                    Category = wish.topic.Category,
                    Language = wish.customer.Language,
                    By = Actor.System,
                    Customer = wish.customer.Id,
                    OrderNumber = wish.order?.Number,
                    DedupeKey = $"demo:{index}",
                },
                wish.at,
                TimeSpan.FromHours(wish.Hours),
                wish.Path))];

    /// <summary>Opens a request and lets it go the way that chance has chosen, as far as the year goes.</summary>
    private async Task AddAsync(UnitOfWork unit, Wish wish, DateTimeOffset end)
    {
        var opened = (OpenRequestOutcome.Opened)await open.HandleAsync(unit, wish.Wanted, bodyHash: null, wish.At);
        var number = opened.Request.Number;
        var chinese = wish.Wanted.Language == "zh";
        var at = wish.At;
        if (wish.Path < 5)
        {
            await MoveAsync(RequestStatus.Withdrawn, 0.2);
            return;
        }

        await MoveAsync(RequestStatus.Open, 0.1);
        if (wish.Path < 35)
        {
            await SayAsync(chinese ? "请补充设备背面的序列号，谢谢。" : "Could you send us the serial number on the back of the device?", 0.2);
            await MoveAsync(RequestStatus.Waiting, 0.01);
            await MoveAsync(RequestStatus.Open, 0.6);
        }

        await SayAsync(chinese ? "问题已经处理，请您确认。" : "This should be settled now. Please tell us if it is not.", 1);
        await MoveAsync(RequestStatus.Resolved, 0.01);
        if (at < end)
        {
            await _surveys.AddAsync(unit, opened.Request, (int)(((number.Value * 7919) + (wish.Path * 101)) % 10_000), at, end);
        }

        if (wish.Path < 90)
        {
            await MoveAsync(RequestStatus.Closed, 3);
        }

        async Task MoveAsync(RequestStatus to, double share)
        {
            at += wish.Pace * share;
            if (at < end)
            {
                await changeStatus.HandleAsync(unit, number, to, Staff, version: null, comment: null, at);
            }
        }

        async Task SayAsync(string text, double share)
        {
            at += wish.Pace * share;
            if (at < end)
            {
                await comment.HandleAsync(unit, number, text, isPublic: true, Staff, at);
            }
        }
    }

    private sealed record Wish(NewRequest Wanted, DateTimeOffset At, TimeSpan Pace, int Path);
}
