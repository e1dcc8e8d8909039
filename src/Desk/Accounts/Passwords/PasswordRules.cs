namespace ServiceBot.Desk.Accounts.Passwords;

/// <summary>Why a password is not taken.</summary>
public enum PasswordFault
{
    /// <summary>It has fewer than <see cref="PasswordRules.MinLength"/> characters.</summary>
    TooShort,

    /// <summary>It has more than <see cref="PasswordRules.MaxLength"/> characters.</summary>
    TooLong,

    /// <summary>It is made of words that everybody tries first, or of the person's own.</summary>
    Common,
}

/// <summary>Which passwords are taken: long ones that are not among those that everybody tries first. Nothing is asked about signs and digits.</summary>
public static class PasswordRules
{
    /// <summary>Characters at the least.</summary>
    public const int MinLength = 12;

    /// <summary>UTF-16 units at the most.</summary>
    public const int MaxLength = 256;

    /// <summary>What is wrong with a password.</summary>
    /// <param name="password">The password.</param>
    /// <param name="own">Words that belong to the person or the company: they make no password stronger.</param>
    /// <returns>Null: it is taken.</returns>
    public static PasswordFault? Check(string password, params IEnumerable<string> own) => password switch
    {
        { Length: > MaxLength } => PasswordFault.TooLong,
        _ when password.EnumerateRunes().Count() < MinLength => PasswordFault.TooShort,
        _ when CommonPasswords.Contains(password, own) => PasswordFault.Common,
        _ => null,
    };
}
