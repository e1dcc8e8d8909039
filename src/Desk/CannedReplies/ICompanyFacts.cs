namespace ServiceBot.Desk.CannedReplies;

/// <summary>What canned replies say of the company; whoever shows it to customers knows.</summary>
public interface ICompanyFacts
{
    /// <summary>The value of <c>company</c>, <c>phone</c> or <c>hours</c>; null: there is none.</summary>
    /// <param name="name">The placeholder.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    string? Find(string name, string language);
}

/// <summary>Nobody knows anything of the company.</summary>
internal sealed class NoCompanyFacts : ICompanyFacts
{
    public string? Find(string name, string language) => null;
}
