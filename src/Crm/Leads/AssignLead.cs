using System.Globalization;

namespace ServiceBot.Crm.Leads;

/// <summary>Somebody who may get leads.</summary>
/// <param name="Id">Who.</param>
/// <param name="Languages">What they speak: <c>en</c>, <c>zh</c>.</param>
public sealed record LeadSeller(Guid Id, IReadOnlyCollection<string> Languages);

/// <summary>Gives a lead to somebody: whoever speaks its language comes before whoever does not, then whoever has the fewest open leads, then the lowest id. The same books give the same answer.</summary>
public static class AssignLead
{
    /// <summary>Who gets it, and why, as <see cref="Read"/> reads it; null: there is nobody.</summary>
    /// <param name="language">The lead's language.</param>
    /// <param name="sellers">Who may get it.</param>
    /// <param name="open">How many open leads they have; who has none is left out.</param>
    public static (Guid Owner, string Why)? Choose(string language, IReadOnlyCollection<LeadSeller> sellers, IReadOnlyDictionary<Guid, long> open)
    {
        ArgumentNullException.ThrowIfNull(sellers);
        return sellers
            .Select(seller => (seller.Id, Speaks: seller.Languages.Contains(language), Open: open.GetValueOrDefault(seller.Id)))
            .OrderByDescending(seller => seller.Speaks).ThenBy(seller => seller.Open).ThenBy(seller => seller.Id)
            .Select(seller => ((Guid, string)?)(seller.Id, string.Create(CultureInfo.InvariantCulture, $"{(seller.Speaks ? language : "-")} {seller.Open} {sellers.Count}")))
            .FirstOrDefault();
    }

    /// <summary>Reads why somebody got a lead: the language that they speak (null: not the lead's), how many open leads they had, and of how many people they were chosen.</summary>
    public static (string? Language, long Open, long Of) Read(string why)
    {
        ArgumentNullException.ThrowIfNull(why);
        var parts = why.Split(' ');
        return (parts[0] == "-" ? null : parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
