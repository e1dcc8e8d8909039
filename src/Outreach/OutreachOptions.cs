using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace ServiceBot.Outreach;

/// <summary>How often and when customers may be written to, by all campaigns together. Section <c>Outreach</c>.</summary>
public sealed class OutreachOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Outreach";

    /// <summary>From which time of the customer's day on nothing is sent, as <c>20:00</c>. Default: 20:00.</summary>
    public string QuietFrom { get; set; } = "20:00";

    /// <summary>Until which time; the same as <see cref="QuietFrom"/>: there are no quiet hours. Default: 09:00.</summary>
    public string QuietUntil { get; set; } = "09:00";

    /// <summary>How many messages a customer gets in <see cref="CapDays"/> days, of all campaigns and questions how it was; 1 to 100. Default: 2.</summary>
    [Range(1, 100)]
    public int MostContacts { get; set; } = 2;

    /// <summary>The days of <see cref="MostContacts"/>, 1 to 365. Default: 7.</summary>
    [Range(1, 365)]
    public int CapDays { get; set; } = 7;

    /// <summary>For how many days after their last word a visitor of the web chat counts as reachable there, 1 to 365. Default: 30.</summary>
    [Range(1, 365)]
    public int WebChatDays { get; set; } = 30;

    /// <summary>What a message costs by channel, in the company's currency. Default: nothing, a text message 0.05.</summary>
    public IDictionary<string, decimal> Costs { get; } = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["sms"] = 0.05m };

    /// <summary>How text messages leave.</summary>
    public SmsOptions Sms { get; set; } = new();

    internal TimeOnly From => Read(QuietFrom)!.Value;

    internal TimeOnly Until => Read(QuietUntil)!.Value;

    internal static TimeOnly? Read(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>The program that sends text messages: whichever service one has, behind an address of its own.</summary>
public sealed class SmsOptions
{
    /// <summary>The address that gets <c>{"id","to","text"}</c> by POST for each message; empty: none are sent.</summary>
    public string Url { get; set; } = "";

    /// <summary>The bearer token that it knows the product by; empty: none.</summary>
    public string Token { get; set; } = "";

    /// <summary>Seconds that it may take, 1 to 120. Default: 15.</summary>
    [Range(1, 120)]
    public int TimeoutSeconds { get; set; } = 15;
}

/// <summary>What makes no sense together.</summary>
internal sealed class OutreachOptionsRules : IValidateOptions<OutreachOptions>
{
    public ValidateOptionsResult Validate(string? name, OutreachOptions options)
    {
        var wrong = new List<string>();
        foreach (var (setting, value) in new[] { (nameof(options.QuietFrom), options.QuietFrom), (nameof(options.QuietUntil), options.QuietUntil) })
        {
            if (OutreachOptions.Read(value) is null)
            {
                wrong.Add($"{OutreachOptions.Section}:{setting}: '{value}' is no time; write it as 20:00.");
            }
        }

        wrong.AddRange(options.Costs.Where(cost => cost.Value < 0 || !Campaigns.OutreachChannels.All.Contains(cost.Key)).Select(cost =>
            $"{OutreachOptions.Section}:Costs:{cost.Key}: it is 0 or more, of {string.Join(", ", Campaigns.OutreachChannels.All)}."));
        if (options.Sms.Url.Length > 0 && (!Uri.TryCreate(options.Sms.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
        {
            wrong.Add($"{OutreachOptions.Section}:Sms:Url: '{options.Sms.Url}' is no address.");
        }

        return wrong.Count > 0 ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
