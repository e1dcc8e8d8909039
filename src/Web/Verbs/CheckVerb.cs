using System.CommandLine;
using Microsoft.Extensions.Options;
using ServiceBot.Dialogs;
using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>check</c>: reads dialogs and articles and lists every error.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var json = VerbOutput.JsonOption();
        var command = new Command("check", "Read the dialogs and articles, and list every error with file, line, column and a hint.") { json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Run([.. parsed.UnmatchedTokens], parsed.GetValue(json)));
        return command;
    }

    private static int Run(string[] settings, bool json)
    {
        using var app = Product.CreateBuilder(settings).Build();
        var dialogs = DialogLoader.LoadFolder(app.Services.GetRequiredService<IOptions<DialogOptions>>().Value.Path, KnownActions.All);
        var folder = app.Services.GetRequiredService<IOptions<KnowledgeOptions>>().Value.Path;
        var articles = Directory.Exists(folder) ? ArticleFolder.Read(folder).SelectMany(reading => reading.Errors) : [ArticleFolder.Missing(folder)];
        var findings = dialogs.Errors.Select(error => new Finding(error.File, error.Line, error.Column, error.Message, error.Hint))
            .Concat(articles.Select(error => new Finding(error.File, error.Line, error.Column, error.Message, error.Hint)))
            .ToList();
        if (json)
        {
            VerbOutput.WriteJson(new { errors = findings });
        }
        else
        {
            findings.ForEach(Console.WriteLine);
            Console.WriteLine(findings.Count == 0 ? "Dialogs and articles are sound." : $"{findings.Count} errors.");
        }

        return findings.Count == 0 ? 0 : 1;
    }

    private sealed record Finding(string File, int Line, int Column, string Message, string? Hint)
    {
        public override string ToString() => $"{File}:{Line}:{Column}: {Message}{(Hint is null ? "" : $" Hint: {Hint}")}";
    }
}
