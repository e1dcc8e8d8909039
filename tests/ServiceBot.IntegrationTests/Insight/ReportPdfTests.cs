using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Insight;

[TestClass]
public sealed partial class ReportPdfTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Every_page_is_there_on_paper_in_both_languages()
    {
        var product = await StaffProduct.SharedAsync();
        using var manager = await product.VisitAsync(StaffRole.Manager);
        foreach (var section in ServiceBot.Insight.Reports.ReportLayout.Names)
        {
            foreach (var language in new[] { "en", "zh" })
            {
                using var response = await manager.Http.GetAsync($"/api/v1/reports/{section}/report.pdf?lang={language}&compare=1&from=2026-01-01&to=2026-01-31", Cancellation);
                var file = await response.Content.ReadAsByteArrayAsync(Cancellation);

                Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
                Assert.AreEqual("application/pdf", response.Content.Headers.ContentType?.MediaType);
                Assert.AreEqual($"{section}-2026-01-01-2026-01-31.pdf", response.Content.Headers.ContentDisposition?.FileName);
                Assert.AreEqual("%PDF-1.5", Encoding.ASCII.GetString(file, 0, 8));
                Assert.AreEqual(section == "backlog", ShownIn(file).Contains(Convert.ToHexString("30+ d"u8), StringComparison.Ordinal), "the backlog says how old it is");
                if (Environment.GetEnvironmentVariable("SCREENS") is { Length: > 0 } folder)
                {
                    await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, $"report-{section}-{language}.pdf"), file, Cancellation);
                }
            }
        }
    }

    /// <summary>What the pages draw, one after the other.</summary>
    internal static string ShownIn(byte[] file)
    {
        var shown = new StringBuilder();
        foreach (Match stream in Stream().Matches(Encoding.Latin1.GetString(file)))
        {
            using var packed = new ZLibStream(new MemoryStream(file, stream.Index + stream.Length, file.Length - stream.Index - stream.Length), CompressionMode.Decompress);
            shown.Append(new StreamReader(packed).ReadToEnd());
        }

        return $"{shown}";
    }

    [GeneratedRegex(@"/FlateDecode[^\n]*\nstream\n")]
    private static partial Regex Stream();

    [TestMethod]
    [DataRow("nothing", HttpStatusCode.NotFound)]
    [DataRow("times/report.pdf?from=yesterday", HttpStatusCode.BadRequest)]
    [DataRow("times/report.pdf?lang=fr", HttpStatusCode.BadRequest)]
    [DataRow("dictionary/report.pdf", HttpStatusCode.NotFound)]
    public async Task What_is_asked_wrongly_is_answered_in_words(string path, HttpStatusCode status)
    {
        var product = await StaffProduct.SharedAsync();
        using var manager = await product.VisitAsync(StaffRole.Manager);
        using var response = await manager.Http.GetAsync($"/api/v1/reports/{path}", Cancellation);

        Assert.AreEqual(status, response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
