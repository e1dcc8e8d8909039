namespace ServiceBot.Crm.Linking;

/// <summary>The levels of a compared pair, field by field (γ in Fellegi and Sunter): four bits each, at most 16 fields.</summary>
/// <param name="Bits">The levels, the first field lowest; 0 says that the field tells nothing.</param>
public readonly record struct Pattern(ulong Bits)
{
    private const int BitsPerField = 4;

    /// <summary>The level of a field.</summary>
    /// <param name="field">0 to 15.</param>
    public int this[int field] => (int)(Bits >> (field * BitsPerField)) & 15;

    /// <summary>The level of a field of persons.</summary>
    /// <param name="field">The field.</param>
    public LinkLevel this[LinkField field] => (LinkLevel)this[(int)field];

    /// <summary>The same with one field set, which was 0 before.</summary>
    /// <param name="field">0 to 15.</param>
    /// <param name="level">0 to 15.</param>
    public Pattern With(int field, int level) => new(Bits | ((ulong)level << (field * BitsPerField)));

    internal Pattern Without(LinkField field) => new(Bits & ~(15UL << ((int)field * BitsPerField)));

    internal Pattern With(LinkField field, LinkLevel level) => With((int)field, (int)level);
}
