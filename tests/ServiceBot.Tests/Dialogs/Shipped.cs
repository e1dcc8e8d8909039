using ServiceBot.Dialogs;
using ServiceBot.Knowledge;
using ServiceBot.Language;

namespace ServiceBot.Tests.Dialogs;

/// <summary>The shipped dialogs, loaded once.</summary>
internal static class Shipped
{
    private static readonly Lazy<DialogRelease> Loaded = new(() =>
    {
        var load = DialogLoader.LoadFolder(Folder, KnownActions.All);
        return load.Catalog is { } catalog ? new(catalog, new NearestExample(catalog), 1) : throw new DialogLoadException(load.Errors);
    });

    public static string Folder => Repository.At("dialogs");

    public static DialogRelease Release => Loaded.Value;
}

/// <summary>A knowledge base of one article, which answers every question but those about the moon.</summary>
internal sealed class OneArticle : IKnowledge
{
    public List<string> Questions { get; } = [];

    public KnowledgeAnswer Answer(string question, TextLanguage language, IReadOnlyCollection<string> preferTags)
    {
        Questions.Add(question);
        var zh = language == TextLanguage.Chinese;
        return question.Contains("moon", StringComparison.OrdinalIgnoreCase) || question.Contains('月') && question.Contains('亮')
            ? new([], 0, false)
            : new([new("the-article", "0123456789ab", zh ? "zh" : "en", zh ? "文章" : "The article", null, "part", zh ? "文章的一段。" : "A passage.", 7.5)], 0.9, true);
    }
}

/// <summary>A knowledge base without articles.</summary>
internal sealed class NoArticles : IKnowledge
{
    public KnowledgeAnswer Answer(string question, TextLanguage language, IReadOnlyCollection<string> preferTags) => new([], 0, false);
}
