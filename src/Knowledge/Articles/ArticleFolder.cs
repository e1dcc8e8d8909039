namespace ServiceBot.Knowledge.Articles;

/// <summary>The articles' folder on disk.</summary>
public static class ArticleFolder
{
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true };

    /// <summary>Reads every <c>.md</c> file of a folder and the folders below it.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>One reading a file, in order of path; paths are relative to the folder with <c>/</c>. Hidden files are no articles.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<ArticleReading> Read(string folder)
    {
        var files = new List<ArticleFile>();
        var unreadable = new List<ArticleReading>();
        foreach (var file in Files(folder))
        {
            var path = Path.GetRelativePath(folder, file.FullName).Replace('\\', '/');
            try
            {
                files.Add(new(path, ReadStart(file)));
            }
            catch (FileNotFoundException)
            {
                // Deleted since the folder was listed.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unreadable.Add(new(new(path, []), null, [new(path, 1, 1, $"The file cannot be read: {e.Message}", "Check its permissions.")]));
            }
        }

        return [.. ArticleReader.Read(files).Concat(unreadable).OrderBy(reading => reading.File.Path, StringComparer.Ordinal)];
    }

    /// <summary>What to say of a folder that is not there.</summary>
    /// <param name="folder">The folder.</param>
    public static ArticleError Missing(string folder) => new(folder, 1, 1, "There is no such folder.", "Set `Knowledge:Path` to the articles' folder.");

    /// <summary>What tells a changed folder from an unchanged one without reading files.</summary>
    internal static IReadOnlyList<(string Path, DateTime Written, long Length)> Fingerprint(string folder) =>
        [.. Files(folder).Select(file => (file.FullName, file.LastWriteTimeUtc, file.Exists ? file.Length : -1)).Order()];

    private static IEnumerable<FileInfo> Files(string folder) => new DirectoryInfo(folder).EnumerateFiles("*.md", Below);

    /// <summary>The file, or so much of it that the reader sees it is too large.</summary>
    private static byte[] ReadStart(FileInfo file)
    {
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(stream.Length, ArticleReader.MaxBytes + 1)];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
