using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Search;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of the search.</summary>
public sealed partial class StaffWords
{
    public string Search => T("Search", "搜索");
    public string SearchHint => T("Requests, conversations, customers", "服务单、对话、客户");
    public string SearchTips => T("Words, also mistyped; numbers (SR-000123, HL-204817), and any part of an e-mail address or phone number.", "可输入关键词（允许错别字）、编号（SR-000123、HL-204817），或邮箱、电话的任意一部分。");
    public string WhatToFind => T("What to find", "搜索范围");
    public string Everything => T("Everything", "全部");
    public string OnlyToDo => T("Still to do", "未完成");
    public string OnlyDone => T("Done", "已完成");
    public string AnyState => T("Any status", "任意状态");
    public string NothingFound(string query) => T($"Nothing that you may see has «{query}».", $"在您可查看的内容中，没有找到“{query}”。");
    public string FoundMistyped => T("Nothing fits exactly. This is what comes near.", "没有完全匹配的结果，以下为相近内容。");
    public string HasMerged(RequestNumber number) => T($"merged: {number}", $"已合并：{number}");
    public string NoName => T("Without a name", "无姓名");

    public string KindName(SearchKind kind) => kind switch
    {
        SearchKind.Request => T("Request", "服务单"),
        SearchKind.Conversation => T("Conversation", "对话"),
        _ => Customer,
    };

    public string KindsName(SearchKind kind) => kind switch
    {
        SearchKind.Request => Requests,
        SearchKind.Conversation => Conversations,
        _ => T("Customers", "客户"),
    };

    public string FoundIn(string field) => field switch
    {
        "subject" => Subject,
        "number" => T("Number", "编号"),
        "order" => OrderOf,
        "tag" => Tag,
        "form" => Form,
        "customer" or "name" => Name,
        "message" => T("Customer wrote", "客户消息"),
        "reply" => Reply,
        "note" => NoteTab,
        "email" => Email,
        "phone" => T("Phone", "电话"),
        "customer-number" => T("Customer number", "客户编号"),
        _ => Details,
    };
}
