using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceBot.Channels;
using ServiceBot.Crm;
using ServiceBot.Crm.Forms;
using ServiceBot.Desk.Sales;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Ask;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.Web.Pages.Forms;

/// <summary>
/// Forms as people fill them in: on a page of their own, in a frame on another site, or sent by another site's own HTML. Nothing about them needs a script. A session has no authority here, and none is
/// asked for: whoever may send is decided by the site that the browser names.
/// </summary>
internal static class WebFormPages
{
    private const int MostBytes = 32 * 1024;
    private const int MostValues = 40;
    private const int LongestKey = 64;
    private const int LongestPage = 500;
    private const int LongestCampaign = 100;
    private const string Honeypot = "website";

    private static readonly string[] Campaign = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/forms/{name}", ShowAsync).ExcludeFromDescription();
        routes.MapPost("/forms/{name}", SendAsync).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(string name, HttpContext http, IDatabase database, StaffPageWords words)
    {
        var form = await OpenAsync(name, http, database);
        return form is null ? TypedResults.NotFound() : Page(http, form, words.For(http.Request), new WebFormShown
        {
            Hidden = HiddenOf(key => http.Request.Query[key], Guid.CreateVersion7().ToString("N")),
        });
    }

    private static async Task<IResult> SendAsync(
        string name, HttpContext http, IDatabase database, StaffPageWords allWords, SubmitWebForm submit, AskLimit limit, TimeProvider clock)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes;
        }

        if (await OpenAsync(name, http, database) is not { } form)
        {
            return TypedResults.NotFound();
        }

        // Browsers say from which site a form is sent; whatever does not say it is none.
        if (http.Request.Headers.Origin.ToString() is var origin && origin != $"{http.Request.Scheme}://{http.Request.Host}" && !form.Terms.Origins.Contains(origin))
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, title: "The form is not sent from a site that may send it.", detail: "The sites are declared with the form, as its origins.");
        }

        var (sent, refused) = await ReadAsync(http);
        if (sent is null)
        {
            return TypedResults.Problem(statusCode: refused, title: "The form can't be read.", detail: $"It is sent as application/x-www-form-urlencoded or multipart/form-data, with at most {MostValues} values, {MostBytes / 1024} KiB and no file.");
        }

        var words = allWords.For(http.Request);
        var thanks = new WebFormShown { Thanks = words.Language == "zh" ? form.Terms.ThanksZh : form.Terms.ThanksEn };
        if (!string.IsNullOrEmpty(sent[Honeypot]))
        {
            return Page(http, form, words, thanks);      // a program fills in what nobody sees: it learns nothing
        }

        var said = WebFormTerms.Keys.Where(key => sent.ContainsKey(key)).ToDictionary(key => key, key => sent[key].ToString());
        var shown = new WebFormShown { Said = said, Agreed = sent["agree"] == "yes", Hidden = HiddenOf(key => sent[key], KeyOf(sent, said, http, clock.GetUtcNow())) };
        if (!limit.Takes(http.Connection.RemoteIpAddress))
        {
            return Page(http, form, words, shown with { Fault = words.FormLimited }, StatusCodes.Status429TooManyRequests);
        }

        var entry = new WebFormEntry
        {
            Form = form.Name,
            FormVersion = form.Version,
            Key = shown.Hidden["key"],
            At = clock.GetUtcNow(),
            Said = said,
            Language = words.Language,
            Campaign = Campaign.Where(shown.Hidden.ContainsKey).ToDictionary(key => key, key => shown.Hidden[key]),
            Page = shown.Hidden.GetValueOrDefault("page") ?? (http.Request.Headers.Referer.ToString() is { Length: > 0 } referer ? StoredText.CleanLine(referer, LongestPage) : null),
            Address = http.Connection.RemoteIpAddress?.ToString(),
            Agreed = shown.Agreed,
        };
        return await database.WriteAsync(async unit => await submit.HandleAsync(unit, form, entry, await LeadSellers.ListAsync(unit)), http.RequestAborted) is SubmitWebFormOutcome.Wrong wrong
            ? Page(http, form, words, shown with { Wrong = wrong.Fields }, StatusCodes.Status422UnprocessableEntity)
            : Page(http, form, words, thanks);
    }

    private static async Task<WebForm?> OpenAsync(string name, HttpContext http, IDatabase database) =>
        await database.ReadAsync(session => WebFormStore.FindAsync(session, name), http.RequestAborted) is { Terms.IsOpen: true } form ? form : null;

    private static async Task<(IFormCollection? Form, int Status)> ReadAsync(HttpContext http)
    {
        try
        {
            var limits = new FormOptions { ValueCountLimit = MostValues, ValueLengthLimit = MostBytes, KeyLengthLimit = 100, MultipartBodyLengthLimit = MostBytes };
            return http.Request.HasFormContentType && await new FormFeature(http.Request, limits).ReadFormAsync(http.RequestAborted) is { Files.Count: 0 } form ? (form, StatusCodes.Status200OK) : (null, StatusCodes.Status400BadRequest);
        }
        catch (InvalidDataException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException failure)
        {
            return (null, failure.StatusCode);
        }
    }

    /// <summary>What goes along unseen: what tells the entry apart, the campaign, and the page on which the form stands.</summary>
    private static Dictionary<string, string> HiddenOf(Func<string, string?> of, string key)
    {
        var hidden = new Dictionary<string, string> { ["key"] = key };
        foreach (var (name, longest) in Campaign.Select(name => (name, LongestCampaign)).Append(("page", LongestPage)))
        {
            if (StoredText.CleanLine(of(name), longest) is { Length: > 0 } value)
            {
                hidden[name] = value;
            }
        }

        return hidden;
    }

    /// <summary>The key that the form has; a site's own HTML may have none, and then the same words from the same address on the same day are one entry.</summary>
    private static string KeyOf(IFormCollection sent, Dictionary<string, string> said, HttpContext http, DateTimeOffset now) =>
        sent["key"].ToString() is { Length: > 0 and <= LongestKey } key && key.All(char.IsAsciiLetterOrDigit) ? key
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{JsonSerializer.Serialize(said.OrderBy(pair => pair.Key, StringComparer.Ordinal))} {ClientAddress.PartitionOf(http.Connection.RemoteIpAddress)} {now:yyyy-MM-dd}"))));

    private static RazorComponentResult<WebFormPage> Page(HttpContext http, WebForm form, StaffWords words, WebFormShown shown, int status = StatusCodes.Status200OK)
    {
        PageHeaders.AllowForm(http, form.Terms.Origins);
        return new RazorComponentResult<WebFormPage>(new Dictionary<string, object?> { [nameof(WebFormPage.Form)] = form, [nameof(WebFormPage.Words)] = words, [nameof(WebFormPage.Shown)] = shown }) { StatusCode = status };
    }
}
