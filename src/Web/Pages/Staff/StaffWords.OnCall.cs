using System.Globalization;
using ServiceBot.Desk.OnCall;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of who is on call.</summary>
public sealed partial class StaffWords
{
    public string OnCall => T("On call", "值班");
    public string OnCallLead => T("Who is told when a deadline is about to be missed, and of urgent requests outside opening hours.", "服务时限即将超时或非营业时间出现紧急服务单时通知的人员。");
    public string OnCallNow => T("On call now", "当前值班");
    public string OnCallNext => T("Next", "下一位");
    public string NoRotas => T("There is no rota yet.", "暂无值班表。");
    public string NewRota => T("New rota", "新建值班表");
    public string DeleteRota => T("Delete the rota", "删除值班表");
    public string RotaName => T("Rota", "值班表");
    public string RotaNameHint => T("A short word: faults-nights.", "简短代码，例如 faults-nights。");
    public string RotaZone => T("Time zone", "时区");
    public string RotaLayers => T("Layers", "值班层");
    public string LayersHint => T("Where two layers count at the same time, the later one does. A layer in which nobody takes turns is left out.", "同一时间有多层生效时，以靠后的一层为准；无人轮值的层将被忽略。");
    public string NewLayer => T("Another layer", "新增一层");
    public string LayerFrom => T("First day", "起始日");
    public string HandOverAt => T("Hand-over at", "交接时间");
    public string TurnDays => T("Days in a turn", "每轮天数");
    public string LayerHours => T("Only in these hours", "仅在以下时段");
    public string LayerHoursHint => T("Mon-Fri 18:00-24:00; Sat,Sun 00:00-24:00. Empty: always.", "格式：Mon-Fri 18:00-24:00; Sat,Sun 00:00-24:00。留空表示全天。");
    public string Swaps => T("Swaps", "换班");
    public string AddSwap => T("Add swap", "添加换班");
    public string TakeBack => T("Take back", "撤销");
    public string FromWhen => T("From", "开始");
    public string UntilWhen => T("Until", "结束");
    public string Because => T("Because", "依据");
    public string WeeksToCome => T("The next four weeks", "未来四周");
    public string RotaTaken => T("Not done: there is a rota of that name.", "未完成：已有同名值班表。");
    public string RotaChanged => T("Not done: somebody changed the rota since you looked.", "未完成：值班表在此期间已被修改。");
    public string RotaNotYours => T("Not done: leads change the rotas of their team.", "未完成：组长只能修改本团队的值班表。");

    public string RotaTitle(Rota rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        return T($"Rota {rota.Name}", $"值班表 {rota.Name}");
    }

    public string LayerName(int layer) => T($"Layer {layer}", $"第 {layer} 层");

    public string MemberOf(int place) => T($"Person {place}", $"第 {place} 位");

    public string TimesIn(string zone) => T($"Times are those of {zone}.", $"时间以 {zone} 为准。");

    public string OnCallName(Guid? staff, IReadOnlyDictionary<Guid, string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return staff is { } id ? names.GetValueOrDefault(id, "?") : T("Nobody", "无人");
    }

    public string TurnBecause(OnCallTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return turn.Layer is { } layer ? LayerName(layer) : turn.Staff is null ? "–" : T("Swap", "换班");
    }

    /// <summary>An instant on the wall clock of a zone: «Mon 23 Nov 09:00».</summary>
    public string InZone(DateTimeOffset at, string zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone));
        return T(local.ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture), $"{local.Month}月{local.Day}日 周{"日一二三四五六"[(int)local.DayOfWeek]} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}");
    }

    /// <summary>What is wrong with a rota, by the fields that are.</summary>
    public string RotaFault(IEnumerable<string> fields) => T("Not done. Please look at: ", "未完成，请检查：") + string.Join(T(", ", "、"), fields.Select(field => field switch
    {
        "name" => RotaName,
        "team" => Team,
        "zone" => RotaZone,
        "staff" => OnCall,
        "to" => UntilWhen,
        _ when field.StartsWith("layers[", StringComparison.Ordinal) && int.TryParse(field["layers[".Length..field.IndexOf(']', StringComparison.Ordinal)], NumberStyles.None, CultureInfo.InvariantCulture, out var index) =>
            $"{LayerName(index + 1)}: " + field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..] switch { "from" => LayerFrom, "handOver" => HandOverAt, "days" => TurnDays, "hours" => LayerHours, _ => OnCall },
        _ => RotaLayers,
    }));
}
