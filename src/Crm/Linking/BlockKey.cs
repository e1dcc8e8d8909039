namespace ServiceBot.Crm.Linking;

/// <summary>The rules by which records are put into blocks; only records that share a block are compared.</summary>
/// <remarks>
/// A rule is a list of parts. A block is made by the first part; when it grows too large, it is refined by the first two, and so on: small files get wide
/// blocks that forgive much, large ones narrow blocks. Each field is left out by several rules, so that an error in any one field leaves rules that hold.
/// </remarks>
internal static class BlockKey
{
    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const ulong NotZero = 1;    // 0 says that there is nothing

    private static readonly Func<PreparedRecord, ulong>[][] Rules =
    [
        [Value(LinkField.Number)],
        [Value(LinkField.Email)],
        [Value(LinkField.Phone), Sound(LinkField.GivenName)],
        [Value(LinkField.BirthDate), Initials, Sound(LinkField.FamilyName), Value(LinkField.City)],
        [BothNames, Year, Value(LinkField.City), MonthDay],
        [Sound(LinkField.FamilyName), MonthDay, Value(LinkField.State), Sound(LinkField.GivenName)],
        [Sound(LinkField.FamilyName), Value(LinkField.Postcode), Sound(LinkField.GivenName), Year],
        [Sound(LinkField.GivenName), Value(LinkField.Postcode), Year],
        [Sound(LinkField.GivenName), Year, MonthOrDay, Value(LinkField.State), Sound(LinkField.City)],
        [Sound(LinkField.FamilyName), Sound(LinkField.City), Year, Sound(LinkField.GivenName)],
        [Sound(LinkField.Street), Value(LinkField.HouseNumber), Sound(LinkField.City), Sound(LinkField.GivenName)],
        [EmailLocal, EmailDomain],
        [EmailDomain, Sound(LinkField.FamilyName), Sound(LinkField.GivenName), Year],
        [Value(LinkField.Postcode), Value(LinkField.HouseNumber), MonthDay],
    ];

    /// <summary>How far each rule is refined where the size of blocks is not known: so far that among millions few share a key by chance.</summary>
    private static readonly int[] LookUpDepths = [0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 0, 2, 2];

    public static int Count => Rules.Length;

    /// <summary>How often a block of a rule can be refined.</summary>
    public static int Depth(int rule) => Rules[rule].Length - 1;

    /// <summary>The block of a record.</summary>
    /// <param name="rule">0 to <see cref="Count"/> - 1.</param>
    /// <param name="depth">0 to <see cref="Depth"/>: how often the block has been refined.</param>
    /// <param name="record">The record.</param>
    /// <returns>0 when the record lacks what the rule begins with.</returns>
    public static ulong Of(int rule, int depth, PreparedRecord record)
    {
        var key = Seed;
        for (var part = 0; part <= depth; part++)
        {
            var value = Rules[rule][part](record);
            if (value == 0 && part == 0)
            {
                return 0;
            }

            key = Mix(key, value);
        }

        return Mix(key, (ulong)((rule << 8) + depth + 1));
    }

    /// <summary>The keys under which a record is kept and looked up in the database.</summary>
    public static IEnumerable<long> LookUp(PreparedRecord record) =>
        LookUpDepths.Select((depth, rule) => (long)Of(rule, depth, record)).Where(key => key != 0);

    /// <summary>64 bits of a text, the same in every process. FNV-1a (Fowler, Noll and Vo, 1991), over characters.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = Seed;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash | NotZero;
    }

    private static ulong Mix(ulong key, ulong value)
    {
        key = (key ^ value) * 0x9E3779B97F4A7C15;
        return key ^ (key >> 29);
    }

    private static Func<PreparedRecord, ulong> Value(LinkField field) => record => record[field] is { } term ? Hash(term.Text) : 0;

    private static Func<PreparedRecord, ulong> Sound(LinkField field) => record => record[field]?.Sound ?? 0;

    /// <summary>Given and family name in either order.</summary>
    private static ulong BothNames(PreparedRecord record) =>
        record[LinkField.GivenName] is { } given && record[LinkField.FamilyName] is { } family ? (given.Sound + family.Sound) | NotZero : 0;

    private static ulong Initials(PreparedRecord record) =>
        record[LinkField.GivenName] is { } given && record[LinkField.FamilyName] is { } family ? (ulong)given.Text[0] + family.Text[0] : 0;

    private static ulong Year(PreparedRecord record) => Slice(record, 0, 4);

    private static ulong MonthDay(PreparedRecord record) => Slice(record, 4, 4);

    /// <summary>Month and day in either order.</summary>
    private static ulong MonthOrDay(PreparedRecord record) => Slice(record, 4, 2) + Slice(record, 6, 2);

    private static ulong Slice(PreparedRecord record, int start, int length) =>
        record[LinkField.BirthDate] is { } date && date.Text.Length >= start + length ? Hash(date.Text.AsSpan(start, length)) : 0;

    private static ulong EmailLocal(PreparedRecord record) => record[LinkField.Email] is { } email ? Hash(email.Text.AsSpan(0, email.Text.IndexOf('@', StringComparison.Ordinal))) : 0;

    private static ulong EmailDomain(PreparedRecord record) => record[LinkField.Email] is { } email ? Hash(email.Text.AsSpan(email.Text.IndexOf('@', StringComparison.Ordinal) + 1)) : 0;
}
