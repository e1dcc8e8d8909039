namespace ServiceBot.Dialogs;

/// <summary>A few words in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Zh">Chinese.</param>
public sealed record Words(string En, string Zh)
{
    /// <summary>The words in a language.</summary>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    public string In(string language) => language == "zh" ? Zh : En;
}

/// <summary>A response: variants in each language and the suggested actions under it.</summary>
internal sealed record Response(string Name, IReadOnlyList<Template> En, IReadOnlyList<Template> Zh, IReadOnlyList<SuggestionPlan> Suggestions)
{
    public IReadOnlyList<Template> In(string language) => language == "zh" ? Zh : En;

    public IEnumerable<Template> Templates => En.Concat(Zh);
}

/// <summary>A button under a reply; without a value it sends its title.</summary>
internal sealed record SuggestionPlan(Words Title, string? Value);
