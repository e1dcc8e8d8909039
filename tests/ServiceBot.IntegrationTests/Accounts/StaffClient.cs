using System.Net;
using System.Text.RegularExpressions;

namespace ServiceBot.IntegrationTests.Accounts;

/// <summary>A browser without scripts: keeps cookies, follows no redirect, and sends a page's forms as they stand.</summary>
internal sealed partial class StaffClient : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly Uri _address;

    public StaffClient(Uri address, string? token = null)
    {
        _address = address;
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = address };
        Http.DefaultRequestHeaders.Add("Accept", "text/html,application/json");
        if (token is not null)
        {
            Session = token;
        }
    }

    public HttpClient Http { get; }

    /// <summary>The cookie that says who is signed in; null: nobody.</summary>
    public string? Session
    {
        get => _cookies.GetCookies(_address)["staff"]?.Value;
        set => _cookies.Add(_address, new Cookie("staff", value));
    }

    public async Task<string> PageAsync(string path, CancellationToken cancellationToken, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await Http.GetAsync(path, cancellationToken);
        var html = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.AreEqual(status, response.StatusCode, $"{path}\n{html}");
        return html;
    }

    /// <summary>Loads a page, fills in one of its forms and sends it.</summary>
    public async Task<(HttpStatusCode Status, string? Location, string Html)> SubmitAsync(
        string path, string form, CancellationToken cancellationToken, params (string Name, string Value)[] fields) =>
        await SendAsync(path, await PageAsync(path, cancellationToken), form, cancellationToken, fields);

    /// <summary>Fills in one of the forms of a page that is there, and sends it.</summary>
    public async Task<(HttpStatusCode Status, string? Location, string Html)> SendAsync(
        string path, string html, string form, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        var markup = Forms().Matches(html).Select(match => match.Value).Single(text => text.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        var hidden = HiddenInputs().Matches(markup).Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var response = await Http.PostAsync(path, content, cancellationToken);
        return (response.StatusCode, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>The token of a page's forms.</summary>
    public async Task<string> ForgeryTokenAsync(CancellationToken cancellationToken) =>
        ForgeryToken().Match(await PageAsync("/account", cancellationToken)).Groups[1].Value;

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenInputs();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex ForgeryToken();
}
