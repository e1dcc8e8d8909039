using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Metrics;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Reports;

/// <summary>An entry of the dictionary.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Name">In English.</param>
/// <param name="NameZh">In Chinese.</param>
/// <param name="Definition">In English.</param>
/// <param name="DefinitionZh">In Chinese.</param>
/// <param name="Unit"><c>count</c>, <c>share</c>, <c>seconds</c>, <c>points</c> or <c>score</c>.</param>
/// <param name="Formula">How it comes about.</param>
/// <param name="Sql">What its rows are selected with.</param>
internal sealed record MetricView(string Id, string Name, string NameZh, string Definition, string DefinitionZh, string Unit, string Formula, IReadOnlyList<string> Sql)
{
    public static MetricView Of(Metric metric) => new(
        metric.Id, metric.Name.En, metric.Name.Zh, metric.Definition.En, metric.Definition.Zh, metric.Unit.ToString().ToLowerInvariant(), metric.Formula, [.. metric.Sql]);
}

/// <summary>A figure.</summary>
/// <param name="Value">In the metric's unit; null: there is nothing to make it of.</param>
/// <param name="N">Of how many it is made.</param>
/// <param name="Low">The lower end of its 95 % interval, if it has one.</param>
/// <param name="High">The upper end.</param>
internal sealed record FigureView(double? Value, long N, double? Low, double? High)
{
    public static FigureView Of(Figure figure) => new(figure.Value, figure.N, figure.Low, figure.High);
}

/// <summary>A figure of a day.</summary>
internal sealed record DayView(DateOnly Day, double? Value, long N);

/// <summary>A metric over some days, and over as many before.</summary>
internal sealed record MetricReport(string Metric, DateOnly From, DateOnly To, FigureView Now, FigureView Before, IReadOnlyList<DayView> Days);

/// <summary>A row behind a figure.</summary>
internal sealed record FactView(long Id, DateOnly Day, string Subject, string Team, string Channel, string Category, string Agent, long Value, string Slot)
{
    public static FactView Of(FactRow row) =>
        new(row.Id, ReportFilter.DayOf(row.Day), row.Subject, row.Team, row.Channel, row.Category, row.Agent, row.Value, row.Slot);
}

/// <summary>A page of rows.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null when this page was not full.</param>
internal sealed record FactPage(IReadOnlyList<FactView> Items, string? Next);

/// <summary>Reports over HTTP: the dictionary, each figure, and the rows behind it.</summary>
internal static class ReportEndpoints
{
    private const int MaxTake = 200;
    private const int DefaultTake = 50;

    public static void Map(IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports");
        reports.MapGet("/", () => TypedResults.Ok(MetricDictionary.All.Select(MetricView.Of).ToList())).WithName("ListMetrics").WithSummary("Every figure: what it means and how it comes about.");
        reports.MapGet("/{metric}", ReadAsync).WithName("ReadMetric").WithSummary("A figure of some days (from, to, team, channel, category), of as many days before, and of each day.");
        reports.MapGet("/{page}/report.pdf", PdfAsync).WithName("PrintReport").WithSummary("A page of reports as PDF (from, to, team, channel, category, compare, lang).").Produces(StatusCodes.Status200OK, contentType: "application/pdf");
        reports.MapGet("/{metric}/rows", RowsAsync).WithName("ListMetricRows").WithSummary("The rows behind a figure.");
        reports.MapGet("/{metric}/rows.csv", CsvAsync).WithName("ExportMetricRows").WithSummary("All rows behind a figure, however many, as CSV.").Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }

    private static async Task<Results<Ok<MetricReport>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        string metric, HttpContext http, IDatabase database, ReadRequestFigures figures, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var filter = FilterOf(metric, http, figures, routing, errors);
        if (MetricDictionary.Find(metric) is not { } known)
        {
            return NoSuchMetric();
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        return TypedResults.Ok(await database.ReadAsync(
            async session =>
            {
                var days = ReadReport.LinesOf(
                    new("day", [known]), filter, known.IsQuantile ? [] : await ReportReader.ReadAsync(session, filter, known.Of, "day"),
                    await ReadReport.ByDayAsync(new(session, filter), [known]));
                return new MetricReport(
                    known.Id, filter.From, filter.To, FigureView.Of(await ReportReader.ReadAsync(session, filter, known)), FigureView.Of(await ReportReader.ReadAsync(session, filter.Before, known)),
                    [.. days.Select(line => new DayView(ReportFilter.DayOf(int.Parse(line.Key, CultureInfo.InvariantCulture)), line.Figures[0].Value, line.Figures[0].N))]);
            },
            cancellationToken));
    }

