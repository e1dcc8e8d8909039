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
    public const string ExternalKey = "external_key";

    private const int LongestNumber = 200;

    /// <summary>The kinds that people and programs give; a chat account comes of its channel alone.</summary>
    public static IReadOnlyList<string> Given { get; } = [Email, Phone, CustomerNumber, ExternalKey];

    /// <summary>An identifier as it is compared; null: it is none of its kind.</summary>
    public static string? Normalise(string kind, string? value) => kind switch
    {
        Email => EmailAddress.TryParse(value, out var address) ? address.Value : null,
        Phone => PhoneOf(StoredText.FoldWidth(value ?? "").Trim()),
        CustomerNumber => StoredText.CleanLine(value, LongestNumber) is { Length: > 0 } number ? number.ToUpperInvariant() : null,
        ExternalKey => StoredText.CleanLine(value, LongestNumber) is var key && key.IndexOf(':', StringComparison.Ordinal) is > 0 and var end && end < key.Length - 1 ? key : null,
        _ => null,
    };

    /// <summary>What is wrong with a value of a kind that <see cref="Normalise"/> does not take.</summary>
    public static string FaultOf(string kind) => kind switch
    {
        Email => "No letter can be sent to that address.",
        Phone => "A phone number has 5 to 15 digits.",
        CustomerNumber => "It is empty.",
        ExternalKey => "It is a system's name, a colon, and the key there: erp:1042.",
        _ => $"It is {string.Join(", ", Given.SkipLast(1))} or {Given[^1]}.",
    };

    private static string? PhoneOf(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length is < 5 or > 15 || text.Any(char.IsAsciiLetter) ? null : text.StartsWith('+') ? $"+{digits}" : digits;
    }
}
