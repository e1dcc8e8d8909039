using Microsoft.Extensions.Options;
using Quartz;

namespace ServiceBot.Web.Jobs;

/// <summary>Settings of <c>Jobs</c>: when each job is due, as Quartz writes it: seconds, minutes, hours, day of the month, month, weekday, in the desk's time zone. Empty: only when somebody asks for it.</summary>
internal sealed class JobOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Jobs";

    /// <summary>See <see cref="Job.All"/>.</summary>
    public string Figures { get; set; } = "0 5 0 * * ?";

    /// <summary>The same.</summary>
    public string Cells { get; set; } = "0 20 * * * ?";

    /// <summary>The same; whether a training is due is said by <c>Insight:Churn:RetrainDays</c>.</summary>
    public string Churn { get; set; } = "0 30 2 * * ?";

    /// <summary>The same; whether it is due is said by <c>Insight:Clusters:EveryDays</c>.</summary>
    public string Clusters { get; set; } = "0 25 * * * ?";

    /// <summary>The same; whether it is due is said by <c>Insight:Value:EveryDays</c>.</summary>
    public string Value { get; set; } = "0 30 * * * ?";

    /// <summary>The same; once a day is enough for it.</summary>
    public string Forecasts { get; set; } = "0 35 * * * ?";

    /// <summary>The same.</summary>
    public string Suggestions { get; set; } = "0 40 * * * ?";

    /// <summary>The same; when a letter is due is said with it.</summary>
    public string Letters { get; set; } = "0 0 * * * ?";

    /// <summary>The same.</summary>
    public string Drift { get; set; } = "0 0 7 * * ?";

    /// <summary>When a job is due; empty: never by itself.</summary>
    public string Of(Job job) => job.Name switch
    {
        "figures" => Figures,
        "cells" => Cells,
        "churn" => Churn,
        "clusters" => Clusters,
        "value" => Value,
        "forecasts" => Forecasts,
        "suggestions" => Suggestions,
        "letters" => Letters,
        "drift" => Drift,
        _ => throw new InvalidOperationException($"There is no setting of the job {job.Name}."),
    };
}

/// <summary>Says at the start which is wrong, and why.</summary>
internal sealed class JobOptionsRules : IValidateOptions<JobOptions>
{
    public ValidateOptionsResult Validate(string? name, JobOptions options)
    {
        var errors = new List<string>();
        foreach (var job in Job.All.Where(job => options.Of(job).Length > 0))
        {
            try
            {
                _ = new CronExpression(options.Of(job));
            }
            catch (FormatException failure)
            {
                errors.Add($"{JobOptions.Section}:{char.ToUpperInvariant(job.Name[0])}{job.Name[1..]}: «{options.Of(job)}» is no time of Quartz (seconds minutes hours day month weekday, as 0 30 2 * * ?): {failure.Message}");
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
