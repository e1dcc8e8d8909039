using System.Globalization;
using ServiceBot.Benchmarks.Desk;
using ServiceBot.Benchmarks.Linking;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Crm.Linking;
using ServiceBot.Crm.Lists;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Benchmarks.Records;

/// <summary>
/// The books of a large company, the same each time: each customer with ten things that were said of them, which are the entries of their time line; with an address and a number; with tags, an own choice and an
/// own number; with what lists are filtered by and what customers are compared by, as the product computes them. One customer in 100,000 has 5,000 entries.
/// </summary>
internal sealed class RecordsData(Bulk bulk, int customers)
{
    private const int Together = 20_000;
    private const int Heavy = 100_000;
    private const int HeavyEntries = 5_000;
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly OwnField[] Own =
    [
        new() { Key = "x_plan", Kind = FieldKind.Choice, En = "Plan", Zh = "套餐", Choices = ["Gold", "Silver", "Bronze"] },
        new() { Key = "x_seats", Kind = FieldKind.Number, En = "Seats", Zh = "席位", Position = 1 },
    ];

    private static readonly string[] Plans = ["Gold", "Silver", "Silver", "Bronze", "Bronze", "Bronze", "Bronze", "Bronze"];

    /// <summary>A customer who has far more entries than others.</summary>
    public static Guid HeavyOf(int n) => DeskYear.CustomerOf((n * Heavy) + 1);

    /// <summary>Fills an empty database.</summary>
    public async Task FillAsync()
    {
        var (set, keys) = (new CustomerFieldSet(Own), new List<(long Key, long Record)>());
        await bulk.AddAsync("crm_field", [.. Own.Select(field => new { field.Key, Kind = field.Kind.ToString(), field.En, field.Zh, Choices = field.ChoicesJson(), field.Position, IsActive = true })]);
        var n = 0;
        foreach (var some in new SyntheticPersons(1).Records(customers).Chunk(Together))
        {
            var sealer = await bulk.Unit.SealerAsync(Enumerable.Range(n + 1, some.Length).Select(DeskYear.CustomerOf));
            var (people, facts, identifiers, facets, records) = (new List<object>(), new List<object>(), new List<object>(), new List<object>(), new List<object>());
            foreach (var (_, record) in some)
            {
                var (id, at, number) = (DeskYear.CustomerOf(++n), Start.AddMinutes(n), n);
                var said = SaidOf(record, number).ToList();
                var name = said.FirstOrDefault(one => one.Field == CustomerFields.Name).Value;
                people.Add(new { Id = id, Name = name, Language = "en", CreatedAt = at });
                var more = number % Heavy == 1 ? HeavyEntries - said.Count : 0;
                said.InsertRange(0, Enumerable.Range(0, more).Select(step => ("city", string.Create(CultureInfo.InvariantCulture, $"Place {step}"))));
                facts.AddRange(said.Select((one, step) => new { CustomerId = id, one.Field, Value = Sensitive.IsKept(one.Field) ? sealer.Seal(id, one.Field, one.Value) : one.Value, Source = "api", SaidBy = "api:erp", At = at.AddSeconds(step) }));
                (string Kind, string Value)[] own = [.. new[] { (IdentifierKinds.Email, record.Email), (IdentifierKinds.Phone, record.Phone), (IdentifierKinds.CustomerNumber, $"K{number:0000000}") }
                    .Where(one => one.Item2 is not null && IdentifierKinds.Normalise(one.Item1, one.Item2) is not null).Select(one => (one.Item1, one.Item2!))];
                identifiers.AddRange(own.Select(one => new { CustomerId = id, one.Kind, Value = Sensitive.IsKept(one.Kind) ? sealer.Seal(id, one.Kind, one.Value) : one.Value, Normalised = bulk.Unit.Cipher.Kept(one.Kind, IdentifierKinds.Normalise(one.Kind, one.Value)!), FirstSeenAt = at, LastSeenAt = at, Source = "api" }));
                var counts = said.Select((one, step) => new CustomerFact { Id = step, Customer = id, Field = one.Field, Value = one.Value, Source = "api", At = at }).GroupBy(fact => fact.Field).ToDictionary(field => field.Key, field => field.Last());
                facets.AddRange(CustomerFacets.Of(counts, at, (LifecycleStage)((uint)(number * 2654435761u) % 6), set).Select(facet => new { facet.Field, facet.Value, CustomerId = id }));
                var texts = LinkTexts.Of(field => counts.GetValueOrDefault(field)?.Value, own);
                records.Add(new { CustomerId = id, Texts = sealer.Seal(id, LinkStore.About, texts.ToString()), IsClaimed = false });
                keys.AddRange(texts.Keys().Select(key => (bulk.Unit.Cipher.LookUp(key), (long)number)));
            }

            await bulk.AddAsync("crm_customer", people);
            await bulk.AddAsync("crm_fact", facts);
            await bulk.AddAsync("crm_identifier", identifiers);
            await bulk.AddAsync("crm_facet", facets);
            await bulk.AddAsync("crm_link_record", records);
            Console.Error.Write($"\r  {n:N0} customers");
        }

        Console.Error.WriteLine();
        keys.Sort();      // beside each other they are written fastest
        foreach (var some in keys.Distinct().Chunk(1_000_000))
        {
            await bulk.AddAsync("crm_link_key", [.. some.Select(pair => (object)new { pair.Key, pair.Record })]);
        }

        await bulk.SettleAsync();
    }

    private static IEnumerable<(string Field, string Value)> SaidOf(LinkRecord record, int n)
    {
        (string, string?)[] all =
        [
            (CustomerFields.Name, record.FullName ?? $"{record.GivenName} {record.FamilyName}".Trim()), (CustomerFields.BirthDate, DateOnly.TryParse(record.BirthDate, CultureInfo.InvariantCulture, out var day) ? $"{day:yyyy-MM-dd}" : null),
            ("street", record.Street), ("city", record.City), ("postcode", record.Postcode), ("region", record.State), ("country", n % 3 == 0 ? "CN" : "GB"), (CustomerFields.Language, n % 3 == 0 ? "zh" : "en"),
            ("x_plan", Plans[n % Plans.Length]), ("x_seats", $"{n * 7919L % 500}"), ($"{CustomerTag.Prefix}fair", n % 10 == 0 ? "yes" : null), ($"{CustomerTag.Prefix}vip", n % 1_000 == 0 ? "yes" : null),
        ];
        return all.Where(one => !string.IsNullOrEmpty(one.Item2)).Select(one => (one.Item1, one.Item2!));
    }
}
