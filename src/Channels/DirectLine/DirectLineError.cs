using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace ServiceBot.Channels.DirectLine;

/// <summary>An error as Direct Line clients expect it: <c>{"error":{"code","message"}}</c>.</summary>
internal sealed record DirectLineError([property: JsonPropertyName("error")] DirectLineError.Detail Error)
{
    public static IResult Of(int status, string code, string message) =>
        Results.Json(new DirectLineError(new Detail(code, message)), DirectLineJson.Default.DirectLineError, statusCode: status);

    internal sealed record Detail([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("message")] string Message);
}

/// <summary>A conversation as Direct Line clients expect it.</summary>
internal sealed record DirectLineConversation(
    [property: JsonPropertyName("conversationId")] string ConversationId,
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("streamUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StreamUrl);

internal sealed record DirectLineResource([property: JsonPropertyName("id")] string Id);

internal sealed record TokenRequest(
    [property: JsonPropertyName("user")] TokenUser? User,
    [property: JsonPropertyName("locale")] string? Locale,
    [property: JsonPropertyName("trustedOrigins")] IReadOnlyList<string>? TrustedOrigins);

internal sealed record TokenUser([property: JsonPropertyName("id")] string? Id);

[JsonSerializable(typeof(DirectLineError))]
[JsonSerializable(typeof(DirectLineConversation))]
[JsonSerializable(typeof(DirectLineResource))]
[JsonSerializable(typeof(TokenRequest))]
internal sealed partial class DirectLineJson : JsonSerializerContext;
