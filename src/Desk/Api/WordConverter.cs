using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Desk.Api;

/// <summary>Enumerations as words in lower case: <c>"urgent"</c>, never a number.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
