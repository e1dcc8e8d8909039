namespace ServiceBot.Crm.Linking;

/// <summary>What is known of the fields of persons in general: where learning begins, and what counts while there is little to learn from.</summary>
internal static class LinkDefaults
{
    /// <summary>P(level | match), alike for all fields: seven of ten values are the same, the rest is spread.</summary>
    private static readonly double[] Match = [0, 0.7, 0.12, 0.06, 0.02, 0.1];

    private static readonly LinkField[] OfHouseholds =
        [LinkField.FamilyName, LinkField.Phone, LinkField.HouseNumber, LinkField.Street, LinkField.AddressLine2, LinkField.City, LinkField.Postcode, LinkField.State];

    public static LinkModel Model()
    {
        var (m, u) = (new double[PreparedRecord.Fields, Match.Length], new double[PreparedRecord.Fields, Match.Length]);
        foreach (var field in Enum.GetValues<LinkField>())
        {
            var (exact, near, alike, swapped) = Strangers(field);
            double[] row = [0, exact, near, alike, swapped, 1 - exact - near - alike - swapped];
            for (var level = 1; level < row.Length; level++)
            {
                (m[(int)field, level], u[(int)field, level]) = (Match[level], row[level]);
            }
        }

        return new() { Lambda = 1e-4, Household = 1e-5, M = m, U = u, Shared = [.. Enum.GetValues<LinkField>().Select(OfHouseholds.Contains)] };
    }

    /// <summary>P(level | no match): exact, near, alike, swapped.</summary>
    private static (double Exact, double Near, double Alike, double Swapped) Strangers(LinkField field) => field switch
    {
        LinkField.GivenName => (0.01, 0.005, 0.01, 0.0005),
        LinkField.FamilyName => (0.003, 0.002, 0.006, 0.0005),
        LinkField.BirthDate => (0.0001, 0.001, 0.01, 0.0001),
        LinkField.Email => (0.00001, 0.0003, 0.001, 0.00001),
        LinkField.Phone => (0.00001, 0.003, 0.00001, 0.00001),      // numbers of a company, a street or a village follow each other
        LinkField.HouseNumber => (0.015, 0.05, 0.001, 0.001),
        LinkField.Street => (0.001, 0.002, 0.01, 0.0001),
        LinkField.AddressLine2 => (0.002, 0.002, 0.01, 0.0001),
        LinkField.City => (0.01, 0.001, 0.01, 0.0001),
        LinkField.Postcode => (0.002, 0.01, 0.0001, 0.0001),
        LinkField.State => (0.2, 0.05, 0.0001, 0.0001),
        _ => (0.00001, 0.03, 0.00001, 0.00001),      // customer numbers are counted up: each has many that are one slip away
    };
}
