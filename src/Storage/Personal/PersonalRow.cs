using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceBot.Storage.Personal;

/// <summary>A column of rows that people may read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>?</c>, <c>#</c>, <c>{}</c> or nothing.</param>
internal readonly record struct PersonalColumn(string Name, string Kind)
{
    /// <summary>What it is called in an archive: <c>openedAt</c>.</summary>
    public string Key => string.Concat(Name.Split('_').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    public bool IsInstant => Name is "at" or "since" or "until" || Name.EndsWith("_at", StringComparison.Ordinal) || Name.EndsWith("_until", StringComparison.Ordinal);

    public static IReadOnlyList<PersonalColumn> Read(string columns) =>
        [.. columns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => text.TrimEnd('?', '#', '{', '}') is var name ? new PersonalColumn(name, text[name.Length..]) : default)];
}

/// <summary>A row as it stands in an archive: the same from every database.</summary>
/// <param name="Values">Its values in the order of the columns.</param>
internal sealed record PersonalRow(IReadOnlyList<KeyValuePair<string, JsonNode?>> Values)
{
    public static PersonalRow Read(JsonObject row, IReadOnlyList<PersonalColumn> columns) =>
        new([.. columns.Select(column => KeyValuePair.Create(column.Key, Plain(row[column.Name], column)))]);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in Values)
        {
            writer.WritePropertyName(key);
            if (value is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>What each database writes in its own way, in one.</summary>
    private static JsonNode? Plain(JsonNode? value, PersonalColumn column)
    {
        if (value is null)
        {
            return null;
        }

        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        return column.Kind switch
        {
            "?" => JsonValue.Create(text is null && value.ToJsonString() is "1" or "true"),
            "#" => decimal.TryParse(text ?? value.ToJsonString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number / 1.000000000000000000m) : value.DeepClone(),
            "{}" => text is null ? value.DeepClone() : Parsed(text),
            _ when column.IsInstant && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => JsonValue.Create(at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            _ => value.DeepClone(),
        };
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    /// <summary>A value as people read it.</summary>
    public static string Said(JsonNode? value) => value switch
    {
        null => "",
        JsonValue plain when plain.TryGetValue<string>(out var text) => text,
        JsonObject fields => string.Join("; ", fields.Where(field => field.Value is not null).Select(field => $"{field.Key}: {Said(field.Value)}")),
        JsonArray list => string.Join(", ", list.Select(Said)),
        _ => value.ToJsonString(),
    };
}
