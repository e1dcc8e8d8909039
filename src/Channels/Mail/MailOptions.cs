using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Channels.Mail;

/// <summary>Mails that come in. Section <c>Mail</c>. How mails go out is the section <c>Email</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Mail";

    /// <summary>The largest mail, in MiB, 1 to 100. Default: 25.</summary>
    [Range(1, 100)]
    public int MaxMib { get; set; } = 25;

    /// <summary>Mails of one sender that are taken in an hour, 1 to 100,000; the mail server is asked to bring what is more later. Default: 60.</summary>
    [Range(1, 100_000)]
    public int PerPeerHour { get; set; } = 60;

    /// <summary>Mails of one sender that are acknowledged in an hour, 0 to 1,000; 0: none ever is. Default: 5.</summary>
    [Range(0, 1_000)]
    public int AnswersPerPeerHour { get; set; } = 5;
}
