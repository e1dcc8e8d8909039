using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Insight.Simulation;

/// <summary>Writes what is true in a simulated company: a line for the plan, and one for each customer.</summary>
public static class TruthFile
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>Writes it to a new file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plan">What is true of all.</param>
    /// <param name="customers">What is true of each.</param>
    /// <exception cref="IOException">There is a file of that name, or none can be.</exception>
    public static void Write(string path, SimulationPlan plan, IReadOnlyList<SimulatedCustomer> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
        file.WriteLine(JsonSerializer.Serialize(new { plan, products = SimulatedShop.Products.Select((product, place) => new { product.Code, Kind = place / (SimulatedShop.Products.Count / SimulatedShop.Kinds) }), boughtTogether = SimulatedShop.Pairs.Select(pair => new[] { pair.One, pair.Other }) }, Form));
        foreach (var customer in customers)
        {
            file.WriteLine(JsonSerializer.Serialize(new
            {
                customer = customer.Record.Id,
                number = customer.Record.Number,
                duplicate = customer.Duplicate?.Id,
                orders = customer.Orders.Count,
                truth = customer.Truth,
                seen = new { badRequests = customer.Requests.Count(request => IsBad(request)), requests = customer.Requests.Count, contracts = customer.Contracts.Count },
            }, Form));
        }
    }

    private static bool IsBad(Desk.Demo.SimulatedRequest request) => request.Reopened is not null || request.Rating?.Csat <= 2 || (request.AnsweredAt - request.OpenedAt).TotalHours > 24;
}
