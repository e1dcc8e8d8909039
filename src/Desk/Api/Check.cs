namespace ServiceBot.Desk.Api;

/// <summary>Checks that several bodies share.</summary>
internal static class Check
{
    /// <summary>A text that must be there, and not be longer than allowed.</summary>
    public static void Text(Dictionary<string, string[]> errors, string field, string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors[field] = ["It is missing or empty."];
        }
        else if (text.Length > maxLength)
        {
            errors[field] = [$"It must not be longer than {maxLength} characters."];
        }
    }
}
