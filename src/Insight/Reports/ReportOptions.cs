using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;

namespace ServiceBot.Insight.Reports;

/// <summary>Managers' reports. Section <c>Reports</c>.</summary>
public sealed class ReportOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Reports";

    /// <summary>Seconds between two looks at what happened, 1 to 3,600: figures are at most so much older. Default: 10.</summary>
    [Range(1, 3_600)]
    public int RefreshSeconds { get; set; } = 10;

    /// <summary>Reports that are mailed. Default: none.</summary>
    public IList<ReportLetterOptions> Letters { get; } = [];
}

/// <summary>A report that is mailed again and again.</summary>
public sealed class ReportLetterOptions
{
    /// <summary>What it is called: a short name, unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>The address it goes to.</summary>
    public string To { get; set; } = "";

    /// <summary>Which report: <c>overview</c>, <c>satisfaction</c>, <c>times</c>, <c>sla</c>, <c>backlog</c>, <c>load</c>, <c>bot</c>.</summary>
    public string Report { get; set; } = "overview";

    /// <summary><c>day</c> (of yesterday), <c>week</c> (Monday to Sunday, on Mondays) or <c>month</c> (on the first).</summary>
    public string Every { get; set; } = "week";

    /// <summary>The hour of the desk's day at which it is sent, 0 to 23. Default: 7.</summary>
    public int Hour { get; set; } = 7;

    /// <summary>The team; empty: all.</summary>
    public string Team { get; set; } = "";

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public string Language { get; set; } = "en";
}

/// <summary>Says at the start which letter is wrong, and why.</summary>
internal sealed class ReportOptionsRules : IValidateOptions<ReportOptions>
{
    public ValidateOptionsResult Validate(string? name, ReportOptions options)
    {
        var errors = options.Letters.SelectMany((letter, index) => ErrorsOf(letter).Select(error => $"{ReportOptions.Section}:Letters:{index}: {error}")).ToList();
        errors.AddRange(options.Letters.GroupBy(letter => letter.Name).Where(same => same.Count() > 1).Select(same => $"{ReportOptions.Section}:Letters: two are named '{same.Key}'."));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(ReportLetterOptions letter)
    {
        if (letter.Name.Length is 0 or > 60)
        {
            yield return "Name is missing or longer than 60 characters.";
        }

        if (!EmailAddress.TryParse(letter.To, out _))
        {
            yield return $"To: '{letter.To}' is not an e-mail address.";
        }

        if (!ReportLayout.Mailed.Contains(letter.Report))
        {
            yield return $"Report: there is no '{letter.Report}'; there are {string.Join(", ", ReportLayout.Mailed)}.";
        }

        if (letter.Every is not ("day" or "week" or "month"))
        {
            yield return $"Every: '{letter.Every}' is none of day, week and month.";
        }

        if (letter.Hour is < 0 or > 23)
        {
            yield return $"Hour: {letter.Hour} is not an hour from 0 to 23.";
        }

        if (letter.Language is not ("en" or "zh"))
        {
            yield return $"Language: '{letter.Language}' is neither en nor zh.";
        }
    }
}
