using ServiceBot.Benchmarks;

return args switch
{
    ["turns", .. var rest] => await TurnsBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        Benchmarks of the product. Build it in Release first: dotnet build -c Release

          turns [--turns N] [--postgres CONNECTION]   turns per second over /api/messages and Direct Line with 1, 16 and 64 conversations
        """);
    return 2;
}
