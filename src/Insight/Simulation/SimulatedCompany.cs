using System.Globalization;
using ServiceBot.Channels.Demo;
using ServiceBot.Insight.Learning;
using static System.Math;

namespace ServiceBot.Insight.Simulation;

/// <summary>Draws a company from a plan, customer by customer: each from a chance of their own, so that one is the same whoever comes before them.</summary>
public static class SimulatedCompany
{
    private const double DaysAMonth = 365.25 / 12;

    private static readonly (string En, string EnAnswer, string Zh, string ZhAnswer)[] Talk =
    [
        ("How do I set up my router?", "Connect the yellow cable, wait for the green light, and open the app.", "路由器怎么设置？", "接好黄色网线，等绿灯亮起，然后打开应用。"),
        ("When does my parcel come?", "It is on its way and comes within three days.", "我的包裹什么时候到？", "包裹已发出，三天内送达。"),
        ("Can I change my plan?", "Yes, any day, from the first of the next month on.", "可以更换套餐吗？", "可以，随时申请，下月一日生效。"),
    ];

    /// <summary>All customers, in the order of their numbers.</summary>
    /// <param name="plan">What is true.</param>
    public static IReadOnlyList<SimulatedCustomer> Of(SimulationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var customers = new SimulatedCustomer[plan.Customers];
        Parallel.For(0, customers.Length, number => customers[number] = Customer(plan, number + 1));
        return customers;
    }

    private static SimulatedCustomer Customer(SimulationPlan plan, int number)
    {
        var random = new SeededRandom(((long)plan.Seed << 32) + number);
        var first = FirstPurchase(plan, random);
        var record = SimulatedPersons.Person(plan, number, first, random);
        var duplicate = random.NextDouble() < plan.Duplicated ? SimulatedPersons.Again(record, first.AddDays(random.NextDouble() * (plan.End - first).TotalDays), random) : null;
        var life = new SimulatedLife(plan, random, record, duplicate).Run();
        return new()
        {
            Record = record,
            Duplicate = duplicate,
            Orders = life.Orders,
            Requests = life.Requests,
            Contracts = life.Contracts,
            Talks = [.. Talks(plan, record.ChatUser, first, life.LeftAt ?? plan.End, record.Language, random)],
            Truth = new()
            {
                PurchasesAWeek = life.PurchasesAWeek,
                StopChance = life.StopChance,
                SpendMean = life.SpendMean,
                Likes = life.Likes,
                LeftAt = life.LeftAt,
                LeftBecause = life.LeftBecause,
                ValueAYear = life.LeftAt is null ? life.SpendMean * Expected(life.PurchasesAWeek * (365.25 / 7) * (1 + (plan.TrendAYear * plan.Months / 12)), life.StopChance) : 0,
                CareEffect = life.CareEffect,
                IsCaredFor = life.IsCaredFor && first < plan.CareAt,
            },
        };
    }

    /// <summary>How many purchases come of so many that would, if each may be the last.</summary>
    private static double Expected(double purchases, double stopChance) => stopChance < 1e-9 ? purchases : (1 - Exp(-purchases * stopChance)) / stopChance;

    /// <summary>Some are there from the first month, the others come evenly; on which day and at what hour follows the season.</summary>
    private static DateTimeOffset FirstPurchase(SimulationPlan plan, SeededRandom random)
    {
        var days = random.NextDouble() < plan.AtFirst ? 30 : Max(30, (plan.End - plan.Begin).TotalDays - 14);
        DateTimeOffset at;
        do
        {
            at = plan.Begin.AddSeconds(Floor(random.NextDouble() * days * 86_400));
        }
        while (random.NextDouble() * plan.MostLevel > plan.Level(at));
        return at;
    }

    private static IEnumerable<SimulatedTalk> Talks(SimulationPlan plan, string? user, DateTimeOffset from, DateTimeOffset until, string language, SeededRandom random)
    {
        if (user is null || plan.TalksAMonth <= 0)
        {
            yield break;
        }

        var place = 0;
        for (var at = from; ;)
        {
            at = at.AddDays(Min(36_500, -Log(1 - random.NextDouble()) / plan.TalksAMonth * DaysAMonth));
            if (at.AddMinutes(10) > until)
            {
                yield break;
            }

            var (en, answer, zh, zhAnswer) = Talk[random.Next(Talk.Length)];
            string[] said = language == "zh" ? [zh, zhAnswer, "谢谢。"] : [en, answer, "Thank you."];
            yield return new(string.Create(CultureInfo.InvariantCulture, $"{user}-{++place}"), user, at, at.AddMinutes(1 + (random.NextDouble() * 9)), said, random.Next(3) == 0 ? random.Next(4) > 0 : null);
        }
    }
}
