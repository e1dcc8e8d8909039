using ServiceBot.Channels.Answers;

namespace ServiceBot.Desk.HandOver;

/// <summary>What a notice speaks of.</summary>
internal sealed record NoticeFacts
{
    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The colleague by name; null: unknown.</summary>
    public string? Colleague { get; init; }

    /// <summary>The team, as customers read it; null: none.</summary>
    public string? Team { get; init; }

    /// <summary>The place in the queue; 0: none.</summary>
    public int Place { get; init; }

    /// <summary>When people are back, as <see cref="Queue.OpeningHours.Words"/> says it; empty: nobody knows.</summary>
    public string Opens { get; init; } = "";

    /// <summary>What the agent says came of it; null: nothing.</summary>
    public string? Summary { get; init; }
}

/// <summary>What customers read when it changes who answers, in both languages.</summary>
internal static class NoticeWords
{
    private const string BackEnglish = "Back to the assistant";
    private const string BackChinese = "回到智能助手";

    /// <summary>The message of a notice; null for <see cref="Notice.None"/> and for what the dialog says itself.</summary>
    public static Answer? Of(Notice notice, NoticeFacts facts)
    {
        var chinese = facts.Language == "zh";
        return (chinese ? Chinese(notice, facts) : English(notice, facts)) is not { } words ? null : new()
        {
            Text = facts.Summary is null ? words : $"{words}\n\n> {SafeMarkdown.Escape(facts.Summary).ReplaceLineEndings("\n> ")}",
            Locale = Answer.LocaleOf(facts.Language),
            Choices = Waits(notice) ? [chinese ? BackChinese : BackEnglish] : [],
        };
    }

    /// <summary>What somebody hears who writes while they wait.</summary>
    public static Answer Kept(string language, int place) => new()
    {
        Text = language == "zh"
            ? $"已把您的留言转给客服同事。您目前排在第 {place} 位，请稍候，同事会在这里回复您。"
            : $"I've kept that for the team. You are number {place} in the queue; a colleague answers you here.",
        Locale = Answer.LocaleOf(language),
        Choices = [language == "zh" ? BackChinese : BackEnglish],
    };

    /// <summary>Whether somebody chose the way back to the bot.</summary>
    public static bool IsWayBack(string words) =>
        string.Equals(words.Trim(), BackEnglish, StringComparison.OrdinalIgnoreCase) || words.Trim() == BackChinese;

    private static bool Waits(Notice notice) =>
        notice is Notice.PassedToAgent or Notice.PassedToTeam or Notice.NextColleague or Notice.AgentSilent or Notice.Place or Notice.Closed;

    private static string? English(Notice notice, NoticeFacts facts)
    {
        var colleague = facts.Colleague is { } name ? SafeMarkdown.Escape(name) : null;
        var back = facts.Opens.Length == 0 ? "as soon as they are back" : facts.Opens;
        return notice switch
        {
            Notice.Taken => $"{colleague ?? "A colleague"} is here now and reads what you write.",
            Notice.BargedIn => $"{colleague ?? "Another colleague"} takes over from here and has read everything.",
            Notice.Back => $"{colleague ?? "My colleague"} has finished; it's me again. What else can I do for you?",
            Notice.BackWhereWeWere => $"{colleague ?? "My colleague"} has finished; it's me again. Let's go on where we stopped.",
            Notice.Returned => "All right, it's me again. What can I do for you?",
            Notice.PassedToAgent => $"I'm passing you on to {colleague ?? "a colleague"}, who answers you here and can read everything.",
            Notice.PassedToTeam => $"I'm passing you on to our {facts.Team} team. You are number {facts.Place} in the queue, and they can read everything.",
            Notice.NextColleague => $"{colleague ?? "My colleague"} can't come just now. The next free colleague answers you here; you are number {facts.Place} in the queue.",
            Notice.AgentSilent => $"I'm sorry that you had to wait. The next free colleague answers you here; you are number {facts.Place} in the queue.",
            Notice.Place => $"Thank you for waiting. You are number {facts.Place} in the queue; a colleague answers you here.",
            Notice.Closed => $"Our people are away right now. You keep your place (number {facts.Place}); they answer you here {back}.",
            Notice.ClosedToBot => $"Our people are away right now; they are back {(facts.Opens.Length == 0 ? "later" : facts.Opens)}. Until then it's me again: what can I do for you?",
            Notice.NobodyFree => "I'm sorry, no colleague can take over at the moment. It's me again: what can I do for you?",
            Notice.Farewell => $"{colleague ?? "My colleague"} has ended the conversation. Thank you, and goodbye.",
            _ => null,
        };
    }

    private static string? Chinese(Notice notice, NoticeFacts facts)
    {
        var colleague = facts.Colleague is { } name ? SafeMarkdown.Escape(name) : null;
        return notice switch
        {
            Notice.Taken => $"{colleague ?? "客服同事"}已接入，请直接在这里对话。",
            Notice.BargedIn => $"{colleague ?? "另一位同事"}将继续为您服务，之前的内容都已看过。",
            Notice.Back => $"和{colleague ?? "同事"}的对话已结束。我们继续，请问还有什么可以帮您？",
            Notice.BackWhereWeWere => $"和{colleague ?? "同事"}的对话已结束。我们接着刚才的内容继续。",
            Notice.Returned => "好的，我们继续。请问有什么可以帮您？",
            Notice.PassedToAgent => $"正在为您转接{colleague ?? "同事"}，对方可以看到我们的全部对话，会在这里回复您。",
            Notice.PassedToTeam => $"正在为您转接{facts.Team}团队。您目前排在第 {facts.Place} 位，他们可以看到我们的全部对话。",
            Notice.NextColleague => $"{colleague ?? "同事"}暂时无法接入，下一位有空的同事会在这里回复您。您目前排在第 {facts.Place} 位。",
            Notice.AgentSilent => $"抱歉让您久等了，下一位有空的同事会在这里回复您。您目前排在第 {facts.Place} 位。",
            Notice.Place => $"感谢您的等待。您目前排在第 {facts.Place} 位，同事会在这里回复您。",
            Notice.Closed => $"目前人工客服不在线。您的位置为您保留（第 {facts.Place} 位），同事{facts.Opens}上班后会在这里回复您。",
            Notice.ClosedToBot => $"目前人工客服不在线，同事{(facts.Opens.Length == 0 ? "稍后" : facts.Opens)}上班。在此之前由我继续，请问有什么可以帮您？",
            Notice.NobodyFree => "抱歉，现在没有同事可以接入。我们继续，请问有什么可以帮您？",
            Notice.Farewell => $"{colleague ?? "同事"}已结束对话。感谢您的联系，再见。",
            _ => null,
        };
    }
}
