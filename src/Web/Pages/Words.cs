using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Queue;
using ServiceBot.Dialogs;

namespace ServiceBot.Web.Pages;

/// <summary>The words of both languages.</summary>
public sealed class PageWords(IOptions<CompanyOptions> company, IOptions<CompanyName> name, OpeningHours hours)
{
    private readonly Words _english = new(company.Value, name.Value, hours, chinese: false);
    private readonly Words _chinese = new(company.Value, name.Value, hours, chinese: true);

    /// <summary>The words of a language, <c>en</c> or <c>zh</c>.</summary>
    public Words In(string language) => language == "zh" ? _chinese : _english;
}

/// <summary>The customer pages' words, both languages side by side; what is the company's own comes from the settings.</summary>
public sealed class Words
{
    private static readonly DayOfWeek[] Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private readonly CompanyOptions _company;
    private readonly CompanyName _name;
    private readonly OpeningHours _hours;
    private readonly bool _chinese;

    internal Words(CompanyOptions company, CompanyName name, OpeningHours hours, bool chinese) => (_company, _name, _hours, _chinese) = (company, name, hours, chinese);

    public string Language => _chinese ? "zh" : "en";
    public string Locale => T("en-US", "zh-CN");
    public string OtherLanguage => T("zh", "en");
    public string OtherLanguageName => T("中文", "English");

    // Frame
    public string Brand => _name.In(Language);
    public string HelpDesk => T("Help desk", "客服中心");
    public string HomeLink => T($"{Brand} help desk, home", $"{Brand}客服中心首页");
    public string SkipToContent => T("Skip to content", "跳到正文");
    public string Navigation => T("Main", "主导航");
    public string Articles => T("Help articles", "帮助文章");
    public string Chat => T("Chat", "在线咨询");
    public string Phone => _company.Phone;
    public string PhoneHref => "tel:" + string.Concat(Phone.Where(c => char.IsAsciiDigit(c) || c == '+'));
    public string PhoneLabel => T("Call us:", "客服电话：");
    public string FooterNote => T(
        "The assistant is a program. It answers from our help articles and hands over to a person when you ask.",
        "智能助手是程序，依据帮助文章作答；您需要时会转给人工客服。");

    // Home
    public string HomeTitle => T($"{Brand} help desk", $"{Brand}客服中心");
    public string Headline => _company.Headline.In(Language).Replace("{name}", Brand, StringComparison.Ordinal);
    public string Lead => _company.Lead.In(Language).Replace("{name}", Brand, StringComparison.Ordinal);
    public string TryAsking => T("Try asking", "可以这样问");
    public IReadOnlyList<string> Examples => [.. _company.ExamplesOrDefault.Select(example => example.In(Language))];
    public string NeedsScript => T("Examples work in the chat, which needs JavaScript.", "示例需在聊天中使用，聊天需要 JavaScript。");
    public string FullPage => T("Open the chat on its own page", "在单独页面打开聊天");
    public string FillInForm => T("Write to us by a form", "通过表单提交请求");
    public string Popular => T("Popular answers", "常见问题");
    public string AllArticles => T("All help articles", "全部帮助文章");
    public string OpeningHours => T("When our people are here", "人工客服时间");
    public IReadOnlyList<(string Days, string Hours)> Hours => [.. StaffHours(), (T("The assistant", "智能助手"), T("day and night", "全天 24 小时"))];

    // Chat
    public string ChatTitle => T($"{Brand} assistant", $"{Brand}智能助手");
    public string ChatSubtitle => T("Answers day and night", "全天即时回答");
    public string ChatRegion => T($"Chat with the {Brand} assistant", $"与{Brand}智能助手聊天");
    public string NewConversation => T("New conversation", "新对话");
    public string CloseChat => T("Close chat", "关闭聊天");
    public string ChatOpening => T("Opening the chat …", "正在打开聊天…");
    public string ChatNoScript => Phone.Length == 0
        ? T("The chat needs JavaScript, which is switched off here. You can read our help articles.", "聊天需要 JavaScript，而此处已关闭。您可以阅读帮助文章。")
        : T(
            $"The chat needs JavaScript, which is switched off here. You can read our help articles, or call us on {Phone}.",
            $"聊天需要 JavaScript，而此处已关闭。您可以阅读帮助文章，或拨打 {Phone}。");
    public string ChatLost => T(
        "The connection is lost. A message that shows its time has arrived.",
        "连接已断开。显示了时间的消息都已送达。");
    public string ChatBusy => T("The chat was opened too often from your network. Please wait a minute.", "您所在网络打开聊天过于频繁，请稍等一分钟。");
    public string ChatFailed => T("The chat could not be opened just now.", "暂时无法打开聊天。");
    public string Reconnect => T("Reconnect", "重新连接");
    public string ChatPrivacy => T("Please don't send passwords or card numbers.", "请勿发送密码或银行卡号。");
    public string About(string title) => T($"About “{title}”: ", $"关于“{title}”：");

    // Articles
    public string ArticlesTitle => T("Help articles", "帮助文章");
    public string ArticlesLead => T("Everything the assistant answers from, to read for yourself.", "智能助手据此作答的全部文章，供您自行阅读。");
    public string OnThisPage => T("Topics", "主题");
    public string Updated(DateOnly day) => T(
        $"Updated {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}", $"更新于 {day.Year} 年 {day.Month} 月 {day.Day} 日");
    public string NotAnswered => T("Didn't find what you need?", "没有找到答案？");
    public string AskAboutThis => T("Ask about this", "就此提问");
    public string AskLead => T("The assistant knows this article and can look further, or pass you on to a person.", "智能助手了解本文，可以继续查找，或为您转接人工。");
    public string ReadInOther => T("用中文阅读", "Read in English");

    // Errors
    public string NotFoundTitle => T("This page isn't here", "找不到这个页面");
    public string NotFoundText => T("It may have moved, or the address has a slip in it. These will get you further:", "它可能已移动，或网址有误。您可以从这里继续：");
    public string ErrorTitle => T("Something went wrong on our side", "我们这边出了点问题");
    public string ErrorText => Phone.Length == 0
        ? T("Please try again in a moment.", "请稍后再试。")
        : T($"Please try again in a moment. If it stays like this, call us on {Phone}.", $"请稍后再试。如果问题依旧，请拨打 {Phone}。");

    public string Topic(string id) => _company.TopicsOrDefault.FirstOrDefault(topic => topic.Id == id)?.Title.In(Language) ?? T("More", "更多");

    /// <summary>The days of the week with equal hours together, and a closed day as such.</summary>
    internal IEnumerable<(string Days, string Hours)> StaffHours()
    {
        for (var (first, last) = (0, 0); first < Week.Length; first = ++last)
        {
            var hours = _hours.On(Week[first]);
            while (last + 1 < Week.Length && _hours.On(Week[last + 1]).SequenceEqual(hours))
            {
                last++;
            }

            yield return (
                first == last ? Day(Week[first]) : T($"{Day(Week[first])} to {Day(Week[last])}", $"{Day(Week[first])}至{Day(Week[last])}"),
                hours.Count == 0 ? T("closed", "休息") : string.Join(", ", hours));
        }
    }

    private string Day(DayOfWeek day) => T(day.ToString(), $"周{"日一二三四五六"[(int)day]}");

    private string T(string english, string chinese) => _chinese ? chinese : english;
}
