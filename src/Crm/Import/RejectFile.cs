using System.Globalization;
using System.Text;
using CsvHelper;

namespace ServiceBot.Crm.Import;

/// <summary>What was rejected, as a file that can be corrected and imported again: two columns of ours, then those of the file.</summary>
public static class RejectFile
{
    private const int Together = 1_000;

    /// <summary>What the file is called.</summary>
    public static string NameOf(ImportBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return $"{Path.GetFileNameWithoutExtension(batch.FileName)}-rejected.csv";
    }

    /// <summary>Writes it: UTF-8 with a mark, as spreadsheets know it best.</summary>
    /// <param name="imports">Where the rows are.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(ManageImports imports, ImportBatch batch, Stream to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(imports);
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(to);
        await to.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancellationToken);
        await using var writer = CsvWriter.Create(to, new CsvWriterOptions { HasHeader = false }, leaveOpen: true);
        await writer.WriteRecordAsync(["import_line", "import_reason", .. batch.Look.Columns], cancellationToken);
        IReadOnlyList<ImportReject> rejects;
        var after = 0L;
        do
        {
            rejects = await imports.RejectsAsync(batch.Id, after, Together, cancellationToken);
            foreach (var reject in rejects)
            {
                await writer.WriteRecordAsync([reject.Line.ToString(CultureInfo.InvariantCulture), reject.Reason, .. reject.Cells], cancellationToken);
                after = reject.Line;
            }

            await writer.FlushAsync(cancellationToken);
        }
        while (rejects.Count == Together);
    }
}
