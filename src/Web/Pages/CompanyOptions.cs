using Microsoft.Extensions.Options;

namespace ServiceBot.Web.Pages;

/// <summary>What the pages show of the company besides its name. Section <c>Company</c>; the defaults are Harborline's.</summary>
public sealed class CompanyOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Company";

    /// <summary>The phone number as customers read it; empty: none is shown. Default: <c>0800 555 0142</c>.</summary>
    public string Phone { get; set; } = "0800 555 0142";

    /// <summary>The front page's headline; <c>{name}</c> stands for the name.</summary>
    public Wording Headline { get; } = new() { En = "Ask us anything about your {name}.", Zh = "关于{name}，尽管问。" };

    /// <summary>The sentence below it, which search engines show as well.</summary>
    public Wording Lead { get; } = new()
    {
        En = "Router trouble, a bill, an order on its way: the assistant answers at once, day and night, in English and Chinese. What it can't settle becomes a request that our people follow up.",
        Zh = "路由器故障、账单疑问、订单进度：智能助手全天即时回答，中英文皆可。解决不了的，会登记成服务单，由同事跟进。",
    };

    /// <summary>Messages to try on the front page. None (the default): Harborline's.</summary>
    public IList<Wording> Examples { get; } = [];

    /// <summary>The topics that articles are shown under, in their order. None (the default): Harborline's. What fits no topic comes last, under «More».</summary>
    public IList<TopicOptions> Topics { get; } = [];

    internal IReadOnlyList<Wording> ExamplesOrDefault => Examples.Count > 0 ? [.. Examples] :
    [
        new() { En = "My router keeps dropping the connection", Zh = "我的路由器老是断线" },
        new() { En = "Where is order HL-204817?", Zh = "订单 HL-204817 还没到" },
        new() { En = "Why is my bill higher this month?", Zh = "这个月账单为什么变多了？" },
        new() { En = "What is the status of my request?", Zh = "我的服务单到哪一步了？" },
        new() { En = "I want to talk to a person", Zh = "转人工" },
    ];

    internal IReadOnlyList<TopicOptions> TopicsOrDefault => Topics.Count > 0 ? [.. Topics] :
    [
        new("connection", "Internet and Wi-Fi", "上网与 Wi-Fi", ["fault", "router", "wifi", "speed", "outage", "installation", "technician", "phone"], ["no-internet", "router-drops", "wifi-coverage"]),
        new("billing", "Bills and payments", "账单与付款", ["billing", "payment"], ["read-your-bill", "disputed-charge", "payment-methods"]),
        new("orders", "Orders and deliveries", "订单与配送", ["order", "delivery", "shop"], ["track-order", "late-delivery", "change-delivery"]),
        new("returns", "Returns, refunds, warranty", "退换、退款与保修", ["returns", "refund", "warranty"], ["how-to-return", "refund-times", "warranty"]),
        new("contract", "Plans and contracts", "套餐与合约", ["plan", "contract", "cancellation", "moving"], ["plans-overview", "change-plan", "moving-house"]),
        new("account", "Account and privacy", "账户与隐私", ["account", "privacy", "messages"], ["reset-password", "locked-account", "privacy-export"]),
        new("contact", "Reaching us", "联系我们", ["contact", "complaint"], ["talk-to-a-person", "opening-hours", "complaints"]),
    ];
}

/// <summary>Words in both languages.</summary>
public sealed class Wording
{
    /// <summary>In English.</summary>
    public string En { get; set; } = "";

    /// <summary>In Chinese; empty: as in English.</summary>
    public string Zh { get; set; } = "";

    internal string In(string language) => language == "zh" && Zh.Length > 0 ? Zh : En;
}

/// <summary>A topic of the help articles.</summary>
public sealed class TopicOptions
{
    /// <summary>A topic to be filled from the settings.</summary>
    public TopicOptions()
    {
    }

    internal TopicOptions(string id, string english, string chinese, IList<string> tags, IList<string> popular)
    {
        (Id, Title.En, Title.Zh) = (id, english, chinese);
        (Tags, Popular) = (tags, popular);
    }

    /// <summary>The topic's anchor on the page of all articles: a-z, 0-9 and -.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its title.</summary>
    public Wording Title { get; } = new();

    /// <summary>Tags of articles. An article belongs to the topic of its first tag that any topic has.</summary>
    public IList<string> Tags { get; } = [];

    /// <summary>Ids of the articles that are asked for most; they come first.</summary>
    public IList<string> Popular { get; } = [];
}

/// <summary>Says at the start which of the company's words is missing.</summary>
internal sealed class CompanyOptionsRules : IValidateOptions<CompanyOptions>
{
    public ValidateOptionsResult Validate(string? name, CompanyOptions options)
    {
        var errors = ErrorsOf(options).Select(error => $"{CompanyOptions.Section}:{error}").ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(CompanyOptions options)
    {
        var wordings = new[] { ("Headline", options.Headline), ("Lead", options.Lead) }
            .Concat(options.Examples.Select((example, index) => ($"Examples:{index}", example)))
            .Concat(options.Topics.Select((topic, index) => ($"Topics:{index}:Title", topic.Title)));
        foreach (var (key, wording) in wordings)
        {
            if (string.IsNullOrWhiteSpace(wording.En))
            {
                yield return $"{key}:En: it is empty; the English pages would have nothing to show.";
            }
        }

        if (options.Phone.Length > 0 && !options.Phone.Any(char.IsAsciiDigit))
        {
            yield return $"Phone: '{options.Phone}' has no digit. Leave it empty to show none.";
        }

        foreach (var (index, topic) in options.Topics.Index())
        {
            if (topic.Id.Length == 0 || !topic.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            {
                yield return $"Topics:{index}:Id: '{topic.Id}' is not a short word such as billing (a-z, 0-9 and -).";
            }
            else if (options.Topics.Count(other => other.Id == topic.Id) > 1)
            {
                yield return $"Topics:{index}:Id: '{topic.Id}' stands twice.";
            }
        }
    }
}
