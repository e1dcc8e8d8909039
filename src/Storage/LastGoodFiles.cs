using System.IO.Compression;
using Microsoft.Extensions.Logging;

namespace ServiceBot.Storage;

/// <summary>The files of a folder as they were when they last worked, for a start that finds them broken.</summary>
/// <remarks>
/// They lie in one archive rather than in a folder, because only a file can be replaced at a stroke: after a crash it is the old copy or the new one.
/// </remarks>
/// <param name="path">The archive, a <c>.zip</c>; empty: nothing is kept.</param>
/// <param name="logger">Takes what could not be kept or read.</param>
public sealed partial class LastGoodFiles(string path, ILogger logger)
{
    /// <summary>Keeps these files in place of the earlier ones; a failure is logged and leaves the earlier ones.</summary>
    /// <param name="files">Names relative to their folder, with forward slashes, and contents.</param>
    public void Keep(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        if (path.Length == 0)
        {
            return;
        }

        try
        {
            var archive = Archive(files);
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(archive))
            {
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var draft = $"{path}.{Environment.ProcessId}";
            using (var stream = File.Create(draft))
            {
                stream.Write(archive);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, failure, path);
        }
    }

    /// <summary>The files that were kept last; none when none were, or when they cannot be read, which is logged.</summary>
    public IReadOnlyList<(string Name, byte[] Bytes)> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            using var archive = ZipFile.OpenRead(path);
            return [.. archive.Entries.Select(entry => (entry.FullName, Bytes(entry)))];
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.NotRead(logger, failure, path);
            return [];
        }
    }

    /// <summary>The same bytes for the same files, so that a start that changes nothing writes nothing.</summary>
    private static byte[] Archive(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                var entry = archive.CreateEntry(file.Name, CompressionLevel.NoCompression);
                entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);     // the earliest that a .zip can say
                using var stream = entry.Open();
                stream.Write(file.Bytes);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The last good version could not be kept in {File}; a start with broken files would not find it")]
        public static partial void NotKept(ILogger logger, Exception failure, string file);

        [LoggerMessage(LogLevel.Warning, "The last good version in {File} cannot be read")]
        public static partial void NotRead(ILogger logger, Exception failure, string file);
    }
}
