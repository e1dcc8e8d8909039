using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Crm.Import;

/// <summary>Where a batch stands.</summary>
public enum ImportState
{
    /// <summary>The file is arriving; if it stays so, it never came whole.</summary>
    Uploading,

    /// <summary>The file is stored.</summary>
    Ready,

    /// <summary>A dry run reads it.</summary>
    Checking,

    /// <summary>It is known what it would change.</summary>
    Checked,

    /// <summary>It is imported.</summary>
    Running,

    /// <summary>It is imported to its end.</summary>
    Done,

    /// <summary>Somebody stopped it on the way; it can be continued, or taken back.</summary>
    Cancelled,

    /// <summary>Its file can't be read to the end.</summary>
    Failed,

    /// <summary>What it said is being taken back.</summary>
    Reverting,

    /// <summary>All that it said is taken back.</summary>
    Reverted,

    /// <summary>What was taken back is being said again.</summary>
    Restoring,
}

/// <summary>A file and what became of it. All that it changed is one change set, which can be taken back.</summary>
public sealed record ImportBatch
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>What the file was called.</summary>
    public required string FileName { get; init; }

    /// <summary>How long it is.</summary>
    public required long Bytes { get; init; }

    /// <summary>Where it stands.</summary>
    public required ImportState State { get; init; }

    /// <summary>Who brought it: <c>staff:…</c> or <c>api:…</c>.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many rows are read by the dry run, or imported.</summary>
    public required long Position { get; init; }

    /// <summary>How many values are taken back.</summary>
    public required long Undone { get; init; }

    /// <summary>How many customers are new.</summary>
    public required long Made { get; init; }

    /// <summary>How many rows change something of a customer who is known.</summary>
    public required long Changed { get; init; }

    /// <summary>How many rows say what is known.</summary>
    public required long Unchanged { get; init; }

    /// <summary>How many rows are not imported.</summary>
    public required long Rejected { get; init; }

    /// <summary>How many rows it has; null: nobody has read to its end yet.</summary>
    public long? RowCount { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Fault { get; init; }

    /// <summary>When it came to where it stands, if nothing more happens by itself.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? RevertedAt { get; init; }

    /// <summary>Whether the product works on it.</summary>
    public bool IsBusy => State is ImportState.Checking or ImportState.Running or ImportState.Reverting or ImportState.Restoring;

    /// <summary>What the file looks like.</summary>
    public ImportLook Look => JsonSerializer.Deserialize<ImportLook>(LookText, Json)!;

    /// <summary>How it is read; null: nobody has said.</summary>
    public ImportMapping? Mapping => MappingText is null ? null : JsonSerializer.Deserialize<ImportMapping>(MappingText, Json);

    /// <summary>What a dry run found to change, the first of it.</summary>
    public IReadOnlyList<ImportDifference> Differences => JsonSerializer.Deserialize<IReadOnlyList<ImportDifference>>(DifferencesText, Json)!;

    internal string LookText { get; init; } = "{}";

    internal string? MappingText { get; init; }

    internal string DifferencesText { get; init; } = "[]";

    internal long? FirstFact { get; init; }

    internal long? LastFact { get; init; }

    internal long? FirstIdentifier { get; init; }

    internal long? LastIdentifier { get; init; }
}

/// <summary>A mapping that somebody has saved for files of a kind.</summary>
public sealed record ImportProfile
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The mapping.</summary>
    public ImportMapping Mapping => JsonSerializer.Deserialize<ImportMapping>(MappingText, ImportBatch.Json)!;

    /// <summary>Who saved it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    internal string MappingText { get; init; } = "{}";
}
