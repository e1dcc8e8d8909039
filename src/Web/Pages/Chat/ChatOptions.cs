using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Web.Pages.Chat;

/// <summary>The chat on the product's own pages. Section <c>Chat</c>.</summary>
public sealed class ChatOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Chat";

    /// <summary>How often one address may open the chat in a minute, 1 to 100,000. Default: 60. A whole office may share an address.</summary>
    [Range(1, 100_000)]
    public int TokensPerMinute { get; set; } = 60;

    /// <summary>How many forms of <c>/request/new</c> are taken of one address in an hour, 1 to 100,000. Default: 20.</summary>
    [Range(1, 100_000)]
    public int FormsPerHour { get; set; } = 20;

    /// <summary>Days after the last visit that a visitor is known again, 1 to 400. Default: 180.</summary>
    [Range(1, 400)]
    public int VisitorDays { get; set; } = 180;
}
