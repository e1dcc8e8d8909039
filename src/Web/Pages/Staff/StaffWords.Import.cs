using System.Globalization;
using ServiceBot.Crm.Import;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of imports.</summary>
public sealed partial class StaffWords
{
    public string Imports => T("Imports", "导入");
    public string ImportsLead => T("Customers from files. Each import is one change: it can be taken back at any time, and what others said stays.", "从文件导入客户。每次导入是一个整体，可随时撤回，他人填写的内容不受影响。");
    public string NewImport => T("New import", "新建导入");
    public string ImportFile => T("File", "文件");
    public string UploadFile => T("Upload", "上传");
    public string NoImports => T("Nothing has been imported yet.", "暂无导入记录。");
    public string ImportMade => T("New", "新建");
    public string ImportChanged => T("Changed", "更新");
    public string ImportUnchanged => T("Unchanged", "无变化");
    public string ImportRejected => T("Rejected", "未导入");
    public string ImportRows => T("Rows", "行数");
    public string ImportUndone => T("Values taken back", "已撤回的内容");
    public string RejectedFile => T("Rejected rows as a file", "下载未导入的行");
    public string RevertedHint => T("Customers of whom nothing else is known are in no list any more. Their pages say so.", "没有其他资料的客户已不在列表中，其页面会有说明。");
    public string ImportColumns => T("Columns", "列");
    public string ImportColumnsHint => T("Say what each column is. An empty value in the file says nothing; consents are never imported.", "请指定每一列的含义。文件中的空值不产生任何内容；授权同意不会被导入。");
    public string ImportColumn => T("Column", "列名");
    public string ImportTarget => T("Is the customer's", "对应客户的");
    public string ImportFirstRows => T("First rows", "前几行");
    public string LeaveOut => T("Leave out", "不导入");
    public string SavedMapping => T("Saved mapping", "已保存的对应关系");
    public string UseMapping => T("Use", "使用");
    public string SaveMappingAs => T("Save this mapping as", "将对应关系另存为");
    public string ImportKey => T("Found by", "匹配依据");
    public string NoKey => T("Nothing: every row is a new customer", "不匹配：每行都是新客户");
    public string ImportKeyHint => T("Whoever has it already is changed; whoever is not found is new.", "已有该值的客户会被更新，找不到则新建。");
    public string ImportDays => T("A day such as 3/5/1987", "3/5/1987 这样的日期");
    public string ImportSystem => T("System of the keys", "外部键所属系统");
    public string ImportSystemHint => T("A short word, such as erp: keys of two systems are not mixed up.", "简短的英文名，如 erp，用于区分不同系统的键。");
    public string DryRun => T("Show what would change", "预览变更");
    public string ImportDifferences => T("What would change", "将发生的变更");
    public string ImportLine => T("Line", "行");
    public string ImportBefore => T("Now", "当前");
    public string ImportAfter => T("In the file", "文件中");
    public string ImportReason => T("Why", "原因");
    public string CustomerLabel => T("Customer", "客户");
    public string StandsBelow => T("something else counts", "其他来源优先");
    public string ImportRejectedHint => T("Correct them in the file, and import that.", "请在文件中更正后重新导入。");

    public string ImportFileHint(int mib) => T($"CSV or Excel, with the columns' names in the first line; up to {mib:N0} MiB.", $"CSV 或 Excel，首行为列名；最大 {mib:N0} MiB。");

    public string ImportDifferencesHint(int count) => T($"Of customers who are known; the first {count}.", $"仅限已有客户；前 {count} 项。");

    public string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public string? ImportRefused(string? refused) => refused switch
    {
        null or "" => null,
        "none" => T("Choose a file.", "请选择文件。"),
        "large" => T("The file is too large.", "文件过大。"),
        _ => T($"The file can't be read: {refused}", $"无法读取文件：{refused}"),
    };

    public string ImportStateName(ImportState state) => state switch
    {
        ImportState.Uploading => T("Uploading", "上传中"),
        ImportState.Ready => T("Not imported yet", "尚未导入"),
        ImportState.Checking => T("Looking what would change", "正在预览"),
        ImportState.Checked => T("Ready to import", "可以导入"),
        ImportState.Running => T("Importing", "正在导入"),
        ImportState.Done => T("Imported", "已导入"),
        ImportState.Cancelled => T("Stopped", "已停止"),
        ImportState.Failed => T("Failed", "失败"),
        ImportState.Reverting => T("Being taken back", "正在撤回"),
        ImportState.Reverted => T("Taken back", "已撤回"),
        _ => T("Being restored", "正在恢复"),
    };

    public string ImportProgress(ImportBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.State is ImportState.Reverting or ImportState.Restoring ? $"{Number(batch.Undone)}"
            : batch is { State: ImportState.Running, RowCount: { } rows } ? T($"{Number(batch.Position)} of {Number(rows)} rows", $"{Number(batch.Position)} / {Number(rows)} 行")
            : T($"{Number(batch.Position)} rows", $"{Number(batch.Position)} 行");
    }

    public string ImportAct(string act) => act switch
    {
        "run" => T("Import", "导入"),
        "cancel" => T("Stop", "停止"),
        "revert" => T("Take back", "撤回导入"),
        _ => T("Restore", "恢复"),
    };

    public string DayOrderName(DayOrder order) => order switch
    {
        DayOrder.DayFirst => T("is in May: the day stands first", "日在前（5 月）"),
        DayOrder.MonthFirst => T("is in March: the month stands first", "月在前（3 月）"),
        _ => T("is rejected, as it can be read in two ways", "有歧义，不导入"),
    };

    /// <summary>«UTF-8, 137 KiB».</summary>
    public string ImportKind(ImportBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var look = batch.Look;
        var separator = look.Separator switch { "," => T("commas", "逗号"), ";" => T("semicolons", "分号"), "\t" => T("tabs", "制表符"), "|" => T("bars", "竖线"), _ => null };
        var size = batch.Bytes < 1 << 20 ? $"{Number((batch.Bytes + 1023) >> 10)} KiB" : $"{Number(batch.Bytes >> 20)} MiB";
        return string.Join(T(", ", "，"), new[] { look.Kind, separator, size }.OfType<string>());
    }

    /// <summary>«Mei, 3 days ago».</summary>
    public string ImportedBy(ImportBatch batch, IReadOnlyDictionary<Guid, string> staff)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return $"{Who(batch.MadeBy, staff)}, {Ago(batch.At)}";
    }

    public string ImportFault(IReadOnlyDictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return T("Look again: ", "请检查：") + string.Join(T(", ", "、"), errors.Keys.Select(what => what switch
        {
            "columns" => ImportColumns,
            "key" => ImportKey,
            "system" => ImportSystem,
            _ when what.StartsWith("columns.", StringComparison.Ordinal) => what["columns.".Length..],
            _ => what,
        }));
    }

    /// <summary>What the page of a customer says of whom nothing is known any more.</summary>
    public string WithdrawnWith(DateTimeOffset at) => T($"The import that this customer came from was taken back {Ago(at)}. Nothing else is known of them.", $"该客户所属的导入已于{Ago(at)}撤回，没有其他资料。");
}
