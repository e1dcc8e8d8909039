using System.CommandLine;
using System.Globalization;
using ServiceBot.Language;
using ServiceBot.Language.Evaluation;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate language</c>: how often the language of short messages is found.</summary>
internal static class EvaluateLanguageVerb
{
    public static Command Create()
    {
        var english = Files("--english", "English texts: JSON Lines of text. Can be given several times.");
        var chinese = Files("--chinese", "Chinese texts.");
        var other = Files("--other", "Texts in languages that are neither.");
        var shortest = new Option<int>("--shortest") { Description = "The least length that counts, in characters.", DefaultValueFactory = _ => 3 };
        var longest = new Option<int>("--longest") { Description = "The greatest.", DefaultValueFactory = _ => 40 };
        var json = VerbOutput.JsonOption();
        var command = new Command("language", "Measure how often the language of a message is found.") { english, chinese, other, shortest, longest, json };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(english)!.Length + parsed.GetValue(chinese)!.Length + parsed.GetValue(other)!.Length == 0)
            {
                parsed.AddError("Name files: --english, --chinese or --other.");
            }
        });
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var rows = new Dictionary<string, object?>();
            var (texts, right) = (0, 0);
            foreach (var (files, language) in new[] { (english, TextLanguage.English), (chinese, TextLanguage.Chinese), (other, TextLanguage.Other) })
            {
                foreach (var file in parsed.GetValue(files)!)
                {
                    var lines = TextFile.Read(file, "text", row => row.GetProperty("text").GetString() ?? "");
                    var result = LanguageEvaluation.Of(lines, language, parsed.GetValue(shortest), parsed.GetValue(longest));
                    (texts, right) = (texts + result.Texts, right + result.Right);
                    rows[$"{language.ToString().ToLower(CultureInfo.InvariantCulture)} {file.FullName}"] = new
                    {
                        result.Texts,
                        result.Accuracy,
                        result.Undetermined,
                        Mistaken = result.Mistaken.Select(one => $"{one.Tag}: {one.Text}"),
                    };
                }
            }

            var all = new Dictionary<string, object?> { ["texts"] = texts, ["accuracy"] = texts == 0 ? 0.0 : (double)right / texts, ["files"] = rows };
            if (parsed.GetValue(json))
            {
                VerbOutput.WriteJson(all);
            }
            else
            {
                VerbOutput.WriteText(all);
            }
        }));
        return command;
    }

    private static Option<FileInfo[]> Files(string name, string description) =>
        new Option<FileInfo[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] }.AcceptExistingOnly();
}
