using System.Diagnostics;
using System.Globalization;
using ServiceBot.Crm.Linking;

namespace ServiceBot.Benchmarks.Linking;

/// <summary>Links synthetic persons, and looks up new ones among them.</summary>
internal static class LinkingBenchmark
{
    private const int LookUps = 2_000;

    public static int Run(string[] args)
    {
        var records = int.Parse(Value(args, "--records") ?? "1000000", CultureInfo.InvariantCulture);
        var seed = int.Parse(Value(args, "--seed") ?? "1", CultureInfo.InvariantCulture);
        var persons = new List<int>(records);
        var unseen = new List<LinkRecord>();
        var index = new LinkIndex<int>();

        // Every 500th or so record is kept back, to be looked up; making the records is no part of the time.
        var keepBack = Math.Max(2, records / LookUps);
        var made = new List<KeyValuePair<int, LinkRecord>>(records);
        foreach (var (person, record) in new SyntheticPersons(seed).Records(records + (records / keepBack)))
        {
            if ((made.Count + unseen.Count) % keepBack == keepBack - 1)
            {
                unseen.Add(record);
                continue;
            }

            made.Add(new(made.Count, record));
            persons.Add(person);
        }

        var clock = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        index.AddRange(made);
        made.Clear();
        made.TrimExcess();
        var added = clock.Elapsed.TotalSeconds;
        index.Train(seed);
        var trained = clock.Elapsed.TotalSeconds;
        var result = index.Link();
        var seconds = clock.Elapsed.TotalSeconds;
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        var score = PairScore.Of(result.Persons, TruePairs(persons));
        GC.Collect();
        Print("records", persons.Count);
        Print("pairs_compared", result.PairsCompared);
        Print("pairs_linked", result.PairsLinked);
        Print("crowded", result.Crowded);
        Print("persons_with_more", result.Persons.Count);
        Print("found_pairs", score.Found);
        Print("true_pairs", score.True);
        Print("precision", score.Precision);
        Print("recall", score.Recall);
        Print("f1", score.F1);
        Print("seconds_add", added);
        Print("seconds_train", trained - added);
        Print("seconds_link", seconds - trained);
        Print("seconds", seconds);
        Print("processor_seconds", processor.TotalSeconds);
        Print("live_mib", GC.GetTotalMemory(false) / 1048576.0);
        Print("peak_mib", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0);
        LookUp(index, unseen);
        return 0;
    }

    private static void LookUp(LinkIndex<int> index, List<LinkRecord> unseen)
    {
        var micros = new List<double>();
        var adds = new List<double>();
        foreach (var (number, record) in unseen.Index())
        {
            var start = Stopwatch.GetTimestamp();
            index.Find(record);
            micros.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            start = Stopwatch.GetTimestamp();
            index.Add(-1 - number, record);
            adds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        micros.Sort();
        adds.Sort();
        Print("lookups", micros.Count);
        Print("lookup_us_p50", micros[micros.Count / 2]);
        Print("lookup_us_p95", micros[micros.Count * 95 / 100]);
        Print("lookup_us_max", micros[^1]);
        Print("add_us_p50", adds[adds.Count / 2]);
        Print("add_us_p95", adds[adds.Count * 95 / 100]);
    }

    private static List<(int A, int B)> TruePairs(List<int> persons)
    {
        var pairs = new List<(int A, int B)>();
        for (var a = 0; a < persons.Count; a++)
        {
            for (var b = a + 1; b < persons.Count && persons[b] == persons[a]; b++)
            {
                pairs.Add((a, b));
            }
        }

        return pairs;
    }

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18}{value,14:0.####}"));
}
