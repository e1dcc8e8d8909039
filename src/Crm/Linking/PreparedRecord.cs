namespace ServiceBot.Crm.Linking;

/// <summary>A record in the form in which it is compared: a term, or none, for each field.</summary>
internal sealed class PreparedRecord
{
    public static readonly int Fields = Enum.GetValues<LinkField>().Length;

    private readonly Term?[] _terms = new Term?[Fields];

    /// <summary>Takes the texts of the fields.</summary>
    /// <param name="texts">What <see cref="Texts"/> gave.</param>
    /// <param name="term">Gives the term of a field's text.</param>
    public PreparedRecord(string?[] texts, Func<int, string, Term> term)
    {
        for (var field = 0; field < Fields; field++)
        {
            _terms[field] = texts[field] is { } text ? term(field, text) : null;
        }
    }

    public Term? this[LinkField field] => _terms[(int)field];

    /// <summary>The text of each field as it is compared.</summary>
    public static string?[] Texts(LinkRecord record)
    {
        var (given, family) = LinkText.Name(record);
        var (house, street) = LinkText.Street(record.Street);
        var texts = new string?[Fields];
        texts[(int)LinkField.GivenName] = given;
        texts[(int)LinkField.FamilyName] = family;
        texts[(int)LinkField.BirthDate] = LinkText.Date(record.BirthDate);
        texts[(int)LinkField.Email] = LinkText.Email(record.Email);
        texts[(int)LinkField.Phone] = LinkText.Phone(record.Phone);
        texts[(int)LinkField.HouseNumber] = house;
        texts[(int)LinkField.Street] = street;
        texts[(int)LinkField.AddressLine2] = LinkText.Words(record.AddressLine2);
        texts[(int)LinkField.City] = LinkText.Words(record.City);
        texts[(int)LinkField.Postcode] = LinkText.Code(record.Postcode);
        texts[(int)LinkField.State] = LinkText.Words(record.State);
        texts[(int)LinkField.Number] = LinkText.Code(record.Number);
        return texts;
    }
}
