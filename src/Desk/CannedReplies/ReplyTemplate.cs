using System.Text;

namespace ServiceBot.Desk.CannedReplies;

/// <summary>What is wrong with a text's placeholders.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Column">Where on the line, in characters, from 1.</param>
/// <param name="Name">What stands there between the braces; null: a brace that nothing closes.</param>
public sealed record TemplateFault(int Line, int Column, string? Name);

/// <summary>A text with its placeholders filled in.</summary>
/// <param name="Text">The text; what is missing stands there as its placeholder.</param>
/// <param name="Missing">The placeholders that nothing is known for, each once.</param>
public sealed record FilledText(string Text, IReadOnlyList<string> Missing);

/// <summary>
/// Texts with placeholders: <c>{customer}</c>, and <c>{customer|there}</c> with what is said when nobody knows. <c>{{</c> is a brace.
/// </summary>
public static class ReplyTemplate
{
    /// <summary>The placeholders.</summary>
    public static IReadOnlyList<string> Names { get; } = ["customer", "request", "agent", "company", "phone", "hours"];

    /// <summary>The first thing that is wrong with a text; null: nothing is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">The placeholders that it may have; null: <see cref="Names"/>.</param>
    public static TemplateFault? Check(string text, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        names ??= Names;
        foreach (var (at, length, name, _) in Braces(text))
        {
            if (length == 0 || (name is not null && !names.Contains(name)))
            {
                var before = text.AsSpan(0, at);
                return new(before.Count('\n') + 1, at - before.LastIndexOf('\n'), length == 0 ? null : name);
            }
        }

        return null;
    }

    /// <summary>Fills a text in.</summary>
    /// <param name="text">A text that <see cref="Check"/> found nothing wrong with.</param>
    /// <param name="valueOf">What stands for a placeholder; null or empty: nobody knows.</param>
    public static FilledText Fill(string text, Func<string, string?> valueOf)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(valueOf);
        var (filled, missing, end) = (new StringBuilder(), new List<string>(), 0);
        foreach (var (at, length, name, otherwise) in Braces(text))
        {
            filled.Append(text, end, at - end);
            end = at + length;
            var value = name is null ? "{" : valueOf(name) is { Length: > 0 } known ? known : otherwise;
            filled.Append(value ?? text[at..end]);
            if (value is null && !missing.Contains(name!))
            {
                missing.Add(name!);
            }
        }

        return new(filled.Append(text, end, text.Length - end).ToString(), missing);
    }

    /// <summary>Every brace that opens something: where, how long it is (0: it is not closed), the name (null: it stands for itself), and what is said otherwise.</summary>
    private static IEnumerable<(int At, int Length, string? Name, string? Otherwise)> Braces(string text)
    {
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0;)
        {
            var length = 2;
            if (at + 1 < text.Length && text[at + 1] == '{')
            {
                yield return (at, length, null, null);
            }
            else
            {
                var end = text.AsSpan(at).IndexOfAny('}', '\n');
                length = end < 0 || text[at + end] == '\n' ? 0 : end + 1;
                var inside = length == 0 ? [] : text[(at + 1)..(at + end)].Split('|', 2);
                yield return (at, length, length == 0 ? null : inside[0].Trim(), inside.Length == 2 ? inside[1] : null);
            }

            at = length == 0 ? -1 : text.IndexOf('{', at + length);
        }
    }
}
