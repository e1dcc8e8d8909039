using System.Text.Json;

namespace ServiceBot.Web.Verbs;

/// <summary>Reads files of JSON Lines, an object a line; what is wrong is said with file and line.</summary>
internal static class TextFile
{
    /// <param name="file">The file.</param>
    /// <param name="expected">What a line holds, for the error: «text and label».</param>
    /// <param name="read">Reads a line's object.</param>
    /// <exception cref="InvalidDataException">A line is something else.</exception>
    public static List<T> Read<T>(FileInfo file, string expected, Func<JsonElement, T> read)
    {
        var rows = new List<T>();
        var number = 0;
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                using var row = JsonDocument.Parse(line);
                rows.Add(read(row.RootElement));
            }
            catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new InvalidDataException($"{file.FullName}:{number}:1: this line is not an object with {expected}: {failure.Message}", failure);
            }
        }

        return rows;
    }
}
