namespace ServiceBot.Storage.Sqlite;

/// <summary>Keeps a second process off the data file: two processes on one file would not see each other's conversations.</summary>
internal sealed class DataFileLock : IDisposable
{
    private readonly FileStream _file;

    private DataFileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock beside a data file, making the folder when it is missing.</summary>
    /// <exception cref="StorageException">Another process holds it, or the folder can't be written.</exception>
    public static DataFileLock Take(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var lockPath = path + ".lock";
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            return new(file);
        }
        catch (IOException failure) when (File.Exists(lockPath) && failure is not (DirectoryNotFoundException or FileNotFoundException))
        {
            throw new StorageException(
                $"The data file {path} is in use by another process. Stop it first, or give this one its own file with Storage:Path.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The data folder {folder} can't be written: {failure.Message} Give this user write permission, or set Storage:Path to another place.", failure);
        }
    }

    public void Dispose() => _file.Dispose();
}
