using ServiceBot.Channels.Answers;
using ServiceBot.Crm.Email;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>What surveys say, both languages side by side.</summary>
/// <param name="language"><c>en</c> or <c>zh</c>.</param>
public sealed class SurveyWords(string language)
{
    private string T(string english, string chinese) => language == "zh" ? chinese : english;

    internal string Csat => T("How satisfied are you?", "您对这次服务满意吗？");

    internal string CsatMissing => T("Please choose one.", "请选择一项。");

    internal string CsatTitle(int score) => score switch
    {
        5 => T("5 – very satisfied", "5 – 非常满意"),
        4 => T("4 – satisfied", "4 – 满意"),
        3 => T("3 – neither", "3 – 一般"),
        2 => T("2 – unsatisfied", "2 – 不满意"),
        _ => T("1 – very unsatisfied", "1 – 非常不满意"),
    };

    internal string Ces => T("How easy did we make it for you?", "我们让事情变得有多容易？");

    internal string CesTitle(int score) => score switch
    {
        7 => T("7 – very easy", "7 – 非常容易"),
        1 => T("1 – very hard", "1 – 非常困难"),
        _ => $"{score}",
    };

    internal string Nps => T("How likely are you to recommend us to friends or colleagues?", "您有多大可能向朋友或同事推荐我们？");

    internal string NpsTitle(int score) => score switch
    {
        10 => T("10 – very likely", "10 – 非常可能"),
        0 => T("0 – not at all likely", "0 – 完全不可能"),
        _ => $"{score}",
    };

    internal string Reason => T("What mattered most?", "哪一点影响最大？");

    /// <summary>How a reason reads.</summary>
    /// <param name="reason">One of <see cref="SurveyForm.Reasons"/>.</param>
    public string ReasonTitle(string reason) => reason switch
    {
        "solution" => T("whether it was solved", "问题是否解决"),
        "speed" => T("how fast it went", "处理速度"),
        "friendliness" => T("how I was treated", "服务态度"),
        "clarity" => T("how clear the answer was", "回答是否清楚"),
        "effort" => T("how much I had to do myself", "我自己要花的精力"),
        _ => T("something else", "其他"),
    };

    internal string Comment => T("Anything else? (optional)", "还有什么想说的？（选填）");

    /// <summary>The words of the button.</summary>
    public string Send => T("Send", "提交");

    /// <summary>The link to the page.</summary>
    public string Rate => T("Tell us how it was", "评价这次服务");

    /// <summary>What is asked about.</summary>
    public string Lead(Survey survey)
    {
        ArgumentNullException.ThrowIfNull(survey);
        return survey switch
        {
            { Request: { } number } => T($"Your request {new RequestNumber(number)} is resolved. How was it?", $"您的请求 {new RequestNumber(number)} 已解决。这次服务怎么样？"),
            { Kind: SurveyKinds.Agent } => T("You talked with one of our colleagues. How was it?", "刚才由我们的同事为您服务。感觉怎么样？"),
            _ => T("Did our chat help you?", "刚才的对话对您有帮助吗？"),
        };
    }

    /// <summary>Thanks for an answer.</summary>
    /// <param name="followUp">The request to call back; null: none.</param>
    /// <param name="hours">How long the answer may be changed.</param>
    public string Thanks(RequestNumber? followUp, int hours)
    {
        var thanks = followUp is { } number
            ? T($"Thank you for telling us. We are sorry that it was not better; a colleague will get in touch with you ({number}).",
                $"感谢您的反馈。很抱歉没有让您满意，我们的同事会与您联系（{number}）。")
            : T("Thank you for your answer.", "感谢您的评价。");
        return hours == 0 ? thanks : thanks + T($" You can change it for {hours} hours.", $"{hours} 小时内可以修改。");
    }

    /// <summary>An answer that comes too late.</summary>
    public string Over => T("This question is closed: it was answered, or it is too old. Thank you all the same.", "此评价已关闭：已经提交过，或者时间已过。仍然感谢您。");

    /// <summary>A form without a score.</summary>
    public string Unfit => T("Please choose a score from 1 to 5.", "请选择 1 到 5 分。");

    internal Answer Ask(Survey survey, string link) => new()
    {
        Text = "",
        Question = Lead(survey),
        Locale = Answer.LocaleOf(language),
        Form = new(SurveyForm.Name, survey.Id.ToString(), SurveyForm.FieldsOf(survey, language), Send, link, Rate),
    };

    internal Letter Letter(string to, Survey survey, string link) => new(to, Rate, $"""
        {Lead(survey)}

        {Rate}:
        {link}

        {T("It takes a minute, and nobody has to sign in.", "只需一分钟，无需登录。")}
        """);

    internal (string Subject, string Details) CallBack(Survey survey, SurveyAnswer answer)
    {
        var about = survey.Request is { } number ? $"{new RequestNumber(number)}" : T($"conversation {survey.Conversation}", $"对话 {survey.Conversation}");
        return (
            T($"Call back: {about} was rated {answer.Csat} of 5", $"回访：{about} 评分 {answer.Csat}/5"),
            string.Join('\n', new[]
            {
                T($"The customer rated {about} with {answer.Csat} of 5.", $"客户对 {about} 的评分为 {answer.Csat}/5。"),
                answer.Reason is { } reason ? $"{Reason} {ReasonTitle(reason)}" : null,
                answer.Comment,
            }.OfType<string>()));
    }
}
