using System.Text.Json;

namespace ServiceBot.Channels.Activities;

/// <summary>Reads JSON that may be anything.</summary>
internal static class JsonElementExtensions
{
    /// <summary>The text of a property; null when the element is no object, or the property is not there, no text, or empty.</summary>
    public static string? TextOf(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
