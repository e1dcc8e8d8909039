using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Insight;
using ServiceBot.Insight.Reports;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.IntegrationTests.Insight;

[TestClass]
public sealed class ReportLetterTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    [DataRow(StorageProvider.Sqlite)]
    [DataRow(StorageProvider.PostgreSql)]
    public async Task A_report_is_mailed_once_for_each_week_also_after_a_stop(StorageProvider provider)
    {
        await using var rooms = await TestRooms.CreateAsync(
            provider,
            new Dictionary<string, string?>
            {
                ["Reports:Letters:0:Name"] = "weekly",
                ["Reports:Letters:0:To"] = "boss@desk.example",
                ["Reports:Letters:0:Report"] = "overview",
                ["Reports:Letters:0:Hour"] = "10",
            },
            Cancellation,
            services => services.AddInsight().AddSingleton<IReportLanguages, StaffPageWords>());
        var letters = rooms.Get<ReportLetters>();
        var sent = new List<int> { await letters.SendAsync(Cancellation) };     // Monday 2 March 2026, 09:00: what was due last Monday
        foreach (var hours in new[] { 0, 1, 1, 24 * 6, 25, 24 * 20 })
        {
            rooms.Clock.Advance(TimeSpan.FromHours(hours));
            sent.Add(await letters.SendAsync(Cancellation));
        }

        CollectionAssert.AreEqual(new[] { 1, 0, 1, 0, 0, 1, 1 }, sent);
        var subjects = new List<string>();
        while (subjects.Count < 4)
        {
            var letter = await rooms.Letters.NextAsync(Cancellation);
            subjects.Add(letter.Subject);
            Assert.AreEqual($"overview-{letter.Subject[^24..^14]}-{letter.Subject[^10..]}.pdf", letter.Files!.Single().Name);
            Assert.AreEqual("%PDF-1.5", System.Text.Encoding.ASCII.GetString(letter.Files!.Single().Content, 0, 8));
        }

        CollectionAssert.AreEquivalent(
            new[] { "2026-02-16 to 2026-02-22", "2026-02-23 to 2026-03-01", "2026-03-02 to 2026-03-08", "2026-03-16 to 2026-03-22" }.Select(weeks => $"Report weekly: {weeks}").ToList(), subjects);
    }
}
