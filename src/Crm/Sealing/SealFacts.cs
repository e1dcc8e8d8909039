using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Crm.Sealing;

/// <summary>What was said of sensitive fields.</summary>
internal sealed class SealFacts : ISealing
{
    public const string Part = "facts";

    private const int Together = 1_000;

    public string Name => Part;

    public async Task<long?> StepAsync(UnitOfWork unit, long after)
    {
        string[] fields = [.. await Sensitive.FieldsAsync(unit)];
        var rows = await unit.QueryAsync<Row>(
            $"SELECT id, customer_id AS customer, field, value FROM crm_fact WHERE id > @after AND value IS NOT NULL AND {unit.Dialect.IsIn("field", "@fields")} AND {SubjectCipher.IsPlain("value")} ORDER BY id LIMIT {Together}",
            new { after, fields });
        var sealer = await unit.SealerAsync(rows.Select(row => row.Customer));
        await unit.ExecuteAsync(
            $"""
            UPDATE crm_fact SET value = given.kept FROM (SELECT CAST(value ->> 0 AS bigint) AS id, value ->> 1 AS kept FROM {unit.Dialect.EachOf("@rows")}) AS given WHERE crm_fact.id = given.id
            """,
            new { rows = JsonSerializer.Serialize(rows.Select(row => new object[] { row.Id, sealer.Seal(row.Customer, row.Field, row.Value)! })) });
        return rows.Count == 0 ? null : rows[^1].Id;
    }

    private sealed record Row
    {
        public required long Id { get; init; }

        public required Guid Customer { get; init; }

        public required string Field { get; init; }

        public required string Value { get; init; }
    }
}
