using System.CommandLine;
using Microsoft.Extensions.Options;
using ServiceBot.Dialogs;
using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Intents;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate conflicts</c>: what is wrong with the examples of intents, of the dialogs or of a file.</summary>
internal static class EvaluateConflictsVerb
{
    private const int MostShown = 5;

    public static Command Create()
    {
        var train = new Option<FileInfo?>("--train") { Description = "Examples: JSON Lines of text and intent; by default those of the dialogs." };
        var fewest = new Option<int>("--fewest") { Description = "An intent with fewer examples has too few.", DefaultValueFactory = _ => 10 };
        var json = VerbOutput.JsonOption();
        var command = new Command("conflicts", "List examples that pull two intents together, and intents with too few or too uniform ones.") { train, fewest, json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var (examples, lexicon) = parsed.GetValue(train) is { } file ? (EvaluateVerb.ReadIntents(file), EntityLexicon.Empty) : OfDialogs([.. parsed.UnmatchedTokens]);
            var found = ExampleConflicts.Find(examples, lexicon, new LanguageOptions { Kind = ModelKind.Linear, Calibrate = false }, parsed.GetValue(fewest));
            if (parsed.GetValue(json))
            {
                VerbOutput.WriteJson(new
                {
                    found.Accuracy,
                    Twice = found.Twice.Select(one => new { one.Text, one.Intents }),
                    Pulls = found.Pulls.Select(pull => new { pull.Intent, pull.TakenFor, Examples = pull.Examples.Select(one => new { one.Text, one.Probability }) }),
                    Few = found.Few.Select(one => new { one.Intent, one.Examples }),
                    Uniform = found.Uniform.Select(one => new { one.Intent, one.Resemblance }),
                });
            }
            else
            {
                Print(found, examples.Count);
            }
        }));
        return command;
    }

    private static (List<IntentExample>, EntityLexicon) OfDialogs(string[] settings)
    {
        using var app = Product.CreateBuilder(settings).Build();
        var load = DialogLoader.LoadFolder(app.Services.GetRequiredService<IOptions<DialogOptions>>().Value.Path, KnownActions.All);
        return load.Catalog is { } catalog ? ([.. catalog.Examples], catalog.ToLexicon()) : throw new InvalidDataException(string.Join('\n', load.Errors));
    }

    private static void Print(ExampleConflicts found, int examples)
    {
        foreach (var (text, intents) in found.Twice)
        {
            Console.WriteLine($"«{text}» is an example of several intents: {string.Join(", ", intents)}.");
        }

        foreach (var pull in found.Pulls)
        {
            Console.WriteLine($"{pull.Intent} is taken for {pull.TakenFor} ({pull.Examples.Count}):");
            foreach (var (text, probability) in pull.Examples.Take(MostShown))
            {
                Console.WriteLine($"  {probability:0.00} «{text}»");
            }
        }

        foreach (var (intent, count) in found.Few)
        {
            Console.WriteLine($"{intent} has {count} examples only.");
        }

        foreach (var (intent, resemblance) in found.Uniform)
        {
            Console.WriteLine($"The examples of {intent} resemble each other: two of them have {resemblance:P0} of their words in common.");
        }

        Console.WriteLine($"{examples} examples; a model that has not seen them understands {found.Accuracy:P1}.");
    }
}
