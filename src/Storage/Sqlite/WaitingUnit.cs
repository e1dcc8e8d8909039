using Microsoft.Data.Sqlite;

namespace ServiceBot.Storage.Sqlite;

/// <summary>A unit of work in SQLite's queue, and the caller who waits for it.</summary>
internal abstract class WaitingUnit
{
    /// <summary>Does the work in the open transaction; may be called again after what it did was rolled back.</summary>
    /// <returns>False when it failed by its own fault and has to be undone.</returns>
    public abstract bool Run(UnitOfWork unit);

    /// <summary>Tells the caller what came of it, now that it is durable.</summary>
    public abstract void Answer();

    /// <summary>Tells the caller that it was not kept.</summary>
    public abstract void Fail(Exception failure);
}

/// <inheritdoc/>
internal sealed class WaitingUnit<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellationToken) : WaitingUnit
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private UnitOfWork? _unit;
    private T? _result;
    private Exception? _failure;

    public Task<T> Completion => _completion.Task;

    public override bool Run(UnitOfWork unit)
    {
        _failure = null;
        if (cancellationToken.IsCancellationRequested)
        {
            _failure = new OperationCanceledException(cancellationToken);
            return true;     // nothing to undo
        }

        try
        {
            _result = work(unit).GetAwaiter().GetResult();
            _unit = unit;
            return true;
        }
        catch (SqliteException failure) when (!SqliteErrors.IsOfTheStatement(failure))
        {
            throw;
        }
        catch (Exception failure)
        {
            _failure = failure;
            return false;
        }
    }

    public override void Answer()
    {
        if (_failure is not null)
        {
            Fail(_failure);
            return;
        }

        _unit!.Committed();
        _completion.TrySetResult(_result!);
    }

    public override void Fail(Exception failure)
    {
        if (failure is OperationCanceledException)
        {
            _completion.TrySetCanceled(cancellationToken);
        }
        else
        {
            _completion.TrySetException(failure);
        }
    }
}
