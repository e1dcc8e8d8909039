using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Storage.Signals;

/// <summary>
/// The signals about somebody. They stay, in their places, so that no reader is led astray and figures stay what they were; what is left of their data are numbers, ids and words of the
/// product, and nothing that anybody wrote.
/// </summary>
internal sealed partial class PersonalSignals : IPersonalData
{
    private const int Together = 1_000;

    private static readonly PersonalRows Rows = PersonalRows.By<Guid, long>("customer", Person.Customer, "conversation", Person.Conversation);

    public IReadOnlyList<PersonalTable> Tables { get; } = [new("storage_signal", "events", "What happened", "事件记录", "sequence, at, type, conversation, data{}", Rows) { Becomes = "" }];

    public async Task<IReadOnlyList<(string What, long Count)>> EraseAsync(UnitOfWork unit, Person person)
    {
        var (after, count) = (0L, 0L);
        for (IReadOnlyList<Row> page = [null!]; page.Count > 0;)
        {
            page = await unit.QueryAsync<Row>(
                $"SELECT sequence, data FROM storage_signal WHERE sequence > {after} AND {Rows.Condition(unit.Dialect)} ORDER BY sequence LIMIT {Together}", Rows.Parameters(person));
            var changed = page.Select(row => (row.Sequence, Data: Without(row.Data, person))).Where((row, i) => row.Data != page[i].Data).Select(row => new { row.Sequence, row.Data }).ToList();
            await unit.ExecuteAsync("UPDATE storage_signal SET data = @Data WHERE sequence = @Sequence", changed);
            (after, count) = (page.Count > 0 ? page[^1].Sequence : after, count + changed.Count);
        }

        return [("storage_signal", count)];
    }

    /// <summary>Data without what anybody wrote.</summary>
    internal static string Without(string data, Person person)
    {
        var node = JsonNode.Parse(data);
        return Clean(node, person) ? node!.ToJsonString() : data;
    }

    private static bool Clean(JsonNode? node, Person person)
    {
        var isChanged = false;
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    if (IsTelling(value, person))
                    {
                        (fields[name], isChanged) = ("", true);
                    }
                    else
                    {
                        isChanged |= Clean(value, person);
                    }
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (IsTelling(list[i], person))
                    {
                        (list[i], isChanged) = ("", true);
                    }
                    else
                    {
                        isChanged |= Clean(list[i], person);
                    }
                }

                break;
            default:
                break;
        }

        return isChanged;
    }

    /// <summary>Whether a value is something that was written, or tells who somebody is.</summary>
    private static bool IsTelling(JsonNode? value, Person person) => value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text
        && (!Word().IsMatch(text) || person.Telling.Any(theirs => text.Contains(theirs, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Ids, numbers, instants and words of the product.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_:.+\-]{1,80}$")]
    private static partial Regex Word();

    private sealed record Row
    {
        public required long Sequence { get; init; }

        public required string Data { get; init; }
    }
}
