namespace ServiceBot.Crm.Customers;

/// <summary>Somebody the company knows, as a channel account is recognised.</summary>
public sealed record Customer
{
    /// <summary>The customer that acts: what requests are opened for and found by.</summary>
    public required Guid Id { get; init; }

    /// <summary>The customer that was made for the channel account; another than <see cref="Id"/> once the account has proved somebody's e-mail.</summary>
    public required Guid Account { get; init; }

    /// <summary>The name, when the channel or the books have one.</summary>
    public string? Name { get; init; }

    /// <summary>Language of letters: <c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    internal DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>What tells customers apart.</summary>
internal static class IdentifierKinds
{
    public const string Channel = "channel";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string CustomerNumber = "customer_number";

    private const int LongestNumber = 200;

    /// <summary>An identifier as it is compared; null: it is none of its kind.</summary>
    public static string? Normalise(string kind, string? value) => kind switch
    {
        Email => EmailAddress.TryParse(value, out var address) ? address.Value : null,
        Phone => PhoneOf(StoredText.FoldWidth(value ?? "").Trim()),
        CustomerNumber => StoredText.CleanLine(value, LongestNumber) is { Length: > 0 } number ? number.ToUpperInvariant() : null,
        _ => null,
    };

    private static string? PhoneOf(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length is < 5 or > 15 || text.Any(char.IsAsciiLetter) ? null : text.StartsWith('+') ? $"+{digits}" : digits;
    }
}
