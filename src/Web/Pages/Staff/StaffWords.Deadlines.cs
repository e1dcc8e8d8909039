using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of deadlines: what is predicted of them, and what is done about it.</summary>
public sealed partial class StaffWords
{
    public string Deadline => T("Deadline", "时限");
    public string Deadlines => T("Deadlines", "服务时限");
    public string AtRisk => T("At risk", "有超时风险");
    public string DeskAlertsLabel => T("Alerts", "提醒");

    public string TargetName(string kind) => kind switch
    {
        "firstResponse" => T("First answer", "首次回复"),
        "nextResponse" => T("Next answer", "后续回复"),
        _ => T("Resolution", "解决"),
    };

    public string RiskName(string? level) => level == BreachRisk.VeryLikely ? T("Very likely late", "很可能超时") : AtRisk;

    /// <summary>What a prediction follows from.</summary>
    public string RiskBecause(BreachRisk risk)
    {
        ArgumentNullException.ThrowIfNull(risk);
        var (age, target) = (WorkTime(risk.Age), WorkTime(risk.Target));
        return risk switch
        {
            { Basis: "data" } => T(
                $"Of {risk.Requests} like requests ({LikeName(risk.Like)}), {risk.Open} were not done after {age}; {risk.Late} of these ({100 * risk.Late / risk.Open} %) took longer than {target}.",
                $"在 {risk.Requests} 个同类服务单（{LikeName(risk.Like)}）中，{risk.Open} 个在 {age} 后仍未完成，其中 {risk.Late} 个（{100 * risk.Late / risk.Open}%）超过了 {target}。"),
            { Like.Count: > 0 } => T($"None of {risk.Requests} like requests ({LikeName(risk.Like)}) took as long as {age} of {target}.", $"{risk.Requests} 个同类服务单（{LikeName(risk.Like)}）均未用时达到 {target} 中的 {age}。"),
            { Requests: 0 } => T($"{age} of {target} are used; there is nothing like it to compare with yet.", $"已用时 {age}，共 {target}；暂无可比较的同类服务单。"),
            _ => T($"{age} of {target} are used; there are only {risk.Requests} like requests to compare with.", $"已用时 {age}，共 {target}；可比较的同类服务单仅 {risk.Requests} 个。"),
        };
    }

    public string StepDone => T("Done", "已执行");

    /// <summary>A step of an escalation chain: «30 min before: tell the team lead».</summary>
    public string StepWords(EscalationStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var acts = new[]
        {
            step.Priority is { } priority ? T($"raise to {PriorityName(priority).ToLowerInvariant()}", $"优先级升为{PriorityName(priority)}") : null,
            step.Team is { } team ? T($"pass to {TeamName(team)}", $"转交{TeamName(team)}团队") : null,
            step.Tell.Count > 0 ? T("tell ", "通知") + string.Join(T(", ", "、"), step.Tell.Select(ToldAs)) : null,
        };
        return StepWhen(step.When) + T(": ", "：") + string.Join(T("; ", "；"), acts.OfType<string>());
    }

    private string StepWhen(string when) => EscalationStep.Read(when) switch
    {
        ("before", var length) => T($"{WorkTime(length)} before", $"到期前 {WorkTime(length)}"),
        ("after", var length) => T($"{WorkTime(length)} after", $"超时 {WorkTime(length)} 后"),
        ("breach", _) => T("When it is missed", "超时时"),
        (var level, _) => RiskName(level),
        _ => T("Urgent, outside opening hours", "紧急，非营业时间"),
    };

    private string ToldAs(string who) => who.Split(':') switch
    {
        ["assignee"] => T("whose it is", "负责人"),
        ["lead"] => T("the team lead", "组长"),
        ["on-call"] => T("who is on call", "值班人员"),
        ["on-call", var rota] => T($"who is on call ({rota})", $"值班人员（{rota}）"),
        ["role", var role] => Enum.TryParse<StaffRole>(role, ignoreCase: true, out var known) ? RoleName(known) : role,
        _ => who,
    };

    private string EscalationLine(RequestChange change, RequestDossier dossier)
    {
        if (EscalationNote.Read(change) is not { } note)
        {
            return "";
        }

        var told = string.Join(T(", ", "、"), note.Told.Select(one => T($"{dossier.Staff.GetValueOrDefault(one.Staff, "?")} ({ToldAs(one.As)})", $"{dossier.Staff.GetValueOrDefault(one.Staff, "?")}（{ToldAs(one.As)}）")));
        var what = (note.Kind == EscalationNote.Urgent ? "" : TargetName(note.Kind) + T(": ", "：")) + StepWhen(note.Step.Split(':')[0]);
        return T($"Escalated. {what}", $"已升级：{what}") + (told.Length > 0 ? T($". Told: {told}", $"。已通知：{told}") : "");
    }

    private string RiskLine(RequestChange change) => RiskNote.Read(change) is { } note
        ? T($"{TargetName(note.Kind)}: {RiskName(note.Risk.Level).ToLowerInvariant()}. {RiskBecause(note.Risk)}", $"{TargetName(note.Kind)}：{RiskName(note.Risk.Level)}。{RiskBecause(note.Risk)}")
        : "";

    private string LikeName(IEnumerable<string> like) => string.Join(T(", ", "、"), like.Select(word => word switch
    {
        "team" => T("same team", "相同团队"),
        "priority" => T("same priority", "相同优先级"),
        _ => T("same type", "相同类型"),
    }));

    /// <summary>A length of work time: «5 h 10 min».</summary>
    private string WorkTime(TimeSpan span) => ((int)span.TotalHours, span.Minutes) switch
    {
        (0, var minutes) => T($"{minutes} min", $"{minutes} 分钟"),
        (var hours, 0) => T($"{hours} h", $"{hours} 小时"),
        var (hours, minutes) => T($"{hours} h {minutes} min", $"{hours} 小时 {minutes} 分钟"),
    };
}
