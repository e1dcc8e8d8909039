namespace ServiceBot.Desk.Dispatch;

/// <summary>Rings when something has happened that may bring work and people together.</summary>
internal sealed class WorkBell
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next ring; take it before looking, await it after.</summary>
    public Task Next()
    {
        lock (_gate)
        {
            return _rung.Task;
        }
    }

    public void Ring()
    {
        TaskCompletionSource rung;
        lock (_gate)
        {
            (rung, _rung) = (_rung, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        rung.TrySetResult();
    }
}
