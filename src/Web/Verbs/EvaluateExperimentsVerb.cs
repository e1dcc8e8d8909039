using System.CommandLine;
using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate experiments</c>: what an experiment in a file says; without one, how often rules see a winner where there is none.</summary>
internal static class EvaluateExperimentsVerb
{
    public static Command Create()
    {
        var file = new Option<FileInfo?>("--file") { Description = "A customer a line: CSV with a header, plain or .gz. Without it, experiments without any difference are simulated." };
        var variant = new Option<string>("--variant") { Description = "The column of the arm; the first arm by name, or control, is compared with each other one.", DefaultValueFactory = _ => "variant" };
        var outcome = new Option<string>("--outcome") { Description = "The column of the outcome: numbers, or words like Yes and No.", DefaultValueFactory = _ => "outcome" };
        var expected = new Option<double>("--expected") { Description = "At how many customers one expects to decide; the always-valid range is narrowest there.", DefaultValueFactory = _ => 5000 };
        var seed = new Option<int>("--seed") { Description = "The same number gives the same simulation.", DefaultValueFactory = _ => 1 };
        var json = VerbOutput.JsonOption();
        var command = new Command("experiments", "Read an experiment's arms with valid statistics, or simulate experiments without any difference.") { file, variant, outcome, expected, seed, json };
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var result = parsed.GetValue(file) is { } from
                ? Read(CsvFile.Read(from.FullName), parsed.GetValue(variant)!, parsed.GetValue(outcome)!, parsed.GetValue(expected))
                : Simulate(parsed.GetValue(seed));
            if (parsed.GetValue(json))
            {
                VerbOutput.WriteJson(result);
            }
            else
            {
                VerbOutput.WriteText(result);
            }
        }));
        return command;
    }

    private static Dictionary<string, object?> Simulate(long seed)
    {
        var rules = AaSimulation.Run(seed: seed);
        return new()
        {
            ["highest_rate_wins"] = rules.Highest,
            ["z_peeked"] = rules.Peeked,
            ["z_at_the_end"] = rules.AtTheEnd,
            ["always_valid"] = rules.Always,
        };
    }

    private static Dictionary<string, object?> Read(CsvFile file, string variant, string outcome, double expected)
    {
        var arms = ExperimentFile.Read(file, variant, outcome);
        var control = arms[0];
        var (chi, p) = Assignment.SampleRatio([.. arms.Select(arm => arm.Arm.Customers)], [.. arms.Select(_ => 1.0)]);
        return new()
        {
            ["control"] = control.Name,
            ["sample_ratio_chi2"] = chi,
            ["sample_ratio_p"] = p,
            ["sample_ratio_ok"] = p >= Assignment.Suspicious ? "yes" : "no",
            ["arms"] = arms.Select(arm => new { arm.Name, arm.Arm.Customers, arm.Arm.Mean }),
            ["comparisons"] = arms.Skip(1).Select(arm =>
            {
                var lift = RelativeLift.Of(control.Arm, arm.Arm);
                var test = lift.Test();
                var (low, high) = AlwaysValid.Of(control.Arm, arm.Arm, 0.05, expected);
                var absolute = arm.Arm.IsShare ? TwoProportions.Test(control.Arm, arm.Arm).Result : RelativeLift.Absolute(control.Arm, arm.Arm);
                return new
                {
                    arm.Name,
                    difference = VerbOutput.Finite(absolute.Difference),
                    difference_low = VerbOutput.Finite(absolute.Low),
                    difference_high = VerbOutput.Finite(absolute.High),
                    p = VerbOutput.Finite(absolute.P),
                    lift = VerbOutput.Finite(lift.Lift),
                    lift_p = VerbOutput.Finite(test.P),
                    always_valid_low = VerbOutput.Finite(low),
                    always_valid_high = VerbOutput.Finite(high),
                    chance_to_win = VerbOutput.Finite(arm.Arm.IsShare ? TwoProportions.ChanceToWin(control.Arm, arm.Arm) : lift.Chance),
                };
            }),
        };
    }
}
