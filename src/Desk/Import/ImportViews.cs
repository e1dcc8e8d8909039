using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Import;

namespace ServiceBot.Desk.Import;

/// <summary>An import.</summary>
/// <param name="Id">Its number.</param>
/// <param name="FileName">What the file is called.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="State">Where it stands: <c>ready</c>, <c>checking</c>, <c>checked</c>, <c>running</c>, <c>done</c>, <c>cancelled</c>, <c>failed</c>, <c>reverting</c>, <c>reverted</c> or <c>restoring</c>.</param>
/// <param name="MadeBy">Who brought it.</param>
/// <param name="At">When.</param>
/// <param name="Position">How many rows are read by the dry run, or imported.</param>
/// <param name="Rows">How many there are; null: nobody has read to the end yet.</param>
/// <param name="Made">How many customers are new.</param>
/// <param name="Changed">How many rows change something of a customer who is known.</param>
/// <param name="Unchanged">How many rows say what is known.</param>
/// <param name="Rejected">How many rows are not imported; they are in <c>rejected.csv</c>.</param>
/// <param name="Undone">How many values are taken back.</param>
/// <param name="Fault">Why it failed.</param>
/// <param name="EndedAt">When it came to where it stands.</param>
/// <param name="RevertedAt">When it was taken back.</param>
internal sealed record ImportView(
    long Id, string FileName, long Bytes, string State, string MadeBy, DateTimeOffset At, long Position, long? Rows, long Made, long Changed, long Unchanged, long Rejected, long Undone, string? Fault,
    DateTimeOffset? EndedAt, DateTimeOffset? RevertedAt)
{
    public static ImportView Of(ImportBatch batch) => new(
        batch.Id, batch.FileName, batch.Bytes, batch.State.ToString().ToLowerInvariant(), batch.MadeBy, batch.At, batch.Position, batch.RowCount, batch.Made, batch.Changed, batch.Unchanged, batch.Rejected,
        batch.Undone, batch.Fault, batch.EndedAt, batch.RevertedAt);
}

/// <summary>An import with what its file looks like.</summary>
/// <param name="Import">The import.</param>
/// <param name="Kind">How the file is encoded, or which sheet of a workbook it is.</param>
/// <param name="Separator">What separates values; null: it is a workbook.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="FirstRows">Its first rows.</param>
/// <param name="Mapping">How it is read; null: nobody has said.</param>
/// <param name="Suggested">How it could be read, by the names of its columns.</param>
/// <param name="Differences">What a dry run found to change of known customers: the first hundred.</param>
internal sealed record ImportDetailView(
    ImportView Import, string Kind, string? Separator, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> FirstRows, MappingView? Mapping, MappingView Suggested,
    IReadOnlyList<ImportDifference> Differences)
{
    public static ImportDetailView Of(ImportBatch batch, CustomerFieldSet fields) => batch.Look is var look ? new(
        ImportView.Of(batch), look.Kind, look.Separator, look.Columns, [.. look.FirstRows], batch.Mapping is { } mapping ? MappingView.Of(mapping) : null, MappingView.Of(ImportMapping.Guess(look, fields)),
        batch.Differences) : null!;
}

/// <summary>A page of imports.</summary>
/// <param name="Items">The imports, the newest first.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null: this page was not full.</param>
internal sealed record ImportPage(IReadOnlyList<ImportView> Items, long? Next);

/// <summary>How a file is read as customers.</summary>
/// <param name="Columns">What each column is taken for; a column that is not here is left out.</param>
/// <param name="Key">What a row's customer is found by: <c>customer_number</c>, <c>external_key</c>, <c>email</c> or <c>phone</c>; null: every row is a new customer.</param>
/// <param name="System">The name of the system that external keys are of; <c>import</c> if left out.</param>
/// <param name="Days"><c>day_first</c> or <c>month_first</c>: how a day such as 3/5/1987 is read; null: such days are rejected.</param>
internal sealed record MappingView(IReadOnlyDictionary<string, string>? Columns, string? Key, string? System, string? Days)
{
    public static MappingView Of(ImportMapping mapping) => new(mapping.Columns, mapping.Key, mapping.System, mapping.Days switch
    {
        DayOrder.DayFirst => "day_first",
        DayOrder.MonthFirst => "month_first",
        _ => null,
    });

    /// <summary>Reads it.</summary>
    /// <returns>Null, and what is wrong: it is none.</returns>
    public ImportMapping? Read(Dictionary<string, string[]> errors)
    {
        DayOrder? days = Days switch { null => DayOrder.Unknown, "day_first" => DayOrder.DayFirst, "month_first" => DayOrder.MonthFirst, _ => null };
        if (days is null)
        {
            errors["days"] = ["It is day_first, month_first or null."];
        }

        if (Columns is null)
        {
            errors["columns"] = ["It is missing."];
        }

        return errors.Count > 0 ? null : new() { Columns = Columns!, Key = Key, System = System ?? "import", Days = days!.Value };
    }
}

/// <summary>A mapping that was saved.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mapping">The mapping.</param>
/// <param name="MadeBy">Who saved it.</param>
/// <param name="At">When.</param>
internal sealed record ImportProfileView(string Name, MappingView Mapping, string MadeBy, DateTimeOffset At);
