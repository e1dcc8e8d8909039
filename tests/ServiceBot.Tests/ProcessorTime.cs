using System.Runtime.InteropServices;

namespace ServiceBot.Tests;

/// <summary>What work costs a processor: unlike a clock on the wall, it does not count what others do meanwhile.</summary>
internal static class ProcessorTime
{
    private const int OfThisThread = 3;     // CLOCK_THREAD_CPUTIME_ID of Linux

    /// <summary>The time that a processor works at something on this thread.</summary>
    public static TimeSpan Of(Action work)
    {
        var started = Now();
        work();
        return Now() - started;
    }

    private static TimeSpan Now()
    {
        Assert.AreEqual(0, GetTime(OfThisThread, out var time), "this clock is that of Linux");
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
