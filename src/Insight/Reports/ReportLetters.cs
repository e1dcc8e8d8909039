using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Email;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Metrics;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Reports;

/// <summary>Mails the reports of the settings, each once for each period; what was due while the product was down is sent when it is up again.</summary>
public sealed class ReportLetters(
    IDatabase database, OutboxSender outbox, PrintReport print, ReadRequestFigures requests, IOptions<ReportOptions> options, IOptions<BotOptions> bot, TimeProvider clock)
{
    private const string Sent = """
        INSERT INTO insight_letter (name, day) VALUES (@name, @day)
        ON CONFLICT (name) DO UPDATE SET day = excluded.day WHERE insight_letter.day < excluded.day
        """;

    /// <summary>Mails what is due now.</summary>
    /// <returns>How many letters there were.</returns>
    public async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), requests.Zone);
        var sent = 0;
        foreach (var letter in options.Value.Letters)
        {
            var (from, to) = PeriodOf(letter.Every, now.Hour >= letter.Hour ? DateOnly.FromDateTime(now.DateTime) : DateOnly.FromDateTime(now.DateTime).AddDays(-1));
            var filter = new ReportFilter { From = from, To = to, Team = letter.Team.Length > 0 ? letter.Team : null, Sight = Sight.Everything };
            var day = ReportFilter.DayOf(to);
            if (await database.ReadAsync(session => session.FindAsync<int?>("SELECT day FROM insight_letter WHERE name = @Name", new { letter.Name }), cancellationToken) >= day)
            {
                continue;
            }

            var report = await database.ReadAsync(session => ReadReport.HandleAsync(session, ReportLayout.Find(letter.Report)!, filter, compare: true, requests.Today), cancellationToken);
            var pdf = await database.ReadAsync(session => print.HandleAsync(session, letter.Report, filter, compare: true, letter.Language), cancellationToken);
            var words = Write(letter, filter, report, bot.Value.PublicAddress) with { Files = [new(PrintReport.NameOf(letter.Report, filter), "application/pdf", pdf)] };
            sent += await database.WriteAsync(
                async unit =>
                {
                    if (await unit.ExecuteAsync(Sent, new { name = letter.Name, day }) == 0)
                    {
                        return 0;     // another node was faster
                    }

                    await outbox.PostAsync(unit, $"report:{letter.Name}:{day}", Letter.Kind, words.ToJson());
                    return 1;
                },
                cancellationToken);
        }

        return sent;
    }

    /// <summary>The last period that was over before a day.</summary>
    internal static (DateOnly From, DateOnly To) PeriodOf(string every, DateOnly today) => every switch
    {
        "day" => (today.AddDays(-1), today.AddDays(-1)),
        "week" => today.AddDays(-(((int)today.DayOfWeek + 6) % 7)) is var monday ? (monday.AddDays(-7), monday.AddDays(-1)) : default,
        _ => new DateOnly(today.Year, today.Month, 1) is var first ? (first.AddMonths(-1), first.AddDays(-1)) : default,
    };

    internal static Letter Write(ReportLetterOptions letter, ReportFilter filter, Report report, string? address)
    {
        var (from, to) = (Iso(filter.From), Iso(filter.To));
        var chinese = letter.Language == "zh";
        var lines = report.Tiles.Select(tile =>
            $"{tile.Metric.Name.In(letter.Language)}: {Text(tile.Metric, tile.Now)}{(chinese ? "（前一时段：" : " (before: ")}{Text(tile.Metric, tile.Before ?? default)}{(chinese ? "）" : ")")}");
        var link = address is { Length: > 0 } ? $"\n\n{address.TrimEnd('/')}/reports/{letter.Report}?from={from}&to={to}{(filter.Team is { } team ? $"&team={Uri.EscapeDataString(team)}" : "")}&compare=1" : "";
        return new(letter.To, chinese ? $"报表 {letter.Name}：{from} 至 {to}" : $"Report {letter.Name}: {from} to {to}", string.Join('\n', lines) + link);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A figure as it reads in plain text, in either language.</summary>
    private static string Text(Metric metric, Figure figure) => figure.Value is not { } value ? "–"
        : figure.IsHidden(metric) ? $"n < {Scores.FewestShown}"
        : metric.Unit switch
        {
            MetricUnit.Share => string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0} %"),
            MetricUnit.Seconds => string.Create(CultureInfo.InvariantCulture, $"{value / 3600:0.0} h"),
            MetricUnit.Count => value.ToString("0", CultureInfo.InvariantCulture),
            _ => value.ToString("0.0", CultureInfo.InvariantCulture),
        };
}
