using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Api;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Forecasting.Own;

/// <summary>Forecasts of the company's series, over HTTP.</summary>
internal static class ForecastEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var forecasts = api.MapGroup("/forecasts").WithTags("Insight");
        forecasts.MapGet("/", async (IDatabase database, CancellationToken cancellationToken) => TypedResults.Ok((await database.ReadAsync(ForecastStore.ListAsync, cancellationToken)).Select(ForecastView.Of)))
            .WithName("ListForecasts").WithSummary("What is expected of orders, revenue and requests, with ranges, beside «as one season before», and how right such forecasts have been.").Needs(Permission.ReportsRead);
        forecasts.MapGet("/{series}/forecast.csv", CsvAsync).WithName("ExportForecast").WithSummary("What came and what is expected of a series, as CSV.").Produces(StatusCodes.Status200OK, contentType: "text/csv").Needs(Permission.ReportsRead);
    }

    private static async Task<IResult> CsvAsync(string series, HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        if (OwnSeries.All.FirstOrDefault(one => one.Name == series) is not { } own || (await database.ReadAsync(ForecastStore.ListAsync, cancellationToken)).FirstOrDefault(one => one.Series == series) is not { } forecast)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such forecast.", detail: $"There are {string.Join(", ", OwnSeries.All.Select(one => one.Name))}, each from the first night on.");
        }

        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{series}.csv\"";
        var text = new StringBuilder(Csv.Start).Append(Csv.Line("day", "came", "expected", "low_80", "high_80", "low_95", "high_95", "season_before"));
        foreach (var (i, value) in forecast.Values.Index())
        {
            text.Append(Csv.Line(Day(own.After(forecast.From, i)), value, "", "", "", "", "", ""));
        }

        foreach (var one in forecast.Expected)
        {
            text.Append(Csv.Line(Day(one.Day), "", Math.Round(one.Mean, 2), Math.Round(one.Low80, 2), Math.Round(one.High80, 2), Math.Round(one.Low95, 2), Math.Round(one.High95, 2), Math.Round(one.Naive, 2)));
        }

        return TypedResults.Text(text.ToString(), "text/csv; charset=utf-8");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A forecast.</summary>
/// <param name="Series">The series: <c>orders.month</c>.</param>
/// <param name="MadeAt">When it was computed.</param>
/// <param name="Method">How.</param>
/// <param name="From">The first day of the first value.</param>
/// <param name="Values">What came.</param>
/// <param name="Expected">What is expected; empty: too little is known.</param>
/// <param name="Smape">How far such forecasts were off at the times of the checks, from 0 to 200; null: there were none.</param>
/// <param name="NaiveSmape">The same of «as one season before».</param>
/// <param name="BeatsNaive">Whether it was nearer than that.</param>
/// <param name="Covered80">Which share of the values lay in the range that promises 80 %.</param>
/// <param name="Covered95">Which share lay in the range that promises 95 %.</param>
/// <param name="Checks">The times of the past, the latest first.</param>
internal sealed record ForecastView(
    string Series, DateTimeOffset MadeAt, string Method, DateOnly From, double[] Values, IReadOnlyList<ExpectedValue> Expected, double? Smape, double? NaiveSmape, bool? BeatsNaive, double? Covered80, double? Covered95,
    IReadOnlyList<ForecastCheck> Checks)
{
    public static ForecastView Of(SeriesForecast one) => new(
        one.Series, one.MadeAt, one.Method, one.From, one.Values, one.Expected, Known(one.Smape), Known(one.NaiveSmape), one.Checks.Count == 0 ? null : one.Smape < one.NaiveSmape, Known(one.Covered80), Known(one.Covered95), one.Checks);

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
