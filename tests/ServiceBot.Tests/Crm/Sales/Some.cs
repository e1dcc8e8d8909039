using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Tests.Crm.Sales;

/// <summary>Valid records of sales, which a test changes by <c>with</c>.</summary>
internal static class Some
{
    public static readonly DateOnly Today = new(2026, 3, 16);

    public static readonly Pipeline Pipeline = new()
    {
        Id = Pipeline.First,
        Version = 1,
        En = "Sales",
        Zh = "销售",
        Stages =
        [
            new("new", "New", "新建", 10, StageKind.Open), new("proposal", "Proposal", "方案", 50, StageKind.Open), new("talks", "Talks", "谈判", 80, StageKind.Open),
            new("won", "Won", "赢单", 100, StageKind.Won), new("lost", "Lost", "输单", 0, StageKind.Lost),
        ],
    };

    public static SalesSnapshot Snapshot(params Deal[] deals) => new()
    {
        From = new(2026, 1, 1),
        Until = new(2026, 3, 31),
        Rates = new("USD", Today, [new("EUR", new(2026, 1, 1), 1.1m), new("EUR", new(2026, 4, 1), 9m)]),
        Wins = new([], 20),
        Deals = deals,
    };

    public static Deal Deal(long number, decimal amount, string stage = "new", int? own = null) =>
        new(number, Pipeline, stage, Pipeline.Find(stage)!.Kind, amount, "USD", Today, own);

    /// <summary>The five deals of which the expected figures are known.</summary>
    public static SalesSnapshot FiveDeals() => Snapshot(Deal(1, 100_000, "new"), Deal(2, 50_000, "proposal"), Deal(3, 80_000, "talks"), Deal(4, 30_000, "won"), Deal(5, 40_000, "lost"));
}
