using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Dispatch.Simulation;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate routing</c>: a simulated day at the desk, through the product's own router and through two plainer rules.</summary>
internal static class EvaluateRoutingVerb
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static Command Create()
    {
        var seed = new Option<long>("--seed") { Description = "Which day: the same number gives the same one.", DefaultValueFactory = _ => 1 };
        var settings = new Option<FileInfo?>("--settings") { Description = "What the day is like: JSON, see docs/routing.md. Without: the built-in one." };
        var json = VerbOutput.JsonOption();
        var command = new Command(
            "routing",
            "Run a simulated day through the router, round robin and longest waiting; fails when work waits while somebody who fits is free. "
            + "Settings of the product go as --Desk:Routing:Offers:Key value.") { seed, settings, json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Run([.. parsed.UnmatchedTokens], parsed.GetValue(seed), parsed.GetValue(settings), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string[] settings, long seed, FileInfo? file, bool json)
    {
        SimulatedDay day;
        OfferOptions options;
        try
        {
            day = file is null ? new() : Read(file);
            var builder = Product.CreateBuilder(settings);
            builder.Logging.ClearProviders();
            using var app = Product.Build(builder);
            options = app.Services.GetRequiredService<IOptions<OfferOptions>>().Value;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or OptionsValidationException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }

        var results = Simulator.Compare(day, options, seed);
        if (json)
        {
            VerbOutput.WriteJson(new { seed, rules = results.ToDictionary(rule => rule.Name.Replace(' ', '_'), rule => rule.Result) });
        }
        else
        {
            Print(seed, day, results);
        }

        var broken = results.Sum(rule => rule.Result.Broken);
        foreach (var (name, result) in results)
        {
            foreach (var at in result.BrokenAt)
            {
                Console.Error.WriteLine($"{name}: {at}");
            }
        }

        return broken == 0 ? 0 : 1;
    }

    private static SimulatedDay Read(FileInfo file)
    {
        try
        {
            var day = JsonSerializer.Deserialize<SimulatedDay>(File.ReadAllText(file.FullName), Strict) ?? throw new InvalidDataException($"{file.FullName}: it is null.");
            return day.Errors().FirstOrDefault() is { } error ? throw new InvalidDataException($"{file.FullName}: {error}") : day;
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{file.FullName}:{failure.LineNumber + 1}:{failure.BytePositionInLine + 1}: {failure.Message}", failure);
        }
    }

    private static void Print(long seed, SimulatedDay day, IReadOnlyList<(string Name, SimulatedResult Result)> results)
    {
        var first = results[0].Result;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Day {seed}: {first.Chats.Count} conversations and {first.Requests.Count} requests, {day.Agents.Count} agents. Waiting in seconds until somebody accepts."));
        Console.WriteLine();
        Console.WriteLine($"{"",-18}{"conversations",-32}{"requests",-32}{"head start",-14}{"fairness",10}{"offers",9}{"back",7}{"broken",8}");
        Console.WriteLine($"{"rule",-18}{"mean",6}{"p90",7}{"max",7}{"in time",9}   {"mean",6}{"p90",7}{"max",7}{"in time",9}   {"mean",6}{"",8}{"(Jain)",10}");
        foreach (var (name, result) in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-18}{Of(result.Chats)}   {Of(result.Requests)}   {result.Vip.Mean,6:0}{"",8}{result.Fairness,10:0.000}{result.Offers,9}{result.Returned,7}{result.Broken,8}"));
        }
    }

    private static string Of(Waiting waiting) => string.Create(
        CultureInfo.InvariantCulture, $"{waiting.Mean,6:0}{waiting.P90,7:0}{waiting.Max,7:0}{waiting.Attainment,9:0.0%}");
}