    private static async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> PdfAsync(
        string page, string? lang, HttpContext http, IDatabase database, ReadRequestFigures figures, IOptions<RoutingOptions> routing, PrintReport print,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var filter = FilterOf("", http, figures, routing, errors);
        if (ReportLayout.Find(page) is null)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such page.", detail: $"There are {string.Join(", ", ReportLayout.Names)}.");
        }

        if (lang is not (null or "en" or "zh"))
        {
            errors["lang"] = ["It must be en or zh."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var file = await database.ReadAsync(session => print.HandleAsync(session, page, filter, http.Request.Query.ContainsKey("compare"), lang ?? "en"), cancellationToken);
        return TypedResults.File(file, "application/pdf", PrintReport.NameOf(page, filter));
    }

    private static async Task<Results<Ok<FactPage>, ValidationProblem, ProblemHttpResult>> RowsAsync(
        string metric, string? after, string? take, HttpContext http, IDatabase database, ReadRequestFigures figures, IOptions<RoutingOptions> routing,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var filter = FilterOf(metric, http, figures, routing, errors);
        var length = DefaultTake;
        if (take is not null && (!int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out length) || length is < 1 or > MaxTake))
        {
            errors["take"] = [$"It must be a number from 1 to {MaxTake}."];
        }

        if (ReportQuery.PlaceOf(after) is not var (day, id))
        {
            errors["after"] = ["It is not a cursor of this list. Take it from next of the page before."];
            (day, id) = (0, 0);
        }

        if (ReportQuery.MeasureOf(metric, http.Request.Query) is not { } known)
        {
            return NoSuchMetric();
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var rows = await database.ReadAsync(session => ReportReader.RowsAsync(session, filter, known.Measure, known.Slot, day, id, length), cancellationToken);
        return TypedResults.Ok(new FactPage([.. rows.Select(FactView.Of)], rows.Count < length ? null : ReportQuery.CursorOf(rows[^1])));
    }

    private static async Task<IResult> CsvAsync(
        string metric, HttpContext http, IDatabase database, ReadRequestFigures figures, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var filter = FilterOf(metric, http, figures, routing, errors);
        if (ReportQuery.MeasureOf(metric, http.Request.Query) is not { } known)
        {
            return NoSuchMetric();
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{metric}-{filter.From:yyyy-MM-dd}-{filter.To:yyyy-MM-dd}.csv\"";
        var text = new StringBuilder(Csv.Start).Append(Csv.Line("id", "day", "subject", "team", "channel", "category", "agent", "value", "slot"));
        await foreach (var row in ReportReader.AllRowsAsync(database, filter, known.Measure, known.Slot, cancellationToken))
        {
            text.Append(Csv.Line(row.Id, ReportFilter.DayOf(row.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Subject, row.Team, row.Channel, row.Category, row.Agent, row.Value, row.Slot));
            if (text.Length > 32 * 1024)
            {
                await http.Response.WriteAsync(text.ToString(), cancellationToken);
                text.Clear();
            }
        }

        await http.Response.WriteAsync(text.ToString(), cancellationToken);
        return Results.Empty;
    }

    /// <summary>What is asked for; of what is open now all, whenever it was opened, unless days are named.</summary>
    private static ReportFilter FilterOf(
        string metric, HttpContext http, ReadRequestFigures figures, IOptions<RoutingOptions> routing, Dictionary<string, string[]> errors)
    {
        var filter = ReportQuery.Read(
            http.Request.Query,
            Sight.Of(SessionHandler.MemberOf(http), routing.Value.DefaultTeam),
            figures.Today,
            errors);
        return MetricDictionary.Find(metric)?.Of[0] == Measure.Open && !http.Request.Query.ContainsKey("from") ? filter.UpTo : filter;
    }

    private static ProblemHttpResult NoSuchMetric() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no such metric.", detail: "GET /api/v1/reports lists them all.");
}
