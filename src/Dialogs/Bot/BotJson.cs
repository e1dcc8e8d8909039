using System.Text.Json.Serialization;
using ServiceBot.Channels.Answers;

namespace ServiceBot.Dialogs.Bot;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Feedback))]
[JsonSerializable(typeof(RequestChanged))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class BotJson : JsonSerializerContext;
