using System.Runtime.InteropServices;

namespace ServiceBot.Insight.Learning;

/// <summary>Whose work waits: what is learned on request takes all cores; what is learned in the background takes what is left of one, so that turns do not wait for it.</summary>
/// <remarks>Results do not depend on it: whatever is learned in parallel is the same in any order.</remarks>
internal static class Cores
{
    private const int OfThread = 0;     // on Linux a thread is what a priority is of
    private const int Later = 5;        // far enough behind turns; further behind, a thread that is asked to stop for a collection answers late, and turns wait for that

    [ThreadStatic]
    private static bool _isQuiet;

    /// <summary>Does something for each number, on all cores, or one after the other where the work is a background's.</summary>
    public static void For(int from, int until, Action<int> body)
    {
        if (!_isQuiet)
        {
            Parallel.For(from, until, body);
            return;
        }

        for (var i = from; i < until; i++)
        {
            body(i);
        }
    }

    /// <summary>Does work on a thread of its own that gives way to all others.</summary>
    public static async Task<T> QuietlyAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            _isQuiet = true;
            if (OperatingSystem.IsLinux())
            {
                _ = SetPriority(OfThread, 0, Later);     // .NET sets none there; where it is refused, the work is only less quiet
            }

            try
            {
                done.SetResult(work());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        })
        {
            IsBackground = true,
            Name = "learning",
            Priority = ThreadPriority.Lowest,
        };
        thread.Start();
        return await done.Task;
    }

    [DllImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);
}
