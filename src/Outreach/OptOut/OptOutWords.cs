namespace ServiceBot.Outreach.OptOut;

/// <summary>What customers read of how they stop messages.</summary>
/// <param name="language"><c>en</c> or <c>zh</c>.</param>
public sealed class OptOutWords(string language)
{
    /// <summary>The name of the button's form on cards.</summary>
    public const string Form = "outreach-stop";

    private static readonly HashSet<string> Words = new(["stop", "unsubscribe", "stop all", "opt out", "退订", "td", "t", "取消订阅", "停止发送", "退訂"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether words of a customer say nothing but that it shall stop.</summary>
    /// <param name="words">What they said.</param>
    public static bool IsStop(string? words) => words is { Length: <= 40 } && Words.Contains(words.Trim().TrimEnd('.', '!', '。', '！').Trim());

    /// <summary>The button, the link and the page.</summary>
    public string Button => language == "zh" ? "不再接收此类消息" : "Stop these messages";

    /// <summary>The page before it is done.</summary>
    public string Ask => language == "zh" ? "确定不再接收此类消息吗？与您办理中的事项有关的回复不受影响。" : "Do you want no more messages of this kind? Answers to your own requests still reach you.";

    /// <summary>What was done.</summary>
    public string Done => language == "zh" ? "好的，不会再给您发送此类消息。" : "Done: you will get no more messages of this kind.";

    /// <summary>The end of a mail or text message.</summary>
    /// <param name="link">The page.</param>
    public string Footer(string link) => language == "zh" ? $"不再接收此类消息：{link}" : $"{Button}: {link}";
}
