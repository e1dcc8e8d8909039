using System.CommandLine;
using System.Globalization;
using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate churn</c> and <c>evaluate response</c>: every kind of model learns from one table and is measured on another.</summary>
internal static class EvaluateModelsVerb
{
    public static Command Churn() => Create("churn", "Learn who leaves, with every kind of model, and measure that on another table.");

    public static Command Response() => Create("response", "Learn who answers a campaign, with every kind of model, and measure that on another table.");

    private static Command Create(string name, string description)
    {
        var train = new Option<FileInfo>("--train") { Description = "Customers to learn from: CSV with a header, plain or .gz, see docs/insight.md.", Required = true }.AcceptExistingOnly();
        var test = new Option<FileInfo>("--test") { Description = "Customers to measure on, with the same columns.", Required = true }.AcceptExistingOnly();
        var label = new Option<string>("--label") { Description = "The column that says what happened: Yes and No, 1 and 0, or words like these.", Required = true };
        var positive = new Option<string?>("--positive") { Description = "The label's value that means that it happened, where its word does not say so." };
        var drop = new Option<string[]>("--drop") { Description = "Columns to leave out, such as what is known only afterwards.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var folds = new Option<int>("--folds") { Description = "Also measure on the table to learn from, dealt into so many parts; 0: do not.", DefaultValueFactory = _ => 0 };
        var predictions = new Option<FileInfo?>("--predictions") { Description = "Where to write each model's probabilities for the rows to measure on, as CSV." };
        var seed = new Option<int>("--seed") { Description = "The same number gives the same models.", DefaultValueFactory = _ => 1 };
        var json = VerbOutput.JsonOption();
        var command = new Command(name, description) { train, test, label, positive, drop, folds, predictions, seed, json };
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var file = CsvFile.Read(parsed.GetValue(train)!.FullName);
            var dropped = parsed.GetValue(drop)!.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
            var schema = TableSchema.Of(file, parsed.GetValue(label)!, dropped, parsed.GetValue(positive));
            var known = schema.Read(file);
            var unknown = schema.Read(CsvFile.Read(parsed.GetValue(test)!.FullName));
            var scores = new List<ModelScore> { ModelComparison.BaseRate(known, unknown) };
            var crossed = new List<ModelScore>();
            var probabilities = new List<double[]>();
            foreach (var trainer in ModelComparison.Trainers)
            {
                ModelComparison.WarmUp(trainer, known);
                var (model, score) = ModelComparison.Measure(trainer, known, unknown, parsed.GetValue(seed));
                scores.Add(score);
                if (parsed.GetValue(predictions) is not null)
                {
                    probabilities.Add(model.Predict(unknown.Table));
                }

                if (parsed.GetValue(folds) >= 2)
                {
                    crossed.Add(ModelComparison.CrossValidate(trainer, known, parsed.GetValue(folds), parsed.GetValue(seed)));
                }
            }

            if (parsed.GetValue(predictions) is { } output)
            {
                WritePredictions(output, probabilities, unknown.Labels);
            }

            if (parsed.GetValue(json))
            {
                VerbOutput.WriteJson(new
                {
                    train_rows = known.Labels.Length,
                    test_rows = unknown.Labels.Length,
                    base_rate = unknown.BaseRate,
                    positive = schema.Label.Positive,
                    columns = schema.Columns.Select(column => column.Name),
                    left_out = schema.LeftOut.ToDictionary(column => column.Name, column => column.Why),
                    models = scores.Select(Row),
                    cross_validated = crossed.Select(Row),
                });
            }
            else
            {
                Print(schema, known, unknown, scores, crossed);
            }
        }));
        return command;
    }

    private static Dictionary<string, object?> Row(ModelScore score) => new()
    {
        ["model"] = score.Model,
        ["auc"] = VerbOutput.Finite(score.Auc),
        ["average_precision"] = VerbOutput.Finite(score.AveragePrecision),
        ["log_loss"] = VerbOutput.Finite(score.LogLoss),
        ["brier"] = VerbOutput.Finite(score.Brier),
        ["lift10"] = VerbOutput.Finite(score.Lift10),
        ["ece"] = VerbOutput.Finite(score.Ece),
        ["train_seconds"] = score.TrainSeconds,
    };

    private static void Print(TableSchema schema, LabelledTable train, LabelledTable test, List<ModelScore> scores, List<ModelScore> crossed)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{train.Labels.Length} rows to learn from, {test.Labels.Length} to measure on; {schema.Label.Column} is {schema.Label.Positive} in {train.BaseRate:0.0%} and {test.BaseRate:0.0%} of them."));
        foreach (var (name, why) in schema.LeftOut)
        {
            Console.WriteLine($"Left out: {name} ({why}).");
        }

        foreach (var (title, rows) in new[] { ("model", scores), ("cross-validated", crossed) })
        {
            if (rows.Count == 0)
            {
                continue;
            }

            Console.WriteLine();
            Console.WriteLine($"{title,-22}{"auc",9}{"avg_prec",10}{"log_loss",10}{"brier",9}{"lift10",9}{"ece",8}{"train_seconds",15}");
            foreach (var row in rows)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Model,-22}{row.Auc,9:0.0000}{row.AveragePrecision,10:0.0000}{row.LogLoss,10:0.0000}{row.Brier,9:0.0000}{row.Lift10,9:0.00}{row.Ece,8:0.000}{row.TrainSeconds,15:0.000}"));
            }
        }
    }

    private static void WritePredictions(FileInfo output, List<double[]> probabilities, bool[] labels)
    {
        using var writer = new StreamWriter(output.FullName);
        writer.WriteLine("label," + string.Join(',', ModelComparison.Trainers.Select(trainer => trainer.Name)));
        for (var row = 0; row < labels.Length; row++)
        {
            writer.WriteLine((labels[row] ? "1," : "0,") + string.Join(',', probabilities.Select(model => model[row].ToString("R", CultureInfo.InvariantCulture))));
        }
    }
}
