namespace ServiceBot.Crm.Linking;

/// <summary>What is known of a person, as it was written; every part may be missing.</summary>
/// <remarks>Case, accents, punctuation, full width, traditional characters and the order of the parts of a name do not matter.</remarks>
public sealed record LinkRecord
{
    /// <summary>Given name, with middle names if there are any.</summary>
    public string? GivenName { get; init; }

    /// <summary>Family name.</summary>
    public string? FamilyName { get; init; }

    /// <summary>The whole name, for who has it in one piece: «Chen, Mei», «Mei Chen», «陈美玲». Used only where both other names are missing.</summary>
    public string? FullName { get; init; }

    /// <summary>Date of birth: <c>1971-06-24</c>, <c>19710624</c>, <c>24.6.1971</c>, <c>1971年6月24日</c>, or a year alone.</summary>
    public string? BirthDate { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone number, with or without the country's prefix.</summary>
    public string? Phone { get; init; }

    /// <summary>Street address with house number, in either order.</summary>
    public string? Street { get; init; }

    /// <summary>Second line of the address: flat, building, estate.</summary>
    public string? AddressLine2 { get; init; }

    /// <summary>City or suburb.</summary>
    public string? City { get; init; }

    /// <summary>Postal code.</summary>
    public string? Postcode { get; init; }

    /// <summary>State, county or country.</summary>
    public string? State { get; init; }

    /// <summary>A number given to the person elsewhere: customer, insurance or identity number.</summary>
    public string? Number { get; init; }
}
