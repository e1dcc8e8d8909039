namespace ServiceBot.Desk.Accounts;

/// <summary>How somebody signs in.</summary>
internal sealed record Account
{
    public required Guid StaffId { get; init; }

    /// <summary>Null: no password was chosen; single sign-on alone.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The secret of the authenticator, Base32; null: there is none.</summary>
    public string? TotpSecret { get; init; }

    /// <summary>A secret that waits for its first code.</summary>
    public string? TotpOffered { get; init; }
}
