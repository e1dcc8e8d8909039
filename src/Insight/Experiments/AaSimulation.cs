using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Experiments;

/// <summary>How often rules see a winner between two arms that are the same.</summary>
/// <param name="Highest">«The higher share wins», at the end.</param>
/// <param name="Peeked">The z test at 5 %, believed at the first look that finds something.</param>
/// <param name="AtTheEnd">The z test at 5 %, looked at once at the end.</param>
/// <param name="Always">The always-valid range at 5 %, believed at the first look that finds something.</param>
public sealed record AaSimulation(double Highest, double Peeked, double AtTheEnd, double Always)
{
    /// <summary>Runs experiments without any difference.</summary>
    /// <param name="runs">How many.</param>
    /// <param name="looks">How often each is looked at.</param>
    /// <param name="customers">How many customers come to each arm between looks.</param>
    /// <param name="share">The share that converts in both.</param>
    /// <param name="seed">The same seed gives the same runs.</param>
    public static AaSimulation Run(int runs = 4000, int looks = 20, int customers = 500, double share = 0.05, long seed = 1)
    {
        var (highest, peeked, end, always) = (new bool[runs], new bool[runs], new bool[runs], new bool[runs]);
        Parallel.For(0, runs, run =>
        {
            var random = new SeededRandom((seed * 1_000_003) + run);
            var (a, b) = (0, 0);
            for (var look = 1; look <= looks; look++)
            {
                for (var i = 0; i < customers; i++)
                {
                    a += random.NextDouble() < share ? 1 : 0;
                    b += random.NextDouble() < share ? 1 : 0;
                }

                var (first, second) = (Arm.OfConversions(a, look * customers), Arm.OfConversions(b, look * customers));
                var pooled = (a + b) / (2.0 * look * customers);
                var z = (second.Mean - first.Mean) / Math.Sqrt(Math.Max(1e-12, pooled * (1 - pooled) * 2 / (look * customers)));
                end[run] = Math.Abs(z) > 1.959964;
                peeked[run] |= end[run];
                highest[run] = a != b;
                if (a > 0 && b > 0)
                {
                    var (low, high) = AlwaysValid.Of(first, second, 0.05, looks * customers * 2);
                    always[run] |= low > 0 || high < 0;
                }
            }
        });
        return new(Share(highest), Share(peeked), Share(end), Share(always));

        double Share(bool[] hits) => (double)hits.Count(hit => hit) / runs;
    }
}
