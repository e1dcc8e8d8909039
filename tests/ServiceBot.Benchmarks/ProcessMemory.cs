using System.Globalization;

namespace ServiceBot.Benchmarks;

/// <summary>Memory of another process, as the kernel counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>What it holds now, MB.</summary>
    public static double ResidentMb(int process) => Mb(process, "VmRSS");

    /// <summary>The most it ever held, MB.</summary>
    public static double PeakMb(int process) => Mb(process, "VmHWM");

    private static double Mb(int process, string line) => File.ReadLines($"/proc/{process}/status")
        .Where(text => text.StartsWith(line, StringComparison.Ordinal))
        .Select(text => double.Parse(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();
}
