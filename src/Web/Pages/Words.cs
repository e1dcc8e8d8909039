using System.Globalization;

namespace ServiceBot.Web.Pages;

/// <summary>The customer pages' words, both languages side by side.</summary>
public sealed class Words
{
    private static readonly Words English = new(chinese: false);
    private static readonly Words Chinese = new(chinese: true);
    private readonly bool _chinese;

    private Words(bool chinese) => _chinese = chinese;

    public static Words In(string language) => language == "zh" ? Chinese : English;

    public string Language => _chinese ? "zh" : "en";
    public string Locale => T("en-US", "zh-CN");
    public string OtherLanguage => T("zh", "en");
    public string OtherLanguageName => T("中文", "English");

    // Frame
    public string Brand => "Harborline";
    public string HelpDesk => T("Help desk", "客服中心");
    public string HomeLink => T("Harborline help desk, home", "Harborline 客服中心首页");
    public string SkipToContent => T("Skip to content", "跳到正文");
    public string Navigation => T("Main", "主导航");
    public string Articles => T("Help articles", "帮助文章");
    public string Chat => T("Chat", "在线咨询");
    public string Phone => "0800 555 0142";
    public string PhoneLabel => T("Call us:", "客服电话：");
    public string FooterNote => T(
        "The assistant is a program. It answers from our help articles and hands over to a person when you ask.",
        "智能助手是程序，依据帮助文章作答；您需要时会转给人工客服。");

    // Home
    public string HomeTitle => T("Harborline help desk", "Harborline 客服中心");
    public string Headline => T("Ask us anything about your Harborline.", "关于 Harborline，尽管问。");
    public string Lead => T(
        "Router trouble, a bill, an order on its way: the assistant answers at once, day and night, in English and Chinese. What it can't settle becomes a request that our people follow up.",
        "路由器故障、账单疑问、订单进度：智能助手全天即时回答，中英文皆可。解决不了的，会登记成服务单，由同事跟进。");
    public string TryAsking => T("Try asking", "可以这样问");
    public IReadOnlyList<string> Examples => _chinese
        ? ["我的路由器老是断线", "订单 HL-204817 还没到", "这个月账单为什么变多了？", "我的服务单到哪一步了？", "转人工"]
        : ["My router keeps dropping the connection", "Where is order HL-204817?", "Why is my bill higher this month?", "What is the status of my request?", "I want to talk to a person"];
    public string NeedsScript => T("Examples work in the chat, which needs JavaScript.", "示例需在聊天中使用，聊天需要 JavaScript。");
    public string FullPage => T("Open the chat on its own page", "在单独页面打开聊天");
    public string Popular => T("Popular answers", "常见问题");
    public string AllArticles => T("All help articles", "全部帮助文章");
    public string OpeningHours => T("When our people are here", "人工客服时间");
    public IReadOnlyList<(string Days, string Hours)> Hours => _chinese
        ? [("周一至周六", "8:00 – 20:00"), ("周日", "10:00 – 16:00"), ("智能助手", "全天 24 小时")]
        : [("Monday to Saturday", "8:00 – 20:00"), ("Sunday", "10:00 – 16:00"), ("The assistant", "day and night")];

    // Chat
    public string ChatTitle => T("Harborline assistant", "Harborline 智能助手");
    public string ChatSubtitle => T("Answers day and night", "全天即时回答");
    public string ChatRegion => T("Chat with the Harborline assistant", "与 Harborline 智能助手聊天");
    public string NewConversation => T("New conversation", "新对话");
    public string CloseChat => T("Close chat", "关闭聊天");
    public string ChatOpening => T("Opening the chat …", "正在打开聊天…");
    public string ChatNoScript => T(
        "The chat needs JavaScript, which is switched off here. You can read our help articles, or call us on 0800 555 0142.",
        "聊天需要 JavaScript，而此处已关闭。您可以阅读帮助文章，或拨打 0800 555 0142。");
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
    public string ErrorText => T("Please try again in a moment. If it stays like this, call us on 0800 555 0142.", "请稍后再试。如果问题依旧，请拨打 0800 555 0142。");

    public string Topic(string id) => id switch
    {
        "connection" => T("Internet and Wi-Fi", "上网与 Wi-Fi"),
        "billing" => T("Bills and payments", "账单与付款"),
        "orders" => T("Orders and deliveries", "订单与配送"),
        "returns" => T("Returns, refunds, warranty", "退换、退款与保修"),
        "contract" => T("Plans and contracts", "套餐与合约"),
        "account" => T("Account and privacy", "账户与隐私"),
        "contact" => T("Reaching us", "联系我们"),
        _ => T("More", "更多"),
    };

    private string T(string english, string chinese) => _chinese ? chinese : english;
}
