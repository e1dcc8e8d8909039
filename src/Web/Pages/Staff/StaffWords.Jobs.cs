using System.Globalization;
using ServiceBot.Web.Jobs;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of jobs that run at certain times.</summary>
public sealed partial class StaffWords
{
    public string Jobs => T("Jobs", "定时任务");
    public string JobsHint(string zone) => T($"What is done at certain times ({zone}). What was missed while nothing ran is made up once.", $"按时间自动执行的任务（{zone}）。停机期间错过的任务会补做一次。");
    public string JobName => T("Job", "任务");
    public string JobNext => T("Next", "下次");
    public string JobLast => T("Last", "上次");
    public string JobResult => T("Result", "结果");
    public string JobTook => T("Took", "耗时");
    public string JobNever => T("only when asked for", "仅手动执行");
    public string JobNone => T("not yet", "尚未执行");
    public string JobRuns => T("runs, or was broken off", "执行中，或已中断");
    public string JobFailed => T("failed", "失败");
    public string JobDone => T("done", "完成");
    public string JobRun => T("Run now", "立即执行");
    public string JobAsked => T("It runs in a moment.", "任务即将执行。");
    public string JobBusy => T("It runs already.", "任务正在执行。");
    public string JobAt(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    public string JobSeconds(TimeSpan took) => T($"{took.TotalSeconds:0.0} s", $"{took.TotalSeconds:0.0} 秒");

    internal string JobText(Job job) => T(job.En, job.Zh);
}
