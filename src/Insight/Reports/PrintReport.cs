using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Staff;
using ServiceBot.Insight.Reports.Pdf;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Reports;

/// <summary>Makes a PDF of a page of reports: its figures, charts of days, and all tables; each figure leads to its rows.</summary>
public sealed class PrintReport(IReportLanguages languages, ReadRequestFigures figures, IOptions<BotOptions> bot)
{
    /// <summary>Makes it.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="section">A page of <see cref="ReportLayout"/>.</param>
    /// <param name="filter">Of what.</param>
    /// <param name="compare">Whether the period before is shown as well.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    public async Task<byte[]> HandleAsync(Session session, string section, ReportFilter filter, bool compare, string language)
    {
        var report = await ReadReport.HandleAsync(session, ReportLayout.Find(section)!, filter, compare, figures.Today);
        var agents = (await StaffStore.ListAsync(session)).ToDictionary(member => member.Id.ToString(), member => member.Name);
        return ReportPdf.Write(new(section, filter, languages.In(language), figures.Zone.Id, agents, bot.Value.PublicAddress ?? ""), report);
    }

    /// <summary>What the file is called.</summary>
    public static string NameOf(string section, ReportFilter filter) =>
        string.Create(CultureInfo.InvariantCulture, $"{section}-{filter.From:yyyy-MM-dd}-{filter.To:yyyy-MM-dd}.pdf");
}
