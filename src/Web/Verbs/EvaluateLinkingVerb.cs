using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ServiceBot.Crm.Linking;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate linking</c>, or <c>evaluate dedupe</c>: finds the records of one person in a file, and measures them on the true pairs.</summary>
internal static class EvaluateLinkingVerb
{
    public static Command Create()
    {
        var records = new Option<FileInfo>("--records") { Description = "Persons: CSV with a header, see docs/linking.md.", Required = true }.AcceptExistingOnly();
        var truth = new Option<FileInfo?>("--truth") { Description = "Pairs of ids that are one person: CSV with a header, two columns." };
        var ignore = new Option<string[]>("--ignore") { Description = "Columns to leave out.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var found = new Option<FileInfo?>("--found") { Description = "Where to write the pairs that were found, as CSV." };
        var seed = new Option<int>("--seed") { Description = "Which random pairs are drawn: the same number gives the same result.", DefaultValueFactory = _ => 1 };
        var json = VerbOutput.JsonOption();
        var command = new Command("linking", "Find records of one person, and measure that on the true pairs.") { records, truth, ignore, found, seed, json };
        command.Aliases.Add("dedupe");
        command.SetAction(parsed =>
        {
            try
            {
                Run(parsed.GetValue(records)!, parsed.GetValue(truth), parsed.GetValue(ignore)!, parsed.GetValue(found), parsed.GetValue(seed), parsed.GetValue(json));
                return 0;
            }
            catch (Exception failure) when (failure is IOException or InvalidDataException)
            {
                Console.Error.WriteLine(failure.Message);
                return 1;
            }
        });
        return command;
    }

    private static void Run(FileInfo records, FileInfo? truth, string[] ignored, FileInfo? foundFile, int seed, bool json)
    {
        var persons = LinkingFiles.ReadRecords(records.FullName, ignored);
        var truePairs = truth is null ? null : LinkingFiles.ReadPairs(truth.FullName, persons.Records.Select(record => record.Key).ToHashSet());

        var clock = Stopwatch.StartNew();
        var index = new LinkIndex<string>();
        index.AddRange(persons.Records);
        index.Train(seed);
        var result = index.Link();
        var seconds = clock.Elapsed.TotalSeconds;

        if (foundFile is not null)
        {
            File.WriteAllLines(foundFile.FullName, [
                "id_a,id_b",
                .. from person in result.Persons
                   from a in Enumerable.Range(0, person.Count)
                   from b in Enumerable.Range(a + 1, person.Count - a - 1)
                   select $"{LinkingFiles.Quoted(person[a])},{LinkingFiles.Quoted(person[b])}"]);
        }

        var score = PairScore.Of(result.Persons, truePairs ?? []);
        var figures = new Dictionary<string, object>
        {
            ["records"] = persons.Records.Count,
            ["pairs_compared"] = result.PairsCompared,
            ["crowded_records"] = result.Crowded,
            ["found_persons"] = result.Persons.Count,
            ["found_pairs"] = score.Found,
        };
        if (truePairs is not null)
        {
            figures["true_pairs"] = score.True;
            figures["precision"] = score.Precision;
            figures["recall"] = score.Recall;
            figures["f1"] = score.F1;
        }

        figures["seconds"] = seconds;
        figures["columns"] = persons.Columns;
        figures["unknown_columns"] = persons.Unknown;
        if (json)
        {
            VerbOutput.WriteJson(figures);
            return;
        }

        foreach (var (name, value) in figures)
        {
            Console.WriteLine(value switch
            {
                IReadOnlyDictionary<string, string> columns => $"{name,-18}{string.Join(", ", columns.Select(column => $"{column.Key} = {column.Value}"))}",
                IReadOnlyList<string> names => $"{name,-18}{(names.Count == 0 ? "none" : string.Join(", ", names))}",
                _ => string.Create(CultureInfo.InvariantCulture, $"{name,-18}{value,14:0.####}"),
            });
        }
    }
}
