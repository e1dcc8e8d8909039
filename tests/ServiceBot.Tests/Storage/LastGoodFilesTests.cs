using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Storage;

[TestClass]
public sealed class LastGoodFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("last-good-").FullName;

    private string Archive => Path.Combine(_folder, "sub", "kept.zip");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void What_was_kept_last_comes_back_and_no_draft_stays_behind()
    {
        Keep(Archive, ("a.yaml", "first"), ("b.yaml", ""));
        Keep(Archive, ("sub/a.yaml", "您好"));

        Assert.AreEqual("sub/a.yaml=您好", Read(Archive));
        Assert.HasCount(1, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void The_same_files_are_not_written_again()
    {
        Keep(Archive, ("a.yaml", "same"));
        File.SetLastWriteTimeUtc(Archive, DateTime.UnixEpoch);

        Keep(Archive, ("a.yaml", "same"));

        Assert.AreEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Archive));
    }

    [TestMethod]
    public void A_damaged_archive_counts_as_none_and_is_replaced()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Archive)!);
        File.WriteAllText(Archive, "no archive");

        Assert.AreEqual("", Read(Archive));

        Keep(Archive, ("a.yaml", "good"));
        Assert.AreEqual("a.yaml=good", Read(Archive));
    }

    [TestMethod]
    public void A_place_that_cannot_be_written_stops_nothing()
    {
        File.WriteAllText(Path.Combine(_folder, "sub"), "a file where the folder should be");

        Keep(Archive, ("a.yaml", "good"));

        Assert.AreEqual("", Read(Archive));
    }

    [TestMethod]
    public void Without_a_path_nothing_is_kept()
    {
        Keep("", ("a.yaml", "good"));

        Assert.AreEqual("", Read(""));
    }

    private static void Keep(string archive, params (string Name, string Text)[] files) =>
        new LastGoodFiles(archive, NullLogger.Instance).Keep(files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text))));

    private static string Read(string archive) =>
        string.Join('|', new LastGoodFiles(archive, NullLogger.Instance).Read().Select(file => $"{file.Name}={Encoding.UTF8.GetString(file.Bytes)}"));
}
