using ServiceBot.Storage.Personal;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Tests.Storage;

[TestClass]
public sealed class PersonalTests
{
    [TestMethod]
    [DataRow("""{"number":"SR-000012","at":"2026-03-02T09:00:00+00:00","by":"staff:0195","n":7}""", """{"number":"SR-000012","at":"2026-03-02T09:00:00+00:00","by":"staff:0195","n":7}""")]
    [DataRow("""{"question":"Where is my order?","language":"en"}""", """{"question":"","language":"en"}""")]
    [DataRow("""{"evidence":{"email":"ann@example.com","ids":["a","路由器"]}}""", """{"evidence":{"email":"","ids":["a",""]}}""")]
    [DataRow("""{"account":"directline:dl_ann","other":"directline:dl_bob"}""", """{"account":"","other":"directline:dl_bob"}""")]
    public void A_signal_keeps_numbers_ids_and_words_of_the_product_and_nothing_that_anybody_wrote(string data, string left)
    {
        var ann = new Person();
        ann.Identifiers.UnionWith(["dl_ann", "ann@example.com"]);

        Assert.AreEqual(left, PersonalSignals.Without(data, ann));
    }

    [TestMethod]
    [DataRow("ann lee", "[\"ann lee\"]", true)]
    [DataRow("ann lee", "[\"lee\",\"ann\"]", true)]
    [DataRow("ann lee", "[\"sleep\",\"planned\"]", false)]
    [DataRow("王嘉欣", "[\"王\",\"嘉欣\"]", true)]
    [DataRow("王嘉欣", "[\"王\",\"嘉\"]", false)]
    public void A_name_is_found_in_one_piece_and_in_cells_of_its_parts(string name, string text, bool stands) =>
        Assert.AreEqual(stands, WrittenName.Of(name, whole => whole, part => $"\"{part}\"").Any(written => written.StandsIn(text)));

    [TestMethod]
    public async Task Files_are_searched_across_the_borders_of_what_is_read_at_once_and_names_are_told_from_identifiers()
    {
        var folder = Directory.CreateTempSubdirectory("servicebot-scan-");
        try
        {
            var bytes = new byte[(1 << 20) + 40];
            "ann@example.com"u8.CopyTo(bytes.AsSpan((1 << 20) - 6));
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "a.db"), bytes);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "b.txt"), "Dear Annabel Lee, \\u738B\\u5609\\u6B23");

            var report = await ResidualScan.FilesAsync(folder.FullName, ["Ann@Example.com"], ["Annabel Lee", "王嘉欣", "Li"], CancellationToken.None);

            Assert.AreEqual("2: a.db 1 0, b.txt 0 2", $"{report.Files}: {string.Join(", ", report.Found.OrderBy(found => found.Where, StringComparer.Ordinal).Select(found => $"{found.Where} {found.Identifiers} {found.Names}"))}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
