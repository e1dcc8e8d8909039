using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Segments;
using ServiceBot.Insight.Value.Own;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Recommending.Own;

/// <summary>Learns once a day, in the background, which products go together, and what is new to each customer and goes with what they bought.</summary>
public sealed class MakeSuggestions(IDatabase database, ReadBuyers buyers, RefreshFeatures refresh, ReadRequestFigures figures, TimeProvider clock)
{
    private const int Together = 1_000;
    private const int Most = 5;
    private DateTimeOffset _ranAt;

    /// <summary>Makes them if that is due.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        var today = ZoneTime.InstantOf(figures.Zone, figures.Today, minute: 0);
        if (refresh.IsFilled && _ranAt < today && !(await database.ReadAsync(SuggestionStore.MadeAtAsync, cancellationToken) >= today))
        {
            await RunAsync(cancellationToken);
        }
    }

    /// <summary>Makes them now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (now, lines) = (clock.GetUtcNow(), new List<Transaction>());
        await foreach (var page in buyers.PagesAsync(cancellationToken))
        {
            var products = (await database.ReadAsync(session => OrderedProduct.OfAsync(session, [.. page.SelectMany(one => one.Orders).Select(order => order.Number)]), cancellationToken)).ToLookup(line => line.Number, line => line.Product);
            lines.AddRange(from one in page from order in one.Orders from product in products[order.Number] select new Transaction($"{one.Person}", order.At.UtcDateTime, order.Number, $"{product}", (double)order.Value));
        }

        var model = BasketModel.Fit(lines);
        foreach (var page in lines.Select(line => line.Customer).Distinct().Chunk(Together))
        {
            var suggestions = page.AsParallel()
                .Select(customer => (Customer: Guid.Parse(customer), Items: (IReadOnlyList<ProductSuggestion>)[.. model.NewForYou(customer, Most).Where(one => one.Because is not null).Select(one => new ProductSuggestion(Guid.Parse(one.Item), Guid.Parse(one.Because!)))]))
                .Where(one => one.Items.Count > 0).ToList();
            await database.DoAsync(unit => SuggestionStore.SaveAsync(unit, suggestions, now), cancellationToken);
        }

        await database.DoAsync(unit => SuggestionStore.EndAsync(unit, now), cancellationToken);
        _ranAt = now;
    }
}
