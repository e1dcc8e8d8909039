using System.Globalization;
using ServiceBot.Desk.Dispatch;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of offers, and of who takes work.</summary>
public sealed partial class StaffWords
{
    public string YourWork => T("Your work", "我的工作");
    public string YourAvailability => T("Do you take work?", "是否接单");
    public string WhyMe => T("Why me?", "为何派给我？");
    public string Accept => T("Accept", "接受");
    public string Decline => T("Decline", "拒绝");
    public string ReasonToDecline => T("Why you decline", "拒绝原因");
    public string SecondsLeft => T("s left", "秒后转给他人");
    public string Skills => T("Skills", "技能");
    public string SkillsHint => T("Short words with a level from 1 to 5: refunds 3, faults 1", "技能代码加等级（1 至 5）：refunds 3, faults 1");
    public string AnswersIn => T("Answers in", "服务语言");
    public string AnswersInHint => T("None: in every language.", "不选表示所有语言。");
    public string Capacity => T("Capacity", "容量");
    public string CapacityHint(double usual) => T($"How much at once; a chat counts 1. Empty: {Amount(usual)}.", $"可同时处理的工作量，一个对话计 1；留空为 {Amount(usual)}。");
    public string TakesWork => T("Taking work", "接单");

    public string AvailabilityName(Availability availability) => availability switch
    {
        Availability.Available => T("Available", "可接单"),
        Availability.Busy => T("Busy", "忙碌"),
        _ => T("Away", "离开"),
    };

    public string LoadOf(double load, double capacity) => T($"{Amount(load)} of {Amount(capacity)} in use", $"已用 {Amount(load)}/{Amount(capacity)}");

    private string AcceptOrDecline => T("Accept, decline what is offered", "接受、拒绝派单");

    public string OfferedTo(string customer) => T($"{customer} waits for you", $"{customer} 等您接待");

    public string MoreOffers(int count) => T($"and {count} more after these", $"之后还有 {count} 项");

    public string DeclineReason(string reason) => reason switch
    {
        "not mine" => T("Not my field", "不在我的范围"),
        "break" => T("On a break", "休息中"),
        _ => T("Busy just now", "暂时忙碌"),
    };

    /// <summary>Its place in the order, in a sentence.</summary>
    public string PlaceOf(Explanation because)
    {
        ArgumentNullException.ThrowIfNull(because);
        var left = Math.Abs(because.LeftSeconds) < 90 ? T($"{Math.Abs(because.LeftSeconds):0} s", $"{Math.Abs(because.LeftSeconds):0} 秒") : T($"{Math.Abs(because.LeftSeconds) / 60:0} min", $"{Math.Abs(because.LeftSeconds) / 60:0} 分钟");
        var time = because.LeftSeconds < 0 ? T($"{left} too late", $"已超时 {left}") : T($"{left} left", $"剩余 {left}");
        var relaxed = because.RelaxedBy == 0 ? "" : T($" What it asks for was lowered by {because.RelaxedBy}.", $" 技能要求已降低 {because.RelaxedBy} 级。");
        return T($"It came first by its promise: place {because.Place} of {because.Of}, {time}.{relaxed}", $"按承诺时限排序：第 {because.Place}/{because.Of} 位，{time}。{relaxed}");
    }

    /// <summary>What became of somebody who was considered.</summary>
    public string ConsideredAs(Considered one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one switch
        {
            { Unfit: { } unfit } => UnfitFor(unfit),
            { After: { } after } => after switch
            {
                Preference.LastAgent => T("could, but you know the customer", "也可以，但您服务过该客户"),
                Preference.OwnTeam => T("could, but it is your team's", "也可以，但属于您的团队"),
                Preference.LessLoad => T("could, but has more to do", "也可以，但手头工作更多"),
                Preference.FewerOtherSkills => T("could, but is kept free for rarer skills", "也可以，但需留给更专业的问题"),
                Preference.LongerIdle => T("could, but had something new later than you", "也可以，但比您更晚接过新工作"),
                _ => T("could as well", "也可以"),
            },
            _ => T("chosen", "被选中"),
        };
    }

    private string UnfitFor(Unfit unfit) => unfit.Why switch
    {
        Misfit.NotConnected => T("is not here", "不在线"),
        Misfit.NotAvailable => T("is not available", "未开放接单"),
        Misfit.OtherTeam => T("is of another team", "属于其他团队"),
        Misfit.Language => T($"does not answer in {LanguageName(unfit.What!)}", $"不使用{LanguageName(unfit.What!)}服务"),
        Misfit.Skill => T($"{unfit.What}: has {Amount(unfit.Has)}, needs {Amount(unfit.Needs)}", $"{unfit.What}：{Amount(unfit.Has)} 级，需要 {Amount(unfit.Needs)} 级"),
        Misfit.TurnedDown => T("has turned it down", "已拒绝过"),
        _ => T("has no room", "已满"),
    };

    private static string Amount(double amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);
}
