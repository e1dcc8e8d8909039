namespace ServiceBot.Desk.Demo;

/// <summary>What a demo request is about.</summary>
internal sealed record DemoTopic(string Category, bool NeedsOrder, string SubjectEn, string DetailsEn, string SubjectZh, string DetailsZh)
{
    public string Subject(string language) => language == "zh" ? SubjectZh : SubjectEn;

    public string Details(string language) => language == "zh" ? DetailsZh : DetailsEn;
}

/// <summary>What Harborline's customers write about.</summary>
internal static class DemoTopics
{
    public static readonly DemoTopic[] All =
    [
        new("fault", false, "Router drops the connection", "Every evening the router loses the connection for a few minutes.", "路由器经常断线", "每天晚上路由器都会断线几分钟。"),
        new("fault", false, "Slow internet in the evening", "Speed tests show a tenth of what my plan promises, mostly after eight.", "晚上网速很慢", "晚上八点以后测速只有套餐的十分之一。"),
        new("outage", false, "No internet since this morning", "Nothing works since this morning, the light on the modem is red.", "从早上起没有网络", "早上开始完全断网，光猫亮红灯。"),
        new("visit", false, "Change the technician's visit", "I can't be at home on the day of the visit. Is there one later that week?", "更改上门时间", "预约那天我不在家，能改到同一周晚些时候吗？"),
        new("billing", false, "A charge I don't know", "My last bill has a line that I don't recognise.", "账单上有不明费用", "上个月的账单里有一项费用我不清楚。"),
        new("payment", false, "Payment failed", "My card was refused, but the bank says that all is well.", "付款失败", "银行卡付款被拒，但银行说没有问题。"),
        new("delivery", true, "Parcel has not arrived", "The parcel was promised for last week and is not here.", "包裹还没到", "包裹原定上周送达，到现在还没收到。"),
        new("delivery", true, "Something is missing from the parcel", "The power supply was not in the box.", "包裹里缺少配件", "盒子里没有电源适配器。"),
        new("return", true, "Return a device", "I want to send it back within the cooling-off period.", "申请退货", "还在退货期内，我想把设备退回。"),
        new("refund", true, "Where is my refund", "You got the device back two weeks ago, and I don't see the money.", "退款什么时候到账", "设备两周前已经退回，还没收到退款。"),
        new("warranty", true, "Device broke after some months", "It does not switch on any more.", "设备用了几个月就坏了", "设备无法开机了。"),
        new("plan", false, "Change to a faster plan", "Please move me to the next faster plan.", "升级套餐", "请帮我换成更快的套餐。"),
        new("moving", false, "Moving house next month", "I move at the end of next month and want to take my contract along.", "下个月搬家", "我下个月底搬家，想把宽带一起迁过去。"),
        new("account", false, "Can't sign in", "My password is not accepted, and no letter comes to reset it.", "无法登录账户", "密码不对，也收不到重置邮件。"),
        new("complaint", false, "Third time that nobody called back", "I was promised a call three times.", "三次没有回电", "你们三次答应回电，都没有打来。"),
        new("privacy", false, "A copy of my data", "Please send me everything that you have stored about me.", "索取个人数据副本", "请把你们保存的关于我的全部数据发给我。"),
    ];
}
