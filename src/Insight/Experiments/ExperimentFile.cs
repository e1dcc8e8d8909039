using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Experiments;

/// <summary>Reads the arms of an experiment from a file with a customer a line.</summary>
public static class ExperimentFile
{
    private static readonly string[] Controls = ["control", "holdout", "baseline", "a", "0", "对照"];
    private static readonly string[] Yes = ["yes", "y", "true", "1", "converted", "是"];
    private static readonly string[] No = ["no", "n", "false", "0", "", "否"];

    /// <summary>The arms: the control, then the others by name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="variant">The name of the column of the arm.</param>
    /// <param name="outcome">That of the outcome: numbers, or words like Yes and No; an empty one is No.</param>
    /// <exception cref="InvalidDataException">A column is not there, an outcome is neither, or there are not two arms.</exception>
    public static IReadOnlyList<(string Name, Arm Arm)> Read(CsvFile file, string variant, string outcome)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (arm, value) = (file.ColumnOf(variant), file.ColumnOf(outcome));
        var sums = new SortedDictionary<string, (double Count, double Sum, double Squares)>(StringComparer.Ordinal);
        var isShare = true;
        foreach (var record in file.Records)
        {
            var text = record.Fields[value];
            var number = Yes.Contains(text.ToLowerInvariant()) ? 1 : No.Contains(text.ToLowerInvariant()) ? 0
                : NumberText.TryParse(text, out var parsed) ? parsed
                : throw file.Bad(record, value, $"the outcome {outcome} is {text}", "outcomes are numbers, or Yes and No");
            isShare &= number is 0 or 1;
            var (count, sum, squares) = sums.GetValueOrDefault(record.Fields[arm]);
            sums[record.Fields[arm]] = (count + 1, sum + number, squares + (number * number));
        }

        return sums.Count >= 2
            ? [.. sums.Select(one => (one.Key, new Arm(one.Value.Count, one.Value.Sum, one.Value.Squares, isShare))).OrderBy(one => Controls.Contains(one.Key.ToLowerInvariant()) ? 0 : 1)]
            : throw CsvFile.Bad(file.Path, 1, 1, $"the column {variant} names {sums.Count} arm", "an experiment has two or more");
    }
}
