namespace ServiceBot.Web.Pages.Ask;

/// <summary>The words of the customers' form, in a language.</summary>
internal sealed class AskWords(string language)
{
    public string Title => T("Write to us", "提交服务请求");
    public string Lead => T("Tell us what it is about. You get a number, and an answer from a person.", "请告诉我们您的问题。您会得到一个编号，并由工作人员答复。");
    public string Other => T("Something else", "其他");
    public string Details => T("What happened?", "详细情况");
    public string Contact => T("How can we reach you?", "联系方式");
    public string ContactHint => T("An e-mail address or a phone number.", "电子邮箱或电话号码。");
    public string LeaveEmpty => T("Leave this empty", "请留空");
    public string Send => T("Send", "提交");
    public string Opened => T("We have it. Your number is", "已收到，您的编号是");
    public string WhatNext => T("The answer comes into your chat in this browser.", "答复会出现在此浏览器的在线咨询中。");
    public string ToChat => T("Open the chat", "打开在线咨询");
    public string SomeDoNotFit => T("Not sent: some fields do not fit.", "未提交：部分内容不符合要求。");
    public string NotTaken => T("Not sent: the form was filled in by a program.", "未提交：表单由程序填写。");
    public string TooMany => T("Too many for now. Try again in an hour, or use the chat.", "提交过于频繁。请一小时后再试，或使用在线咨询。");

    private string T(string english, string chinese) => language == "zh" ? chinese : english;
}
