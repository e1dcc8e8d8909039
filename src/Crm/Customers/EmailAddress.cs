using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace ServiceBot.Crm.Customers;

/// <summary>An e-mail address as addresses are compared: trimmed and in lower case.</summary>
public readonly record struct EmailAddress
{
    private const int MaxLength = 254;

    private EmailAddress(string value) => Value = value;

    /// <summary>The address.</summary>
    public string Value { get; }

    /// <summary>Reads an address that somebody typed.</summary>
    /// <returns>False when no letter could be sent to it.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out EmailAddress address)
    {
        var trimmed = text?.Trim() ?? "";
        address = default;
        if (trimmed.Length is 0 or > MaxLength
            || trimmed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c))
            || !MailAddress.TryCreate(trimmed, out var parsed)
            || parsed.Address != trimmed
            || parsed.User.StartsWith('"')
            || !parsed.Host.Contains('.', StringComparison.Ordinal))
        {
            return false;
        }

        address = new(trimmed.ToLowerInvariant());
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
