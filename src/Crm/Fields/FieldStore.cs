using System.Text.Json;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Fields;

/// <summary>Own fields in the database.</summary>
public static class FieldStore
{
    private const string Save = """
        INSERT INTO crm_field (key, kind, en, zh, choices, position, is_active, is_sensitive) VALUES (@Key, @kind, @En, @Zh, @choices, @Position, @IsActive, @IsSensitive)
        ON CONFLICT (key) DO UPDATE SET en = excluded.en, zh = excluded.zh, choices = excluded.choices, position = excluded.position, is_active = excluded.is_active, is_sensitive = excluded.is_sensitive
        """;

    /// <summary>All own fields in their order, with those that are no longer asked.</summary>
    public static async Task<IReadOnlyList<OwnField>> ListAsync(Session session) =>
        [.. (await session.QueryAsync<Row>("SELECT key, kind, en, zh, choices, position, is_active, is_sensitive FROM crm_field ORDER BY position, key")).Select(row => row.ToField())];

    /// <summary>The built-in fields with the own ones.</summary>
    public static async Task<CustomerFieldSet> SetAsync(Session session) => new(await ListAsync(session));

    internal static Task SaveAsync(UnitOfWork unit, OwnField field) =>
        unit.ExecuteAsync(Save, new { field.Key, kind = field.Kind.ToString(), field.En, field.Zh, choices = field.ChoicesJson(), field.Position, field.IsActive, field.IsSensitive });

    private sealed record Row
    {
        public required string Key { get; init; }

        public required FieldKind Kind { get; init; }

        public required string En { get; init; }

        public required string Zh { get; init; }

        public required string Choices { get; init; }

        public required int Position { get; init; }

        public required bool IsActive { get; init; }

        public required bool IsSensitive { get; init; }

        public OwnField ToField() => new() { Key = Key, Kind = Kind, En = En, Zh = Zh, Choices = JsonSerializer.Deserialize<string[]>(Choices)!, Position = Position, IsActive = IsActive, IsSensitive = IsSensitive };
    }
}
