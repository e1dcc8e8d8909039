using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Products;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Demo;

/// <summary>Makes the demo company's products, prices and opportunities over the year before a day; made once.</summary>
public sealed class SalesDemoSeeder(IDatabase database, EditOpportunities edit, RateBook rates)
{
    private const int OpportunityCount = 240;
    private const string By = "api:demo";

    private static readonly (string Code, string En, string Zh, string Unit, decimal Price)[] Goods =
    [
        ("FIBRE-500", "Business fibre 500", "企业光纤 500", "month", 79), ("FIBRE-1000", "Business fibre 1000", "企业光纤 1000", "month", 129), ("LINE", "Telephone line", "电话线路", "month", 12.5m),
        ("ROUTER", "Managed router", "托管路由器", "piece", 240), ("WIFI", "Wi-Fi access point", "无线接入点", "piece", 185), ("INSTALL", "Installation", "安装服务", "day", 650),
    ];

    private static readonly (string En, string Zh)[] Subjects =
    [
        ("Fibre for the new office", "新办公室光纤"), ("Wi-Fi for the warehouse", "仓库无线网络"), ("Telephones for the call centre", "呼叫中心电话"), ("A second line", "备用线路"),
        ("Routers for the branches", "分支机构路由器"), ("Upgrade to fibre 1000", "升级到光纤 1000"), ("Network for the shop", "门店网络"),
    ];

    private static readonly (string Stage, int Goes)[] Path = [("new", 75), ("qualified", 70), ("proposal", 65), ("negotiation", 80)];

    private static readonly string[] Reasons = ["Too expensive", "Chose another provider", "No budget this year", "No answer any more"];

    /// <summary>Makes them, in one unit of work.</summary>
    /// <param name="company">Whose opportunities, from <see cref="DemoSeeder"/>.</param>
    /// <param name="seed">The same seed, company and day give the same opportunities.</param>
    /// <param name="today">The last day of the year that is made.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <returns>How many were added; 0 when they were there before.</returns>
    public async Task<int> SeedAsync(DemoCompany company, int seed, DateTimeOffset today, IProgress<SeedProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(company);
        var end = new DateTimeOffset(today.UtcDateTime.Date, TimeSpan.Zero);
        var random = new Random(seed);
        var plans = Enumerable.Range(0, OpportunityCount).Select(_ => new Plan(random, company, end)).OrderBy(plan => plan.At).ToList();
        return await database.WriteAsync(
            async unit =>
            {
                if (await ProductStore.FindAsync(unit, Goods[0].Code) is not null)
                {
                    return 0;
                }

                var products = await AddProductsAsync(unit, DateOnly.FromDateTime(end.UtcDateTime));
                foreach (var (index, plan) in plans.Index())
                {
                    await AddAsync(unit, plan, products, end);
                    progress?.Report(new("opportunities", index + 1, plans.Count));
                }

                return plans.Count;
            },
            cancellationToken);
    }

    private async Task<IReadOnlyList<Product>> AddProductsAsync(UnitOfWork unit, DateOnly end)
    {
        var products = Goods.Select((good, place) => new Product { Id = IdOf(place), Code = good.Code, En = good.En, Zh = good.Zh, Unit = good.Unit, IsActive = true, Version = 1 }).ToList();
        foreach (var product in products)
        {
            await ProductStore.SaveAsync(unit, product);
        }

        foreach (var (place, name, currency, factor, from) in new[] { (100, "Business", "USD", 1m, end.AddYears(-1)), (101, "Business Europe", "EUR", 0.9m, end.AddDays(-200)) })
        {
            await PriceBookStore.SaveAsync(unit, new()
            {
                Id = IdOf(place),
                Name = name,
                Currency = currency,
                From = from,
                Prices = [.. Goods.Index().SelectMany(good => new[] { (1m, 1m), (10m, 0.9m) }.Select(tier => new Price(IdOf(good.Index), tier.Item1, Currency.Round(good.Item.Price * factor * tier.Item2, currency))))],
                Version = 1,
            });
        }

        await rates.SetAsync(unit, new("EUR", end.AddYears(-1), 1.1m), By);
        return products;
    }

