using System.Net;

namespace ServiceBot.Storage.Personal;

/// <summary>An archive's page for people, in one language.</summary>
internal sealed class PersonalPage(TextWriter page, bool isChinese)
{
    /// <summary>What columns are called in Chinese; others by their own names.</summary>
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["at"] = "时间",
        ["name"] = "名称",
        ["value"] = "内容",
        ["field"] = "字段",
        ["source"] = "来源",
        ["saidBy"] = "记录人",
        ["kind"] = "类型",
        ["language"] = "语言",
        ["createdAt"] = "建立时间",
        ["openedAt"] = "开始时间",
        ["closedAt"] = "关闭时间",
        ["changedAt"] = "更改时间",
        ["lastAt"] = "最近时间",
        ["withdrawnAt"] = "撤回时间",
        ["verifiedAt"] = "验证时间",
        ["firstSeenAt"] = "首次出现",
        ["lastSeenAt"] = "最近出现",
        ["purpose"] = "用途",
        ["channel"] = "渠道",
        ["state"] = "状态",
        ["status"] = "状态",
        ["evidence"] = "凭证",
        ["subject"] = "主题",
        ["details"] = "详情",
        ["category"] = "类别",
        ["priority"] = "优先级",
        ["number"] = "编号",
        ["conversation"] = "对话",
        ["comment"] = "备注",
        ["words"] = "内容",
        ["json"] = "消息",
        ["total"] = "总额",
        ["currency"] = "货币",
        ["items"] = "商品",
        ["placedAt"] = "下单时间",
        ["customer"] = "客户",
        ["customerId"] = "客户",
        ["id"] = "编号",
        ["title"] = "标题",
        ["amount"] = "金额",
        ["stage"] = "阶段",
        ["email"] = "邮箱",
        ["phone"] = "电话",
        ["company"] = "公司",
        ["jobTitle"] = "职位",
        ["country"] = "国家",
        ["contentType"] = "文件类型",
        ["sender"] = "发件人",
        ["what"] = "事项",
        ["who"] = "操作人",
        ["reason"] = "原因",
        ["wish"] = "需求",
    };

    public async Task WriteAsync(IReadOnlyList<(PersonalTable Table, long Rows)> tables, DateTimeOffset madeAt, Func<PersonalTable, int, Task<IReadOnlyList<PersonalRow>>> read)
    {
        var title = isChinese ? "我们保存的关于您的资料" : "What we hold about you";
        await page.WriteAsync($$"""
            <!DOCTYPE html>
            <html lang="{{(isChinese ? "zh-CN" : "en")}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{title}}</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}dl{border-top:1px solid #ccc;padding:.5rem 0;margin:0}dl div{display:flex;gap:1rem}dt{flex:0 0 11rem;color:#555}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}</style></head>
            <body><h1>{{title}}</h1><p>{{madeAt.UtcDateTime:yyyy-MM-dd HH:mm}} UTC</p><ul>

            """);
        foreach (var (table, rows) in tables)
        {
            await page.WriteLineAsync($"<li><a href=\"#{table.Name}\">{HeadingOf(table)}</a>: {rows}</li>");
        }

        await page.WriteLineAsync("</ul>");
        foreach (var (table, _) in tables)
        {
            await page.WriteLineAsync($"<h2 id=\"{table.Name}\">{HeadingOf(table)}</h2>");
            for (var skip = 0; await read(table, skip) is { Count: > 0 } rows; skip += rows.Count)
            {
                foreach (var row in rows)
                {
                    await WriteAsync(row);
                }
            }
        }

        await page.WriteLineAsync("</body></html>");
    }

    private async Task WriteAsync(PersonalRow row)
    {
        await page.WriteAsync("<dl>");
        foreach (var (key, value) in row.Values)
        {
            if (PersonalRow.Said(value) is { Length: > 0 } text)
            {
                await page.WriteAsync($"<div><dt>{(isChinese ? Chinese.GetValueOrDefault(key, key) : key)}</dt><dd>{WebUtility.HtmlEncode(text)}</dd></div>");
            }
        }

        await page.WriteLineAsync("</dl>");
    }

    private string HeadingOf(PersonalTable table) => WebUtility.HtmlEncode(isChinese ? table.Zh : table.En);
}
