namespace ServiceBot.Language.Personal;

/// <summary>What a piece of a text tells about a person.</summary>
public enum PersonalKind
{
    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Phone,

    /// <summary>The number of a payment card: 13 to 19 digits that pass Luhn's check (ISO/IEC 7812-1).</summary>
    Card,

    /// <summary>The number of a Chinese resident identity card: 18 characters, with its birthday and check character (GB 11643-1999).</summary>
    ResidentId,

    /// <summary>An international bank account number, with its check digits (ISO 13616, ISO 7064 mod 97-10).</summary>
    Iban,

    /// <summary>Where somebody lives: a street with its number, in English or Chinese.</summary>
    Address,
}

/// <summary>A piece of a text that tells who somebody is or where they can be reached.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
public readonly record struct PersonalSpan(PersonalKind Kind, int Start, int Length)
{
    /// <summary>Where it ends: the position after its last code unit.</summary>
    public int End => Start + Length;
}
