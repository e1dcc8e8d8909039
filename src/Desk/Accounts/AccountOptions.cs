using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Desk.Accounts;

/// <summary>How the people of the desk sign in. Section <c>SignIn</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "SignIn";

    /// <summary>Minutes without a page after which a session ends, 5 to 43,200. Default: 480, a working day.</summary>
    [Range(5, 43_200)]
    public int IdleMinutes { get; set; } = 480;

    /// <summary>Hours after which a session ends in any case, 1 to 8,760. Default: 168, a week.</summary>
    [Range(1, 8_760)]
    public int SessionHours { get; set; } = 168;

    /// <summary>Failed tries for one account, from anywhere but browsers it was signed in from before, that lock it; and of each such browser. 3 to 1,000. Default: 10.</summary>
    [Range(3, 1_000)]
    public int TriesPerAccount { get; set; } = 10;

    /// <summary>Failed tries from one address, for any accounts, that lock it, 3 to 100,000. Default: 50. A whole office may share an address.</summary>
    [Range(3, 100_000)]
    public int TriesPerAddress { get; set; } = 50;

    /// <summary>Minutes in which those tries count, and after which a lock opens, 1 to 1,440. Default: 15.</summary>
    [Range(1, 1_440)]
    public int LockMinutes { get; set; } = 15;

    /// <summary>Days that an invitation counts, 1 to 60. Default: 7.</summary>
    [Range(1, 60)]
    public int InvitationDays { get; set; } = 7;
}
