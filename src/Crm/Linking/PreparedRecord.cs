namespace ServiceBot.Crm.Linking;

/// <summary>A record in the form in which it is compared: a term, or none, for each field.</summary>
internal sealed class PreparedRecord
{
    public static readonly int Fields = Enum.GetValues<LinkField>().Length;

    private readonly Term?[] _terms = new Term?[Fields];

    private PreparedRecord()
    {
    }

    public Term? this[LinkField field] => _terms[(int)field];

    /// <summary>Prepares a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="term">Gives the term of a field's text.</param>
    public static PreparedRecord From(LinkRecord record, Func<LinkField, string, Term> term)
    {
        var prepared = new PreparedRecord();
        var (given, family) = LinkText.Name(record);
        var (house, street) = LinkText.Street(record.Street);
        Set(LinkField.GivenName, given);
        Set(LinkField.FamilyName, family);
        Set(LinkField.BirthDate, LinkText.Date(record.BirthDate));
        Set(LinkField.Email, LinkText.Email(record.Email));
        Set(LinkField.Phone, LinkText.Phone(record.Phone));
        Set(LinkField.HouseNumber, house);
        Set(LinkField.Street, street);
        Set(LinkField.AddressLine2, LinkText.Words(record.AddressLine2));
        Set(LinkField.City, LinkText.Words(record.City));
        Set(LinkField.Postcode, LinkText.Code(record.Postcode));
        Set(LinkField.State, LinkText.Words(record.State));
        Set(LinkField.Number, LinkText.Code(record.Number));
        return prepared;

        void Set(LinkField field, string? text) => prepared._terms[(int)field] = text is null ? null : term(field, text);
    }
}
