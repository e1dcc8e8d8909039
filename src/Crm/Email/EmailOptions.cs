using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;

namespace ServiceBot.Crm.Email;

/// <summary>The mail server that letters go to. Section <c>Email</c>.</summary>
public sealed class EmailOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Email";

    /// <summary>The SMTP server. Empty (the default): in Development a letter is shown in the log; otherwise it lands with the dead letters.</summary>
    public string Host { get; set; } = "";

    /// <summary>The server's port, 1 to 65,535. Default: 587.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>The sender's address; needed with a host.</summary>
    public string From { get; set; } = "";

    /// <summary>The name to sign in with. Empty (the default): no sign-in.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The password to sign in with.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whether the connection is encrypted by STARTTLS. Default: yes.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>Seconds that the server may take for one letter, 1 to 600; then it is tried again later. Default: 60.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 60;
}

/// <summary>What belongs together: a host needs a sender.</summary>
internal sealed class EmailOptionsRules : IValidateOptions<EmailOptions>
{
    public ValidateOptionsResult Validate(string? name, EmailOptions options) =>
        options.Host.Length > 0 && !EmailAddress.TryParse(options.From, out _)
            ? ValidateOptionsResult.Fail("Email:From must be an address, for example desk@example.com, when Email:Host is set.")
            : ValidateOptionsResult.Success;
}
