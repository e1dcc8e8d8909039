namespace ServiceBot.Crm.Linking;

/// <summary>What two records are compared by.</summary>
public enum LinkField
{
    /// <summary>Given name.</summary>
    GivenName,

    /// <summary>Family name.</summary>
    FamilyName,

    /// <summary>Date of birth.</summary>
    BirthDate,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Telephone number.</summary>
    Phone,

    /// <summary>House number, out of the street address.</summary>
    HouseNumber,

    /// <summary>Street, without the house number.</summary>
    Street,

    /// <summary>Second line of the address.</summary>
    AddressLine2,

    /// <summary>City or suburb.</summary>
    City,

    /// <summary>Postal code.</summary>
    Postcode,

    /// <summary>State, county or country.</summary>
    State,

    /// <summary>Customer, insurance or identity number.</summary>
    Number,
}

/// <summary>How far two values of a field agree.</summary>
public enum LinkLevel
{
    /// <summary>One of them is missing, or they are in different scripts: tells nothing.</summary>
    Missing,

    /// <summary>The same, after folding.</summary>
    Exact,

    /// <summary>One slip of the keyboard apart.</summary>
    Near,

    /// <summary>More than a slip apart, and still alike: an initial or a short form of a name, two wrong digits of a date.</summary>
    Alike,

    /// <summary>Given and family name stand in each other's place; for a date, day and month do.</summary>
    Swapped,

    /// <summary>Something else.</summary>
    Different,
}
