namespace ServiceBot.Storage;

/// <summary>What SQLite and PostgreSQL do differently. Everything else is one SQL text for both.</summary>
public interface ISqlDialect
{
    /// <summary>Ending of the migration files of this database: <c>sqlite</c> or <c>postgres</c>.</summary>
    string MigrationSuffix { get; }

    /// <summary>
    /// Holds others off a numbered thing until the unit of work ends. PostgreSQL: a transaction-scoped advisory lock. SQLite: nothing, as
    /// its one writer runs one unit at a time.
    /// </summary>
    /// <param name="unit">The unit of work that shall own the lock.</param>
    /// <param name="key">What to lock.</param>
    Task LockAsync(UnitOfWork unit, long key);

    /// <summary>
    /// Ends a SELECT of one row that is about to be changed: others that hold or change it wait until the unit of work ends, and what it reads is
    /// what they left. SQLite: nothing, for the same reason.
    /// </summary>
    string ForUpdate { get; }

    /// <summary>
    /// The condition that a column's value is one of a list parameter's: PostgreSQL takes the list as an array, SQLite as JSON.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="parameter">The parameter with its <c>@</c>; an array of values.</param>
    string IsIn(string column, string parameter);

    /// <summary>
    /// The elements of a parameter that is a JSON array, as rows of a column <c>value</c>; what an element holds is read by <c>value ->> 0</c>. It writes
    /// many rows in one statement.
    /// </summary>
    /// <param name="parameter">The parameter with its <c>@</c>; text.</param>
    string EachOf(string parameter);

    /// <summary>
    /// Adds the objects of a JSON array to a table as rows. PostgreSQL reads them as rows of the table, whose columns say what each value is; SQLite keeps values as they are written.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns that the objects have.</param>
    /// <param name="parameter">The parameter with its <c>@</c>; text.</param>
    string InsertEach(string table, IReadOnlyList<string> columns, string parameter);

    /// <summary>An expression that is the text of an id, as a column of ids takes it: PostgreSQL casts it, SQLite keeps ids as text.</summary>
    /// <param name="text">The expression.</param>
    string Id(string text);

    /// <summary>The function that makes a JSON object of names and values.</summary>
    string JsonObject { get; }

    /// <summary>Every column of texts or bytes of every table, as rows of <c>table</c>, <c>name</c> and <c>is_bytes</c>.</summary>
    string Columns { get; }

    /// <summary>The condition that a text or bytes have a text in them, whatever its case is; bytes, in this case alone.</summary>
    /// <param name="column">Where to look.</param>
    /// <param name="isBytes">Whether these are bytes.</param>
    /// <param name="text">An expression that is the text in small letters.</param>
    string Holds(string column, bool isBytes, string text);

    /// <summary>
    /// Signals after a position that no open transaction can still precede, in order; parameters <c>@transaction</c>, <c>@sequence</c>, <c>@take</c>,
    /// and <c>@types</c> when it is about some types alone.
    /// PostgreSQL orders by transaction id first and stops below the oldest open one. SQLite's order of numbers is its order of commits.
    /// </summary>
    /// <param name="ofTypes">Whether only signals of <c>@types</c> are wanted.</param>
    string ReadSignals(bool ofTypes);

    /// <summary>The position of the last signal that <see cref="ReadSignals"/> would give; no row in an empty log.</summary>
    string LastSignal { get; }
}
