using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ServiceBot.Knowledge.Evaluation;
using ServiceBot.Knowledge.Index;
using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Intents;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate</c>: measures the models of intents and of values, the search, linking and the models of insight on files, and routing on a simulated day.</summary>
internal static class EvaluateVerb
{
    public static Command Create() => new("evaluate", "Measure a part of the product: models, the search and linking on your own files, routing on a simulated day.")
    {
        Intents(), EvaluateEntitiesVerb.Create(), Search(), EvaluateLinkingVerb.Create(), EvaluateRoutingVerb.Create(), EvaluateModelsVerb.Churn(), EvaluateModelsVerb.Response(),
        EvaluateSegmentsVerb.Create(), EvaluateForecastVerb.Create(), EvaluateExperimentsVerb.Create(), EvaluateRecommendVerb.Create(), EvaluateValueVerb.Create(), EvaluateSentimentVerb.Create(),
        EvaluateLanguageVerb.Create(), EvaluateConflictsVerb.Create(),
    };

    private static Command Intents()
    {
        var train = Required("--train", "Examples to learn from: JSON Lines of text and intent.");
        var dev = Required("--dev", "Examples to choose the refusing threshold on.");
        var test = Required("--test", "Examples to measure on.");
        var oosTrain = Optional("--oos-train", "Out-of-scope examples to learn from.");
        var oosDev = Optional("--oos-dev", "Out-of-scope examples to choose the threshold on.");
        var oosTest = Optional("--oos-test", "Out-of-scope examples to measure on.");
        var unlabelled = Optional("--unlabelled", "Other texts of the desk, one a line: what words mean is learned from them too.");
        var predictions = new Option<FileInfo?>("--predictions") { Description = "Where to write a prediction a line, in the order of the test file." };
        var model = new Option<string>("--model") { Description = "full, or linear: what answers while the full one trains.", DefaultValueFactory = _ => "full" };
        model.AcceptOnlyFromAmong("full", "linear");
        var json = VerbOutput.JsonOption();
        var command = new Command("intents", "Train the intent model, and measure it.") { train, dev, test, oosTrain, oosDev, oosTest, unlabelled, predictions, model, json };
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var testRows = ReadIntents(parsed.GetValue(test)!);
            var data = new IntentData
            {
                Train = InScope(ReadIntents(parsed.GetValue(train)!)),
                Dev = InScope(ReadIntents(parsed.GetValue(dev)!)),
                Test = InScope(testRows),
                OutOfScopeTrain = Texts(parsed.GetValue(oosTrain)),
                OutOfScopeDev = Texts(parsed.GetValue(oosDev)),
                OutOfScopeTest = [.. Texts(parsed.GetValue(oosTest)), .. testRows.Where(row => row.Intent == OutOfScope).Select(row => row.Text)],
            };
            var result = IntentEvaluation.Run(data, EntityLexicon.Empty, new()
            {
                Kind = parsed.GetValue(model) == "linear" ? ModelKind.Linear : ModelKind.Full,
                Unlabelled = parsed.GetValue(unlabelled) is { } texts ? [.. File.ReadLines(texts.FullName)] : [],
            });
            if (parsed.GetValue(predictions) is { } file)
            {
                File.WriteAllLines(file.FullName, result.Predictions.Select(row => JsonSerializer.Serialize(
                    new { text = row.Text, intent = row.Expected ?? OutOfScope, pred = row.Predicted ?? OutOfScope, score = row.InScope * row.Probability })));
            }

            Print(parsed.GetValue(json), new()
            {
                ["accuracy"] = result.Accuracy,
                ["macro_f1"] = result.MacroF1,
                ["accuracy_refusing"] = result.AccuracyRefusing,
                ["oos_recall"] = result.OosRecall,
                ["oos_precision"] = result.OosPrecision,
                ["oos_auroc"] = result.OosAuroc,
                ["ece"] = result.Ece,
                ["train_seconds"] = result.TrainSeconds,
                ["predict_us_p50"] = result.PredictUsP50,
                ["predict_us_p99"] = result.PredictUsP99,
                ["model_bytes"] = result.ModelBytes,
            });
        }));
        return command;
    }

    private static Command Search()
    {
        var docs = Required("--docs", "Documents: JSON Lines of id, title and text.");
        var queries = Required("--queries", "Queries: JSON Lines of id and text.");
        var qrels = Required("--qrels", "Judgements: tab-separated query, document and grade, with a header.");
        var run = new Option<FileInfo?>("--run") { Description = "Where to write the ranking in TREC's form." };
        var compat = new Option<string?>("--compat") { Description = "lucene: score as Lucene 8 does." };
        compat.AcceptOnlyFromAmong("lucene");
        var json = VerbOutput.JsonOption();
        var command = new Command("search", "Index documents, and measure the search.") { docs, queries, qrels, run, compat, json };
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var rows = new List<RunRow>();
            var result = SearchEvaluation.Measure(
                SearchData.ReadDocuments(parsed.GetValue(docs)!.FullName),
                SearchData.ReadQueries(parsed.GetValue(queries)!.FullName),
                SearchData.ReadJudgements(parsed.GetValue(qrels)!.FullName),
                parsed.GetValue(compat) is null ? new Bm25Options() : Bm25Options.LuceneCompatible,
                parsed.GetValue(run) is null ? null : rows.Add);
            if (parsed.GetValue(run) is { } file)
            {
                File.WriteAllLines(file.FullName, rows.Select(row => string.Create(
                    CultureInfo.InvariantCulture, $"{row.QueryId} Q0 {row.DocumentId} {row.Rank} {row.Score:R} servicebot")));
            }

            Print(parsed.GetValue(json), new()
            {
                ["ndcg_at_10"] = result.NdcgAt10,
                ["mrr_at_10"] = result.MrrAt10,
                ["recall_at_100"] = result.RecallAt100,
                ["map"] = result.Map,
                ["index_seconds"] = result.IndexSeconds,
                ["latency_us_p50"] = result.LatencyUsP50,
                ["latency_us_p99"] = result.LatencyUsP99,
                ["index_bytes"] = result.IndexBytes,
            });
        }));
        return command;
    }

    private const string OutOfScope = "oos";

    private static Option<FileInfo> Required(string name, string description) =>
        new Option<FileInfo>(name) { Description = description, Required = true }.AcceptExistingOnly();

    private static Option<FileInfo?> Optional(string name, string description) => new(name) { Description = description };

    private static void Print(bool json, Dictionary<string, double> figures)
    {
        if (json)
        {
            VerbOutput.WriteJson(figures);
            return;
        }

        foreach (var (name, value) in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18}{value,14:0.####}"));
        }
    }

    private static List<IntentExample> InScope(IEnumerable<IntentExample> rows) => [.. rows.Where(row => row.Intent != OutOfScope)];

    private static IReadOnlyList<string> Texts(FileInfo? file) => file is null ? [] : [.. ReadIntents(file).Select(row => row.Text)];

    internal static List<IntentExample> ReadIntents(FileInfo file) => TextFile.Read(file, "text and intent", row => new IntentExample(
        row.TryGetProperty("intent", out var intent) ? intent.GetString() ?? OutOfScope : OutOfScope, row.GetProperty("text").GetString() ?? ""));
}
