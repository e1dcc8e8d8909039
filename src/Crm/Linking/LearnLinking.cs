using Microsoft.Extensions.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Linking;

/// <summary>Learns from the customers of the books what agreeing and differing weigh: at a hundred of them, and again whenever they have doubled.</summary>
internal sealed class LearnLinking(IDatabase database, TimeProvider clock) : BackgroundService
{
    private const int Fewest = 100;
    private const int Most = 50_000;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(LearnAsync, Look, atOnce: false, clock, stoppingToken);

    internal async Task LearnAsync(CancellationToken cancellationToken)
    {
        var (records, texts) = await database.ReadAsync(ReadAsync, cancellationToken);
        if (texts.Count == 0)
        {
            return;
        }

        var population = new Population(LinkIndex<long>.DefaultLargestBlock);
        population.Blocks.AddRange(0, [.. texts.Select(text => population.Keep(LinkTexts.First(text)))]);
        population.Train(seed: 1);
        var model = LearnedLinking.Of(population.Weights).ToJson();
        await database.WriteAsync(
            unit => unit.ExecuteAsync("INSERT INTO crm_link_model (records, model, at) VALUES (@records, @model, @at)", new { records, model, at = clock.GetUtcNow() }), cancellationToken);
    }

    /// <summary>The number of records, and of those one in so many that it is enough; none: they have not doubled since they were learned from.</summary>
    private static async Task<(long Records, IReadOnlyList<LinkTexts> Texts)> ReadAsync(Session session)
    {
        var last = await session.FindAsync<long?>("SELECT records FROM crm_link_model ORDER BY id DESC LIMIT 1") ?? 0;
        var records = await session.FindAsync<long?>("SELECT MAX(id) FROM crm_link_record") ?? 0;
        return records < Math.Max(Fewest, 2 * last)
            ? (records, [])
            : (records, await LinkStore.SampleAsync(session, (records / Most) + 1));
    }
}
