using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;

namespace ServiceBot.Tests.Language;

/// <summary>A small desk of six intents in both languages: frames times things, so that a part can be held out.</summary>
internal static class SmallDesk
{
    private static readonly (string Intent, string[] Frames)[] Frames =
    [
        ("order_status",
        [
            "where is my {0}", "when will the {0} arrive", "has my {0} been shipped", "track HL-{1} please", "any news about the {0} i ordered",
            "我的{2}到哪了", "{2}什么时候送到", "查一下订单HL-{1}", "{2}发货了吗",
        ]),
        ("return_item",
        [
            "i want to return the {0}", "how do i send the {0} back", "return label for my {0}", "can i give the {0} back", "i'd like my money back for the {0}",
            "我想退{2}", "{2}怎么退货", "把{2}寄回去", "{2}可以退款吗",
        ]),
        ("report_fault",
        [
            "my {0} is broken", "the {0} stopped working", "there is a problem with my {0}", "the {0} keeps dropping the connection", "red light on the {0}",
            "我的{2}坏了", "{2}不能用", "{2}一直掉线", "{2}亮红灯",
        ]),
        ("bill_question",
        [
            "why is the {0} on my bill", "explain the charge for the {0}", "my bill is ${1} too high", "invoice for the {0} please", "what do i owe for the {0}",
            "账单上为什么有{2}", "{2}的费用怎么算", "账单多了{1}块", "要{2}的发票",
        ]),
        ("person",
        [
            "let me talk to a person about the {0}", "i want a human for my {0}", "agent please, it is about the {0}", "connect me to someone", "can someone call me about the {0}",
            "{2}的事我要人工", "转人工客服问{2}", "让真人跟我说{2}", "我要找客服说{2}",
        ]),
        ("plan_change",
        [
            "i want to upgrade to {0}", "switch my plan to {0}", "change the plan from {0}", "can i downgrade from {0}", "a cheaper plan than {0} please",
            "我想升级到{2}", "换成{2}套餐", "{2}改成便宜的套餐", "从{2}降级",
        ]),
    ];

    private static readonly (string English, string Chinese)[] Things =
    [
        ("router", "路由器"), ("mesh point", "中继"), ("adapter", "适配器"), ("hub 2", "主机"), ("powerline kit", "电力猫"), ("phone", "电话"),
    ];

    public static EntityLexicon Lexicon { get; } = new([new("product", "Hub 2", ["hub two", "路由器"]), new("product", "Mesh Point", ["中继"])]);

    public static LanguageOptions Options { get; } = new();

    /// <summary>324 sentences; every third is kept for the test.</summary>
    public static IReadOnlyList<IntentExample> All { get; } =
    [
        .. from intent in Frames
           from frame in intent.Frames
           from thing in Things.Index()
           select new IntentExample(
               intent.Intent, string.Format(null, frame, thing.Item.English, 100000 + (thing.Index * 12345), thing.Item.Chinese)),
    ];

    public static IReadOnlyList<IntentExample> Train { get; } = [.. All.Index().Where(pair => pair.Index % 3 != 0).Select(pair => pair.Item)];

    public static IReadOnlyList<IntentExample> Test { get; } = [.. All.Index().Where(pair => pair.Index % 3 == 0).Select(pair => pair.Item)];

    /// <summary>Not among the product's own off-topic sentences.</summary>
    public static IReadOnlyList<string> OffTopic { get; } =
    [
        "how tall is the eiffel tower", "give me a recipe for pancakes", "who won the olympics in athens", "what rhymes with orange",
        "is it snowing in moscow", "how do vaccines work", "name three rivers in africa", "what should i wear to a wedding",
        "长城有多长", "番茄炒蛋怎么做", "谁发明了电灯", "奥运会在哪举办", "推荐一本小说", "莫斯科下雪了吗", "非洲有哪些河流", "怎么学游泳",
    ];

    public static LanguageModel Model { get; } = LanguageModel.Train(Train, Lexicon, Options);
}
