using ServiceBot.Language.Tokens;

namespace ServiceBot.Dialogs;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
public static class Spelling
{
    /// <summary>«did you mean …?» with the nearest known name, or null when none is near.</summary>
    public static string? Hint(string name, IEnumerable<string> known) => Nearest(name, known) is { } nearest ? $"did you mean «{nearest}»?" : null;

    /// <summary>The nearest known name, or null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        return known.Select(k => (Name: k, Distance: Typos.Distance(name, k)))
            .Where(k => k.Distance <= Math.Max(1, Math.Min(name.Length, k.Name.Length) / 3))
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Name).FirstOrDefault();
    }
}
