using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Together;

/// <summary>Where people of the desk are at work: a conversation or a request, as one word.</summary>
public static class DeskPlace
{
    /// <summary>A conversation.</summary>
    public static string Of(long conversation) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"c:{conversation}");

    /// <summary>A request.</summary>
    public static string Of(RequestNumber request) => $"r:{request}";
}
