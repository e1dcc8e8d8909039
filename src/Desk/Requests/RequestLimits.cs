using System.Text.RegularExpressions;

namespace ServiceBot.Desk.Requests;

/// <summary>How long the texts of a request may be, in UTF-16 code units.</summary>
internal static partial class RequestLimits
{
    public const int Subject = 200;
    public const int Details = 100_000;
    public const int Comment = 100_000;
    public const int Field = 4_000;
    public const string DefaultCategory = "other";

    /// <summary>A category or a team is a short word in lower case, so that screens can translate it.</summary>
    public static bool IsWord(string text) => Word().IsMatch(text);

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
