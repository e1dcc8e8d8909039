using System.Diagnostics.Metrics;

namespace ServiceBot.Storage;

/// <summary>Counts what the database does. Meter <c>ServiceBot.Storage</c>.</summary>
public sealed class StorageMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ServiceBot.Storage";

    private readonly Meter _meter = new(MeterName);
    private long _commits;
    private long _units;

    /// <summary>Makes the meter and its counters.</summary>
    public StorageMetrics()
    {
        _meter.CreateObservableCounter("servicebot.storage.commits", () => Commits, description: "Transactions committed.");
        _meter.CreateObservableCounter("servicebot.storage.units", () => Units, description: "Units of work committed in them.");
    }

    /// <summary>Transactions committed since the start.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Units of work committed since the start; several share a transaction on SQLite.</summary>
    public long Units => Interlocked.Read(ref _units);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Committed(int units)
    {
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _units, units);
    }
}
