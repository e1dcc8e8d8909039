using ServiceBot.Channels.Api;
using static ServiceBot.Web.Pages.Staff.Actions.ActionPlace;

namespace ServiceBot.Web.Pages.Staff.Actions;

/// <summary>Everything that the desk does at a key: the one table behind keys, palette, sheet of shortcuts and the bar.</summary>
public static class DeskActions
{
    /// <summary>So many views have a key of their own.</summary>
    public const int MostViews = 9;

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<DeskAction> All { get; } =
    [
        new("take", Open, "t", "Take; assign to me", "接管；由我处理", "take over barge in claim 强制接管 分配"),
        new("reply", Open, "r", "Write a reply", "撰写回复", "answer customer 回答 客户"),
        new("note", Open, "n", "Write a note", "撰写备注", "internal comment 内部"),
        new("whisper", Open, "w", "Whisper to who answers", "对接待同事说悄悄话", "lead supervisor 组长"),
        new("texts", Open, "i", "Pick a canned reply or macro", "选择常用回复或宏", "insert template text snippet 模板 插入"),
        new("insert-1", Open, "Alt+1", "Insert the first suggested answer", "插入第一个推荐答案", "knowledge article 知识"),
        new("insert-2", Open, "Alt+2", "Insert the second suggested answer", "插入第二个推荐答案", "knowledge article 知识"),
        new("insert-3", Open, "Alt+3", "Insert the third suggested answer", "插入第三个推荐答案", "knowledge article 知识"),
        new("attach", Open, "u", "Attach a file", "添加附件", "upload picture document 上传 文件 图片"),
        new("send", Open, "Ctrl+Enter", "Send", "发送", "submit 提交"),
        new("status", Open, "s", "Choose the status afterwards", "选择之后的状态", "waiting open state 等待 处理"),
        new("resolve", Open, "e", "Resolve: choose it, and Enter sends", "解决：选中后按 Enter 发送", "done finish close 完成 关闭"),
        new("snooze", Open, "z", "Snooze until a time", "稍后处理", "later postpone remind wake 推迟 提醒 搁置"),
        new("hand-back", Open, "b", "Hand back to the bot", "交还机器人", "return bot 退回"),
        new("pass-on", Open, "p", "Pass on to a team or colleague", "转交给团队或同事", "transfer assign forward 转接 分配"),
        new("end", Open, "E", "End the conversation", "结束对话", "close finish 关闭"),
        new("tag", Open, "l", "Add a tag", "添加标签", "label 标记"),
        new("to-do", Open, "D", "Add to what is to be done", "添加待办事项", "checklist task 清单 任务"),
        new("follow", Open, "F", "Follow, or follow no more", "关注或取消关注", "watch subscribe unfollow 订阅"),
        new("rate", Open, "P", "Change category, impact and urgency", "修改类别、影响和紧急程度", "priority 优先级"),
        new("open-request", Open, "o", "Open a request beside the conversation", "在对话旁新建服务单", "new ticket create 创建 工单"),
        new("link", Open, "h", "Link a request", "关联服务单", "duplicate parent problem connect 重复 父单"),
        new("link-talk", Open, "K", "Link a conversation", "关联对话", "connect chat 聊天"),
        new("merge", Open, "M", "Merge into another request", "合并到另一服务单", "combine duplicate 重复"),
        new("split", Open, "S", "Split off a request", "拆分服务单", "separate 分离"),
        new("messages", Open, "H", "Go to what was said", "转到消息记录", "history thread conversation 历史"),
        new("customer", Open, "C", "Go to the customer's story", "转到客户信息", "profile side panel 档案 侧栏"),

        new("next", Lists, "j", "Next row", "下一行", "down 向下"),
        new("previous", Lists, "k", "Previous row", "上一行", "up 向上"),
        new("open", Lists, "Enter", "Open the row", "打开当前行", "read 查看"),
        new("back", Lists, "Esc", "Leave the field; back to the list", "离开输入框；返回列表", "escape close 关闭"),
        .. Enumerable.Range(1, MostViews).Select(i => new DeskAction($"view-{i}", Lists, $"{i}", $"View {i}", $"视图 {i}", "queue inbox 队列 收件箱")),
        new("save-view", Lists, "v", "Save or change the view", "保存或修改视图", "filter favourite default share 收藏 默认 共享"),
        new("filter", Lists, "f", "Filter the list", "筛选列表", "status team 状态 团队"),
        new("select", Lists, "x", "Select the row", "选择当前行", "check 勾选"),
        new("select-all", Lists, "X", "Select all, or none", "全选或取消选择", "check 勾选"),
        new("many", Lists, "m", "Do something with the selected", "批量操作", "bulk many 所选"),

        new("accept", Work, "a", "Accept what is offered", "接受任务", "offer 分派"),
        new("decline", Work, "d", "Decline what is offered", "拒绝任务", "offer reject 分派"),
        new("be-available", Work, "y a", "Be available", "设为空闲", "presence online ready 在线 状态"),
        new("be-busy", Work, "y b", "Be busy", "设为忙碌", "presence 状态"),
        new("be-away", Work, "y w", "Be away", "设为离开", "presence break offline pause 休息 离线 状态"),

        new("go-desk", ActionPlace.Pages, "g d", "Desk", "工作台", "inbox conversations chats 收件箱 对话") { Href = "/desk", Needs = Permission.ConversationsRead, IsInBar = true },
        new("go-requests", ActionPlace.Pages, "g r", "Requests", "服务单", "tickets cases 工单") { Href = "/desk/requests", Needs = Permission.RequestsRead, IsInBar = true },
        new("go-customers", ActionPlace.Pages, "g u", "Customers", "客户", "people profile 资料 档案") { Href = "/desk/customers", Needs = Permission.CustomersRead, IsInBar = true },
        new("go-contracts", ActionPlace.Pages, "g c", "Contracts", "合约", "entitlements 合同") { Href = "/desk/contracts", Needs = Permission.ContractsWrite, IsInBar = true },
        new("go-opportunities", ActionPlace.Pages, "g i", "Opportunities", "商机", "sales pipeline board deals 销售 看板") { Href = "/desk/opportunities", Needs = Permission.SalesRead, IsInBar = true },
        new("go-import", ActionPlace.Pages, "g m", "Imports", "导入", "customers csv excel file upload 客户 文件 上传") { Href = "/desk/import", Needs = Permission.ImportsRead },
        new("go-reports", ActionPlace.Pages, "g p", "Reports", "报表", "figures charts statistics 统计 图表") { Href = "/reports", Needs = Permission.ReportsRead, IsInBar = true },
        new("go-campaigns", ActionPlace.Pages, "g g", "Campaigns", "活动", "outreach journeys templates experiments 外联 旅程 模板 实验") { Href = "/reports/campaigns", Needs = Permission.OutreachRead },
        new("go-people", ActionPlace.Pages, "g e", "People", "成员", "users staff team admin 用户 管理") { Href = "/admin", Needs = Permission.PeopleRead, IsInBar = true },
        new("go-keys", ActionPlace.Pages, "g k", "API keys", "API 密钥", "admin programs 管理") { Href = "/admin/keys", Needs = Permission.KeysRead, IsInBar = true },
        new("go-audit", ActionPlace.Pages, "g v", "Audit log", "审计日志", "who read changed trail 记录 追踪") { Href = "/admin/audit", Needs = Permission.AuditRead },
        new("go-privacy", ActionPlace.Pages, "g y", "Privacy", "隐私", "gdpr consent erase archive 同意 删除 合规") { Href = "/admin/privacy", Needs = Permission.PrivacyRead },
        new("go-search", ActionPlace.Pages, "g s", "Search page", "搜索页面", "find 查找") { Href = "/desk/search", Needs = Permission.RequestsRead },
        new("go-texts", ActionPlace.Pages, "g t", "Canned replies", "常用回复", "macros templates 宏 模板") { Href = "/desk/texts", Needs = Permission.ConversationsRead },
        new("go-rotas", ActionPlace.Pages, "g o", "On call", "值班", "rota shifts duty 轮班 排班") { Href = "/desk/rotas", Needs = Permission.RotasRead },
        new("go-leads", ActionPlace.Pages, "g h", "Leads", "线索", "sales prospects score 销售 评分") { Href = "/desk/leads", Needs = Permission.SalesRead },
        new("go-quotes", ActionPlace.Pages, "g w", "Quotes", "报价单", "sales offers approve 销售 审批") { Href = "/desk/quotes", Needs = Permission.SalesRead },
        new("go-orders", ActionPlace.Pages, "g j", "Orders", "订单", "sales ship pay refund returns 发货 付款 退款 退货") { Href = "/desk/orders", Needs = Permission.SalesRead },
        new("go-forms", ActionPlace.Pages, "g x", "Web forms", "网页表单", "leads embed consent website 线索 嵌入 同意") { Href = "/desk/forms", Needs = Permission.FormsRead },
        new("go-forecast", ActionPlace.Pages, "g f", "Forecast", "预测", "sales what if funnel 销售 漏斗 假设") { Href = "/desk/forecast", Needs = Permission.SalesRead },
        new("go-products", ActionPlace.Pages, "g b", "Products and prices", "产品与价格", "price books exchange rates 价目表 汇率") { Href = "/desk/products", Needs = Permission.SalesRead },
        new("go-account", ActionPlace.Pages, "g a", "Your account", "我的账户", "password profile sessions passkeys 密码 资料") { Href = "/account" },
        new("new-request", ActionPlace.Pages, "c", "New request", "新建服务单", "create open ticket 创建 工单") { Href = "/desk/requests/new", Needs = Permission.RequestsWrite },

        new("palette", Everywhere, "Ctrl+k", "Commands", "命令面板", "palette actions 操作"),
        new("shortcuts", Everywhere, "?", "Keyboard shortcuts", "键盘快捷键", "keys help 帮助 按键"),
        new("single-keys", Everywhere, "Ctrl+.", "Single keys on or off", "开启或关闭单键快捷键", "shortcuts accessibility 无障碍"),
        new("search", Everywhere, "/", "Search", "搜索", "find 查找"),
        new("alerts", Everywhere, "g n", "Sounds and notifications", "声音与通知", "alerts bell mute 提醒 静音"),
        new("language", Everywhere, "g l", "Change the language", "切换语言", "English Chinese 中文 英文"),
        new("sign-out", Everywhere, "g q", "Sign out", "退出登录", "log out leave quit 注销"),
    ];

    /// <summary>The key of an action, for a hint beside what does it.</summary>
    public static string KeyOf(string id) => All.Single(action => action.Id == id).Keys;
}
