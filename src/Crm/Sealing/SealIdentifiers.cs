using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Crm.Sealing;

/// <summary>E-mail addresses and phone numbers.</summary>
internal sealed class SealIdentifiers : ISealing
{
    private const int Together = 1_000;

    public string Name => "identifiers";

    public async Task<long?> StepAsync(UnitOfWork unit, long after)
    {
        var rows = await unit.QueryAsync<Row>(
            $"SELECT id, customer_id AS customer, kind, value, normalised FROM crm_identifier WHERE id > @after AND kind IN ('email', 'phone') AND {SubjectCipher.IsPlain("value")} ORDER BY id LIMIT {Together}", new { after });
        var sealer = await unit.SealerAsync(rows.Select(row => row.Customer));
        await unit.ExecuteAsync(
            $"""
            UPDATE crm_identifier SET value = given.kept, normalised = given.form
            FROM (SELECT CAST(value ->> 0 AS bigint) AS id, value ->> 1 AS plain, value ->> 2 AS kept, value ->> 3 AS form FROM {unit.Dialect.EachOf("@rows")}) AS given
            WHERE crm_identifier.id = given.id AND crm_identifier.value = given.plain
            """,
            new { rows = JsonSerializer.Serialize(rows.Select(row => new object[] { row.Id, row.Value, sealer.Seal(row.Customer, row.Kind, row.Value)!, unit.Cipher.Kept(row.Kind, row.Normalised) })) });
        return rows.Count == 0 ? null : rows[^1].Id;
    }

    private sealed record Row
    {
        public required long Id { get; init; }

        public required Guid Customer { get; init; }

        public required string Kind { get; init; }

        public required string Value { get; init; }

        public required string Normalised { get; init; }
    }
}
