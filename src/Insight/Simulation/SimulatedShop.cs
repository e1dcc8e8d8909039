using ServiceBot.Crm.Demo;
using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Simulation;

/// <summary>What a simulated company sells: products of some kinds, of which each customer likes one.</summary>
public static class SimulatedShop
{
    private const int OfAKind = 4;

    /// <summary>The products, kind by kind; the first two of each kind are bought together.</summary>
    public static IReadOnlyList<SimulatedProduct> Products { get; } =
    [
        new("SIM-ROUTER", "Router", "路由器", 120), new("SIM-MESH", "Mesh point", "信号扩展器", 80), new("SIM-CABLE", "Network cable", "网线", 10), new("SIM-SWITCH", "Network switch", "交换机", 45),
        new("SIM-PHONE", "Cordless phone", "无绳电话", 60), new("SIM-HANDSET", "Second handset", "备用手柄", 35), new("SIM-HEADSET", "Headset", "耳机", 50), new("SIM-CHARGER", "Charging cradle", "充电座", 15),
        new("SIM-TABLET", "Tablet", "平板电脑", 250), new("SIM-CASE", "Tablet case", "平板保护套", 30), new("SIM-PEN", "Pen", "触控笔", 40), new("SIM-STAND", "Stand", "支架", 25),
        new("SIM-CAMERA", "Camera", "摄像头", 90), new("SIM-CARD", "Memory card", "存储卡", 20), new("SIM-BELL", "Door bell", "门铃", 110), new("SIM-SENSOR", "Window sensor", "窗户传感器", 25),
    ];

    /// <summary>How many kinds there are.</summary>
    public static int Kinds => Products.Count / OfAKind;

    /// <summary>Products that are bought together.</summary>
    public static IReadOnlyList<(string One, string Other)> Pairs { get; } = [.. Enumerable.Range(0, Products.Count / OfAKind).Select(kind => (Products[kind * OfAKind].Code, Products[(kind * OfAKind) + 1].Code))];

    /// <summary>What is in an order, and what each of it comes to: shares of the whole by the products' prices, to the cent.</summary>
    internal static IReadOnlyList<(int Product, decimal Price)> Basket(SimulationPlan plan, SeededRandom random, int likes, decimal value)
    {
        var kind = random.NextDouble() < plan.Affinity ? likes : random.Next(Kinds);
        var one = (kind * OfAKind) + random.Next(OfAKind);
        var items = new List<int> { one };
        if (one % OfAKind < 2 && random.NextDouble() < plan.BoughtTogether)
        {
            items.Add(one % OfAKind == 0 ? one + 1 : one - 1);
        }

        var whole = items.Sum(item => Products[item].Price);
        var later = items.Skip(1).Select(item => (Item: item, Price: decimal.Round(value * Products[item].Price / whole, 2))).ToList();
        return [(one, value - later.Sum(line => line.Price)), .. later];
    }
}
