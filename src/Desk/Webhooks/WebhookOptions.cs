using Microsoft.Extensions.Options;

namespace ServiceBot.Desk.Webhooks;

/// <summary>Which programs are told what happens. Section <c>Desk:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk:Webhooks";

    /// <summary>The programs. Default: none.</summary>
    public IList<Webhook> Endpoints { get; } = [];

    /// <summary>How long an endpoint may take to answer, 1 to 60 seconds. Default: 15.</summary>
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>How long deliveries stay in the log, 1 to 3,650 days. Default: 30.</summary>
    public int KeepDays { get; set; } = 30;

    internal Webhook? Find(string name) => Endpoints.FirstOrDefault(endpoint => endpoint.Name == name);
}

/// <summary>A program that is told what happens.</summary>
public sealed class Webhook
{
    /// <summary>What it is called; a short word. Under another name it is another one, which gets what happens from then on.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where it is told: an https address, or an http one on a private network.</summary>
    public string Url { get; set; } = "";

    /// <summary>What it is told with is signed by this: <c>whsec_</c> and 24 to 64 bytes in base64; two, parted by a space, while one replaces the other.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Types of events, such as <c>RequestOpened</c>; a <c>*</c> at the end stands for anything. Default: all.</summary>
    public IList<string> Types { get; } = [];

    /// <summary>Whether the address may be one of this machine or of a private network. Default: no.</summary>
    public bool AllowPrivate { get; set; }

    internal bool Wants(string type) => Types.Count == 0 || Types.Any(wanted => wanted.EndsWith('*') ? type.StartsWith(wanted[..^1], StringComparison.Ordinal) : wanted == type);
}

/// <summary>Says at the start which endpoint is wrong, and why, without showing its secret.</summary>
internal sealed class WebhookOptionsRules : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var errors = options.Endpoints.SelectMany((endpoint, index) => ErrorsOf(endpoint).Select(error => $"{WebhookOptions.Section}:Endpoints:{index}: {error}"))
            .Concat(options.Endpoints.GroupBy(endpoint => endpoint.Name).Where(same => same.Count() > 1).Select(same => $"{WebhookOptions.Section}:Endpoints: the name '{same.Key}' is there twice."))
            .ToList();
        if (options.TimeoutSeconds is < 1 or > 60)
        {
            errors.Add($"{WebhookOptions.Section}:TimeoutSeconds: {options.TimeoutSeconds} is not between 1 and 60.");
        }

        if (options.KeepDays is < 1 or > 3_650)
        {
            errors.Add($"{WebhookOptions.Section}:KeepDays: {options.KeepDays} is not between 1 and 3,650.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(Webhook endpoint)
    {
        if (!Requests.RequestLimits.IsWord(endpoint.Name))
        {
            yield return "Name is not a short word in lower case, such as shop (a-z, 0-9, _ and -, at most 40).";
        }

        if (!Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || !(url.Scheme == "https" || (url.Scheme == "http" && endpoint.AllowPrivate)))
        {
            yield return "Url is not an https address without a name and a password in it (http is for AllowPrivate).";
        }

        if (WebhookSignature.KeysOf(endpoint.Secret) is null)
        {
            yield return "Secret is not whsec_ and 24 to 64 bytes in base64; make one with: echo \"whsec_$(head -c 32 /dev/urandom | base64)\"";
        }
    }
}
