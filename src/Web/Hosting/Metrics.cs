using System.Diagnostics;
using System.Globalization;
using System.Text;
using ServiceBot.Channels;
using ServiceBot.Storage;

namespace ServiceBot.Web.Hosting;

/// <summary>What the process does, in Prometheus' text format.</summary>
internal static class Metrics
{
    public static IResult Write(StorageMetrics storage, ChannelsMetrics channels)
    {
        using var process = Process.GetCurrentProcess();
        var text = new StringBuilder();
        Add(text, "servicebot_commits_total", "counter", "Database transactions committed.", storage.Commits);
        Add(text, "servicebot_units_total", "counter", "Units of work committed in them.", storage.Units);
        Add(text, "servicebot_turns_total", "counter", "Turns of conversations that were committed.", channels.Turns);
        Add(text, "servicebot_turns_failed_total", "counter", "Turns that ended in an apology.", channels.FailedTurns);
        Add(text, "servicebot_conversations_busy", "gauge", "Conversations with a turn running or waiting.", channels.Busy);
        Add(text, "servicebot_streams_open", "gauge", "Direct Line streams that are open.", channels.OpenStreams);
        Add(text, "servicebot_letters_dead_total", "counter", "Messages and letters that were given up and wait for a person.", channels.DeadLetters);
        Add(text, "servicebot_letters_uncertain_total", "counter", "Messages and letters that may have arrived twice, or may not have arrived.", channels.UncertainLetters);
        Add(text, "process_cpu_seconds_total", "counter", "User and system CPU time.", process.TotalProcessorTime.TotalSeconds);
        Add(text, "process_resident_memory_bytes", "gauge", "Resident memory.", process.WorkingSet64);
        Add(text, "dotnet_allocated_bytes_total", "counter", "Bytes allocated on the managed heap.", GC.GetTotalAllocatedBytes());
        Add(text, "dotnet_heap_bytes", "gauge", "Managed heap in use.", GC.GetTotalMemory(forceFullCollection: false));
        Add(text, "dotnet_collections_total", "counter", "Garbage collections, of any generation.", GC.CollectionCount(0));
        return Results.Text(text.ToString(), "text/plain; version=0.0.4");
    }

    private static void Add(StringBuilder text, string name, string type, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");
}
