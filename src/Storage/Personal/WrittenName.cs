using System.Text.Json;

namespace ServiceBot.Storage.Personal;

/// <summary>A name as it may stand anywhere, in one piece or in parts: <c>Ann</c> in one cell and <c>Lee</c> in another. All three texts must be there; of one in one piece they are the same.</summary>
/// <param name="First">A part.</param>
/// <param name="Second">A part.</param>
/// <param name="Third">A part.</param>
public sealed record WrittenName(string First, string Second, string Third)
{
    /// <summary>The ways in which a name may be written: as it is, or each part in a cell of its own.</summary>
    /// <param name="name">The name.</param>
    /// <param name="text">How a text is written.</param>
    /// <param name="cell">How a cell is written that holds a part and nothing else.</param>
    public static IEnumerable<WrittenName> Of(string name, Func<string, string> text, Func<string, string> cell)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(cell);
        yield return new(text(name), text(name), text(name));
        if (name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } words)
        {
            yield return new(cell(words[0]), cell(words[^1]), cell(words[words.Length / 2]));
        }
        else if (name.Length is 3 or 4 && name.All(letter => letter > '\u2E80'))
        {
            yield return new(cell(name[..1]), cell(name[1..]), cell(name[1..]));      // family name and given name
        }
    }

    /// <summary>Whether it stands in a text of small letters.</summary>
    public bool StandsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains(First, StringComparison.Ordinal) && text.Contains(Second, StringComparison.Ordinal) && text.Contains(Third, StringComparison.Ordinal);
    }

    /// <summary>What a statement begins with that looks for the parameter <c>@texts</c>: it is read once, and not for every row.</summary>
    public static string Texts(ISqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        return $"WITH texts (a, b, c) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2 FROM {dialect.EachOf("@texts")})";
    }

    /// <summary>The condition that one of <see cref="Texts"/> stands in a column.</summary>
    public static string StandsIn(ISqlDialect dialect, string column, bool isBytes)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        return $"EXISTS (SELECT 1 FROM texts WHERE {dialect.Holds(column, isBytes, "a")} AND {dialect.Holds(column, isBytes, "b")} AND {dialect.Holds(column, isBytes, "c")})";
    }

    /// <summary>The parameter.</summary>
    public static string ToJson(IEnumerable<WrittenName> texts) => JsonSerializer.Serialize(texts.Select(text => new[] { text.First, text.Second, text.Third }));
}
