using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Channels;

/// <summary>The bot as the channels see it. Section <c>Bot</c>.</summary>
public sealed class BotOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Bot";

    /// <summary>The bot's name in conversations. Default: <c>Harborline</c>.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string Name { get; set; } = "Harborline";

    /// <summary>Where customers reach the product, for example <c>https://help.example</c>: links in answers lead there. Empty (the default): they are relative, which only the product's own pages can follow.</summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>Whether <c>/api/messages</c> takes unsigned calls from everywhere. Default: no; without an app id, from this machine only. Not together with an app id.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>
    /// Whether the Bot Framework Emulator, the Agents Playground and the like may call with a token of the bot's own app, on channel <c>emulator</c>. Default:
    /// no. Not for production.
    /// </summary>
    public bool AllowEmulator { get; set; }

    /// <summary>
    /// Hosts that replies may be sent to besides this machine and, with an app id, the Bot Framework's own: <c>chat.example</c>, or
    /// <c>*.example</c> for all below it. Default: none.
    /// </summary>
    public IList<string> AllowedServiceHosts { get; } = [];
}

/// <summary>The product's own Direct Line server. Section <c>DirectLine</c>.</summary>
public sealed class DirectLineOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "DirectLine";

    /// <summary>A site's secret: whoever holds it opens any conversation and makes tokens. Empty (the default): only the product's own pages, and <see cref="Sites"/>, get in.</summary>
    public string Secret { get; set; } = "";

    /// <summary>How long a token lives, 20 to 1,440 minutes. Default: 60. The client renews it every 15 minutes.</summary>
    [Range(20, 1_440)]
    public int TokenMinutes { get; set; } = 60;

    /// <summary>Origins of other sites whose pages may call with <see cref="Secret"/>'s tokens, for example <c>https://shop.example</c>. Default: none; the product's own pages always may.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>More sites, each with a secret and origins of its own. Default: none.</summary>
    public IList<DirectLineSite> Sites { get; } = [];

    /// <summary>Seconds of silence before a stream sends its empty keep-alive frame, 1 to 30. Default: 20.</summary>
    [Range(1, 30)]
    public int KeepAliveSeconds { get; set; } = 20;

    /// <summary>Seconds that a client may leave a frame of its stream unread before the stream is cut, 1 to 300; it resumes where it stopped. Default: 30.</summary>
    [Range(1, 300)]
    public int StalledSeconds { get; set; } = 30;

    /// <summary>Calls with the tokens of one conversation that are answered in a second, 1 to 100,000; what comes faster waits. Default: 10.</summary>
    [Range(1, 100_000)]
    public int CallsPerSecond { get; set; } = 10;

    /// <summary>Calls of one conversation that are answered at once after a pause, 1 to 100,000. Default: 40.</summary>
    [Range(1, 100_000)]
    public int CallsAtOnce { get; set; } = 40;

    /// <summary>Calls from one address that are answered in a second, 1 to 100,000; this machine's own are not counted. Default: 200. A whole office may share an address.</summary>
    [Range(1, 100_000)]
    public int CallsPerSecondAndAddress { get; set; } = 200;

    /// <summary>The largest file that a customer may send, in MiB, 1 to 50. Default: 8.</summary>
    [Range(1, 50)]
    public int MaxFileMib { get; set; } = 8;

    /// <summary>Hours after which a customer's file is deleted, 1 to 8,760, unless it stands on a service request. Default: 24.</summary>
    [Range(1, 8_760)]
    public int FileHours { get; set; } = 24;
}

/// <summary>A site whose pages chat over Direct Line.</summary>
public sealed class DirectLineSite
{
    /// <summary>Its name; stands in its tokens. At most 60 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its secret, at least 16 characters. Whoever holds it opens any conversation and makes tokens for this site.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Origins of its pages, for example <c>https://shop.example</c>: browsers elsewhere are refused. Default: none, for clients that are no browsers.</summary>
    public IList<string> Origins { get; } = [];
}
