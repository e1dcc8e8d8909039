using System.Globalization;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>Hundreds of conversations for half an hour, their streams dropped at random, the product killed and started again twice.</summary>
internal static class SoakBenchmark
{
    private const int Restarts = 2;

    /// <returns>1 when anything was lost, doubled or out of order.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var minutes = Option(args, "--minutes", 30);
        var conversations = Option(args, "--conversations", 500);
        var seed = Option(args, "--seed", Environment.TickCount);
        var pause = TimeSpan.FromSeconds(Option(args, "--pause", 4));
        Console.WriteLine($"{conversations} conversations, {minutes} minutes, {Restarts} kills, seed {seed}");
        await using var product = new ProductProcess { Configuration = "Release" };
        await product.StartAsync(CancellationToken.None);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = product.Address };
        using var enough = new CancellationTokenSource();
        var customers = Enumerable.Range(0, conversations).Select(number => new SoakCustomer(http, number, seed)).ToList();
        var talks = customers.Select(customer => customer.TalkAsync(pause, enough.Token)).ToList();
        for (var part = 1; part <= Restarts + 1; part++)
        {
            await Task.WhenAny(Task.Delay(TimeSpan.FromMinutes((double)minutes / (Restarts + 1))), Task.WhenAll(talks));
            Print($"part {part}");
            if (part <= Restarts)
            {
                await product.KillAsync();
                await product.StartAsync(CancellationToken.None);
            }
        }

        await enough.CancelAsync();
        await Task.WhenAll(talks);
        foreach (var customer in customers)
        {
            await customer.JudgeAsync();
        }

        Print("the end");
        var faults = customers.SelectMany(customer => customer.Faults).ToList();
        faults.Take(20).ToList().ForEach(Console.WriteLine);
        Console.WriteLine(faults.Count == 0 ? "nothing lost, doubled or out of order" : $"{faults.Count} faults");
        customers.ForEach(customer => customer.Dispose());
        return faults.Count == 0 ? 0 : 1;

        void Print(string when) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{when}: {customers.Sum(customer => customer.Said):N0} messages acknowledged, {customers.Sum(customer => customer.Drops):N0} streams dropped, {customers.Sum(customer => customer.Faults.Count):N0} faults, memory {ProcessMemory.ResidentMb(product.Id):N0} MB"));
    }

    private static int Option(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
