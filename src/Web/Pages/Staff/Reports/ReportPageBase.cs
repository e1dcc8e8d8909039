using Microsoft.AspNetCore.Components;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;

namespace ServiceBot.Web.Pages.Staff.Reports;

/// <summary>What the pages of figures and of their rows have in common.</summary>
public abstract class ReportPageBase : StaffPage
{
    [Inject] public required IDatabase Database { get; init; }
    [Inject] public required ReadRequestFigures Requests { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>What the address asks for.</summary>
    protected ReportFilter Filter { get; private set; } = null!;

    /// <summary>Whether the days before are shown as well.</summary>
    protected bool Compare { get; private set; }

    protected override void OnInitialized()
    {
        var errors = new Dictionary<string, string[]>();
        Filter = ReportQuery.Read(Http.Request.Query, Sight, Requests.Today, errors);
        Compare = Http.Request.Query.ContainsKey("compare");
        if (errors.Count > 0)
        {
            Refuse(string.Join(' ', errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")), StatusCodes.Status400BadRequest);
        }
    }
}
