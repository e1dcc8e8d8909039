namespace ServiceBot.Storage;

/// <summary>The data can't be opened, read or written. The message says what an operator can do about it.</summary>
public sealed class StorageException : Exception
{
    /// <summary>Makes the exception with its message for the operator.</summary>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message for the operator and the error below.</summary>
    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
