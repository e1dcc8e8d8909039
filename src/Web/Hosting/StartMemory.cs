using System.Globalization;
using System.Runtime.InteropServices;

namespace ServiceBot.Web.Hosting;

/// <summary>Gives back the memory that only the start needed: as much as all that stays.</summary>
internal static class StartMemory
{
    private const int DontNeed = 4;     // MADV_DONTNEED, the same on every Linux
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int MostArenas = -8;
    private const int PieceOfCompiler = 60_000;     // the JIT compiler takes its memory in pieces of 64 KiB

    /// <summary>
    /// Has the C library hand memory back: the JIT compiler's pieces as soon as a method is compiled, and one heap for all threads in place of one for
    /// each, of which every one keeps what its thread once needed. To be called first.
    /// </summary>
    public static void Economize()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                _ = Tune(MapThreshold, PieceOfCompiler);
                _ = Tune(TrimThreshold, 2 * PieceOfCompiler);
                _ = Tune(MostArenas, 1);
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library other than glibc has neither the knobs nor the habit.
        }
    }

    /// <summary>Gives back what the training left behind, before the rest of the start needs as much again.</summary>
    public static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);

    /// <summary>Gives back what the whole start left behind.</summary>
    public static void Release()
    {
        Collect();
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            ReleaseProgramFiles();
        }
    }

    /// <summary>
    /// Lets go of the pages of program files that are as they are on the disk; those that are needed again come back from the file cache at
    /// the first touch. More than half of them never are.
    /// </summary>
    private static void ReleaseProgramFiles()
    {
        (nint Start, nint Length)? region = null;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.Contains('-', StringComparison.Ordinal) && !line.Contains(": ", StringComparison.Ordinal))
            {
                region = ProgramFile(line);
            }
            else if (region is { } clean && line.StartsWith("Anonymous:", StringComparison.Ordinal))
            {
                if (line.EndsWith(" 0 kB", StringComparison.Ordinal))
                {
                    _ = Advise(clean.Start, clean.Length, DontNeed);
                }

                region = null;
            }
        }
    }

    /// <summary>The region of a line such as <c>7f12a0000000-7f12a0021000 r-xp 00000000 08:01 1234 /app/ServiceBot.Web.dll</c>, if it is read-only and a program file.</summary>
    private static (nint Start, nint Length)? ProgramFile(string line)
    {
        var parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 6 || parts[1][1] == 'w' || !(parts[5].EndsWith(".dll", StringComparison.Ordinal) || parts[5].Contains(".so", StringComparison.Ordinal)))
        {
            return null;
        }

        var ends = Array.ConvertAll(parts[0].Split('-'), end => nint.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return (ends[0], ends[1] - ends[0]);
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Tune(int parameter, int value);

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nint address, nint length, int advice);
}
