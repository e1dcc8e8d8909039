using System.Text.Json.Nodes;

namespace ServiceBot.Storage.Personal;

/// <summary>Which rows of a table are somebody's.</summary>
public sealed class PersonalRows
{
    private readonly Func<ISqlDialect, string> _condition;
    private readonly Func<Person, object> _parameters;

    private PersonalRows(Func<ISqlDialect, string> condition, Func<Person, object> parameters) => (_condition, _parameters) = (condition, parameters);

    /// <summary>Rows with one of their keys in a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="kind">The kind of keys.</param>
    public static PersonalRows By<T>(string column, string kind)
        where T : notnull => new(dialect => dialect.IsIn(column, "@keys"), person => new Keyed<T>(person.Keys<T>(kind)));

    /// <summary>Rows with one of their keys in either of two columns.</summary>
    public static PersonalRows By<T, TOther>(string column, string kind, string other, string otherKind)
        where T : notnull
        where TOther : notnull => new(
            dialect => $"({dialect.IsIn(column, "@keys")} OR {dialect.IsIn(other, "@others")})", person => new Keyed<T, TOther>(person.Keys<T>(kind), person.Keys<TOther>(otherKind)));

    internal string Condition(ISqlDialect dialect) => _condition(dialect);

    internal object Parameters(Person person) => _parameters(person);

    private sealed record Keyed<T>(T[] Keys);

    private sealed record Keyed<T, TOther>(T[] Keys, TOther[] Others);
}

/// <summary>A column that is encrypted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Subject">The column that says whom it is about.</param>
/// <param name="About">The expression that says what.</param>
public sealed record SealedColumn(string Name, string Subject, string About);

/// <summary>A table with rows of people.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Name">What its rows are called in an archive; it stays, whatever the table is called.</param>
/// <param name="En">Their heading in English.</param>
/// <param name="Zh">Their heading in Chinese.</param>
/// <param name="Columns">
/// What an archive has of them, parted by commas, in order; after a name <c>?</c>: true or false, <c>#</c>: a number that is kept as text, <c>{}</c>: JSON.
/// Empty: nothing that its people could read.
/// </param>
/// <param name="Rows">Which rows are somebody's.</param>
public sealed record PersonalTable(string Table, string Name, string En, string Zh, string Columns, PersonalRows Rows)
{
    /// <summary>What their rows become when they are erased, as <c>column = value</c>; null: the rows go.</summary>
    public string? Becomes { get; init; }

    /// <summary>The columns that are encrypted.</summary>
    public IReadOnlyList<SealedColumn> Sealed { get; init; } = [];

    /// <summary>The column of rows that are files, with a column <c>name</c> and an <c>id</c> beside it; null: they are none.</summary>
    public string? Bytes { get; init; }

    /// <summary>How many rows are theirs.</summary>
    public Task<long> CountAsync(Session session, Person person)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.GetAsync<long>($"SELECT count(*) FROM {Table} WHERE {Rows.Condition(session.Dialect)}", Rows.Parameters(person));
    }

    /// <summary>Erases their rows.</summary>
    /// <returns>How many.</returns>
    public async Task<long> EraseAsync(UnitOfWork unit, Person person)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return await unit.ExecuteAsync(
            $"{(Becomes is null ? $"DELETE FROM {Table}" : $"UPDATE {Table} SET {Becomes}")} WHERE {Rows.Condition(unit.Dialect)}", Rows.Parameters(person));
    }

    private JsonObject Opened(Session session, string json)
    {
        var row = JsonNode.Parse(json)!.AsObject();
        foreach (var (at, column) in Sealed.Index())
        {
            row[column.Name] = session.Cipher.Open(row[$"subject {at}"]!.GetValue<Guid>(), row[$"about {at}"]!.GetValue<string>(), row[column.Name]?.GetValue<string>());
        }

        return row;
    }

    /// <summary>A page of their rows.</summary>
    internal async Task<IReadOnlyList<PersonalRow>> PageAsync(Session session, Person person, int skip, int take)
    {
        var columns = PersonalColumn.Read(Columns);
        var keys = Sealed.SelectMany((column, at) => new[] { $"'subject {at}', {column.Subject}", $"'about {at}', {column.About}" });
        var rows = await session.QueryAsync<string>(
            $"""
            SELECT CAST({session.Dialect.JsonObject}({string.Join(", ", columns.Select(column => $"'{column.Name}', {column.Name}").Concat(keys))}) AS text)
            FROM {Table} WHERE {Rows.Condition(session.Dialect)} ORDER BY {columns[0].Name} {(columns.Count > 1 ? $", {columns[1].Name}" : "")} LIMIT {take} OFFSET {skip}
            """,
            Rows.Parameters(person));
        return [.. rows.Select(row => PersonalRow.Read(Opened(session, row), columns))];
    }
}
