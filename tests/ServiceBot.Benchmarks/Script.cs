namespace ServiceBot.Benchmarks;

/// <summary>What the simulated customers say: questions, a service request from end to end, its status, small talk; in both languages. However often they say it, no person is called.</summary>
internal static class Script
{
    public static readonly string[][] Conversations =
    [
        ["hello", "my router keeps dropping the connection", "no", "it drops every few minutes since Monday", "+1 555 010 2030", "yes", "where is my request?", "withdraw my request", "yes"],
        ["你好", "我的路由器老是断线", "没有解决", "从周一开始每隔几分钟就断线", "13800138000", "对", "我的工单怎么样了", "撤回我的工单", "对"],
        ["when is my bill due", "yes", "how can I pay", "yes thanks", "are you a bot", "what can you do", "when are you open", "bye"],
        ["order HL-204817 还没到", "跳过", "怎么退货", "解决了", "退款要多久", "解决了,谢谢", "你们几点上班", "再见"],
    ];

    public static string Line(int conversation, int turn)
    {
        var script = Conversations[conversation % Conversations.Length];
        return script[turn % script.Length];
    }
}