    /// <summary>Makes one and lets it go the way that chance has chosen, as far as the year goes.</summary>
    private async Task AddAsync(UnitOfWork unit, Plan plan, IReadOnlyList<Product> products, DateTimeOffset end)
    {
        var lines = plan.Lines.Select(line => new OpportunityLine(products[line.Good].Id, line.Count, Currency.Round(Goods[line.Good].Price * (plan.Currency == "EUR" ? 0.9m : 1), plan.Currency))).ToList();
        var terms = new OpportunityTerms { Title = plan.Title, Amount = plan.Amount, Currency = plan.Currency, CloseDay = DayOf(plan.At.AddDays(plan.Expected)), Probability = plan.Own, Lines = lines };
        var one = Done(await edit.CreateAsync(unit, plan.Customer, terms, Pipeline.First, stage: null, By, plan.At));
        foreach (var (stage, at) in plan.Steps)
        {
            if (at >= end)
            {
                break;
            }

            one = Done(await edit.MoveAsync(unit, one.Number, stage, pipeline: null, plan.Reason, version: null, By, at));
        }

        // What should have been decided already is expected later: its owner said so on that day.
        while (one.State == StageKind.Open && one.Terms.CloseDay < DayOf(end) && plan.Delay > 0)
        {
            var then = new DateTimeOffset(one.Terms.CloseDay.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            one = Done(await edit.ChangeAsync(unit, one.Number, one.Terms with { CloseDay = one.Terms.CloseDay.AddDays(plan.Delay) }, version: null, By, then > one.EnteredAt ? then : one.EnteredAt));
        }
    }

    private static Opportunity Done(EditOutcome<Opportunity> outcome) => ((EditOutcome<Opportunity>.Done)outcome).Now;

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static Guid IdOf(int place) => new(0x01958000, 0, 0x7000, 0x80, 0, 0, 0, 0, 0xde, 0x30, (byte)place);

    /// <summary>Everything that chance decides, decided before anything is written.</summary>
    private sealed class Plan
    {
        public Plan(Random random, DemoCompany company, DateTimeOffset end)
        {
            var customer = company.Customers[random.Next(company.Customers.Count)];
            var subject = Subjects[random.Next(Subjects.Length)];
            (Customer, Title, At) = (customer.Id, customer.Language == "zh" ? subject.Zh : subject.En, end.AddSeconds(-random.NextInt64(2 * 86_400, 365 * 86_400)));
            Amount = 100 * decimal.Round((decimal)Math.Exp(3 + (random.NextDouble() * 2.5)));
            Currency = random.Next(5) == 0 ? "EUR" : "USD";
            Expected = random.Next(40, 110);
            Delay = random.Next(10) == 0 ? 0 : random.Next(15, 60);
            Own = random.Next(8) == 0 ? random.Next(1, 10) * 10 : null;
            Lines = random.Next(3) == 0 ? [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (random.Next(Goods.Length), random.Next(1, 25)))] : [];
            Reason = Reasons[random.Next(Reasons.Length)];
            var at = At;
            foreach (var (place, (_, goes)) in Path.Index())
            {
                at = at.AddHours(random.Next(48, 700));
                var on = random.Next(100) < goes;
                Steps.Add((on ? place == Path.Length - 1 ? "won" : Path[place + 1].Stage : "lost", at));
                if (!on)
                {
                    break;
                }
            }

            Reason = Steps[^1].Stage == "won" ? null : Reason;
        }

        public Guid Customer { get; }

        public string Title { get; }

        public DateTimeOffset At { get; }

        public decimal Amount { get; }

        public string Currency { get; }

        public int Expected { get; }

        public int Delay { get; }

        public int? Own { get; }

        public IReadOnlyList<(int Good, int Count)> Lines { get; }

        public string? Reason { get; }

        public List<(string Stage, DateTimeOffset At)> Steps { get; } = [];
    }
}
