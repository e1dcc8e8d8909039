using Microsoft.Extensions.Options;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Requests;

/// <summary>How requests are rated and closed. Section <c>Desk:Requests</c>.</summary>
public sealed class RequestOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk:Requests";

    /// <summary>Days after which a resolved request closes by itself; until then a word of the customer opens it again. 1 to 365, default 14.</summary>
    public int ReopenDays { get; set; } = 14;

    /// <summary>
    /// The priority that follows from impact and urgency, <c>impact-urgency</c>: <c>high-low</c> … The defaults are ITIL's matrix; the settings replace some or all.
    /// </summary>
    public IDictionary<string, RequestPriority> Priorities { get; } = new Dictionary<string, RequestPriority>(StringComparer.OrdinalIgnoreCase)
    {
        ["high-high"] = RequestPriority.Urgent,
        ["high-medium"] = RequestPriority.High,
        ["medium-high"] = RequestPriority.High,
        ["high-low"] = RequestPriority.Normal,
        ["medium-medium"] = RequestPriority.Normal,
        ["low-high"] = RequestPriority.Normal,
        ["medium-low"] = RequestPriority.Low,
        ["low-medium"] = RequestPriority.Low,
        ["low-low"] = RequestPriority.Low,
    };

    /// <summary>How long a resolved request may be opened again.</summary>
    internal TimeSpan ReopenWindow => TimeSpan.FromDays(ReopenDays);

    /// <summary>The priority of an impact and an urgency.</summary>
    public RequestPriority PriorityOf(RequestLevel impact, RequestLevel urgency) => Priorities[$"{EnumWord.Of(impact)}-{EnumWord.Of(urgency)}"];
}

/// <summary>Says at the start which of them is wrong, and why.</summary>
internal sealed class RequestOptionsRules : IValidateOptions<RequestOptions>
{
    public ValidateOptionsResult Validate(string? name, RequestOptions options)
    {
        var levels = Enum.GetValues<RequestLevel>().Select(EnumWord.Of).ToList();
        var known = levels.SelectMany(impact => levels.Select(urgency => $"{impact}-{urgency}")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var errors = options.Priorities.Keys.Where(key => !known.Contains(key))
            .Select(key => $"{RequestOptions.Section}:Priorities:{key}: it is no pair of impact and urgency such as high-low.").ToList();
        if (options.ReopenDays is < 1 or > 365)
        {
            errors.Add($"{RequestOptions.Section}:ReopenDays: it must be from 1 to 365.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
