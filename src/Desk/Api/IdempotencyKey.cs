using Microsoft.AspNetCore.Http;

namespace ServiceBot.Desk.Api;

/// <summary>What makes a call the same call when it comes again.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 200;

    /// <summary>Reads the header.</summary>
    /// <param name="request">The call.</param>
    /// <param name="errors">Gets what is wrong with it.</param>
    /// <returns>Null when there is none.</returns>
    public static string? Read(HttpRequest request, Dictionary<string, string[]> errors)
    {
        var key = request.Headers[Header].FirstOrDefault();
        if (key is not null && (key.Length is 0 or > MaxLength || key.Any(c => c is < ' ' or > '~')))
        {
            errors[Header] = [$"It must have 1 to {MaxLength} printable ASCII characters."];
        }

        return key;
    }
}
