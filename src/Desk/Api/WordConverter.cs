using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Desk.Api;

/// <summary>Enumerations as words in lower case: <c>"urgent"</c>, never a number.</summary>
public sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Enumerations as the same words, in the database and in texts.</summary>
internal static class EnumWord
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
