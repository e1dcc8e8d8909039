using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceBot.Channels.Api;
using ServiceBot.Crm;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Web.Pages.Staff.Sales;

/// <summary>What the pages of sales have in common: who may change them, what day it is, and how a form ends.</summary>
public abstract class SalesPage : StaffPage
{
    [SupplyParameterFromQuery] public string? Saved { get; set; }
    [Inject] public required IDatabase Database { get; init; }
    [Inject] public required OpeningHours Hours { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    protected bool MayWrite => Http.User.May(Permission.SalesWrite);

    protected DateOnly Today => Hours.Calendar.DayOf(Clock.GetUtcNow());

    protected string By => Actor.Staff(Member.Id).Name;

    /// <summary>A day as date fields have it.</summary>
    protected static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A number as number fields have it.</summary>
    protected static string? Text(decimal? number) => number?.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A day of a form or an address; null: it is none.</summary>
    protected static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9000 ? day : null;

    /// <summary>A number of a form; null: it is none.</summary>
    protected static decimal? ReadNumber(string? text) => decimal.TryParse(text?.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Says what is wrong; or, if nothing is, goes to a page.</summary>
    protected void End<T>(EditOutcome<T> outcome, Func<T, string> to) => End(outcome, to, errors => Words.SalesFault(errors.Keys));
}
