using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Privacy;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of consents, subject access, erasing and what else protects customers.</summary>
public sealed partial class StaffWords
{
    public string ConsentPurpose => T("Purpose", "用途");
    public string ConsentSays => T("They say", "客户表示");
    public string ConsentChannel => T("Channel", "渠道");
    public string ConsentTextSeen => T("Text that they saw", "客户看到的文本");
    public string ConsentNoText => T("None of ours", "非我方文本");
    public string ConsentWhere => T("Where and how they said it", "何时何地如何表示");
    public string ConsentWriteDown => T("Write down what they say", "登记客户意愿");
    public string ConsentLedgerTitle(int count) => T($"All that was said: {count}", $"全部记录：{count} 条");

    public string ConsentStateName(ConsentState state) => state switch
    {
        ConsentState.Granted => Agreed,
        ConsentState.Withdrawn => Refused,
        _ => T("Not known", "未知"),
    };

    public string ConsentChannelName(string channel) => channel switch
    {
        "" => T("every channel", "所有渠道"),
        "email" => Email,
        "phone" => Phone,
        "sms" => T("text message", "短信"),
        "chat" => T("chat", "聊天"),
        "post" => T("post", "信函"),
        _ => channel,
    };

    /// <summary>«Offers and news, by e-mail».</summary>
    public string PurposeOn(string purpose, string channel, ConsentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var name = options.Purposes.TryGetValue(purpose, out var declared) ? T(declared.En, declared.Zh.Length > 0 ? declared.Zh : declared.En) : PurposeName(purpose);
        return channel.Length == 0 ? name : $"{name} · {ConsentChannelName(channel)}";
    }

    /// <summary>«Mei; privacy 2 (en); https://shop.example/checkout».</summary>
    public string ConsentFrom(ConsentEntry entry, IReadOnlyDictionary<Guid, string> staff, ConsentText? text)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var proof = ConsentEvidence.Parse(entry.Evidence);
        return string.Join(T("; ", "；"), new[]
        {
            Who(entry.SaidBy, staff) ?? (entry.Source == "chat" ? ConsentChannelName("chat") : SourceName(entry.Source)), text is null ? null : $"{text.Name} {text.Version} ({text.Language})",
            proof?.Where, proof?.Shown, proof?.By, proof?.Ip, proof?.Message,
        }.OfType<string>());
    }

    public string Privacy => T("Privacy", "隐私");
    public string PrivacyLead => T("What customers were given of their data, who was erased, and what customers agree to.", "客户获取的资料副本、删除记录，以及客户同意的文本。");
    public string Archives => T("Archives of what is held of customers", "客户资料副本");
    public string NoArchives => T("Nobody asked for one. It is made on a customer's page.", "暂无申请。可在客户页面生成。");
    public string ArchiveHint => T("An archive of all that is held of them, for programs and for people in English and Chinese, with their files.", "包含该客户全部资料的副本，供程序和人员（中英文）阅读，并附其文件。");
    public string MakeArchive => T("Make an archive", "生成资料副本");
    public string Download => T("Download", "下载");
    public string Erasures => T("Erasures", "删除记录");
    public string NoErasures => T("Nobody was erased.", "暂无删除记录。");
    public string Certificate => T("Certificate", "删除证明");
    public string ReasonMissing => T("Say why.", "请说明原因。");
    public string ProtectTitle => T("Restrict or hold", "限制处理或法律保留");
    public string EraseTitle => T("Erase", "删除客户");
    public string Erase => T("Erase for ever", "永久删除");
    public string EraseSure => T("I know that this can't be undone.", "我了解此操作无法撤销。");
    public string EraseHint(int records) => T(
        $"Everything that is known of them goes: conversations, requests, files, mails, {(records > 1 ? $"all {records} records, " : "")}and what was computed of it. Orders and contracts stay under a number alone.",
        $"该客户的全部资料将被删除：对话、服务单、文件、邮件{(records > 1 ? $"、全部 {records} 条记录" : "")}以及由此计算的数据。订单与合约仅保留编号。");
    public string ConsentTexts => T("Texts that customers agree to", "客户同意的文本");
    public string ConsentTextsHint => T("A published text is never changed: publish its next version.", "已发布的文本不可更改，请发布新版本。");
    public string ConsentTextName => T("Which text, as a short word", "文本代号（小写字母）");
    public string Publish => T("Publish", "发布");
    public string TitleIn(string language) => T("Title", "标题") + $" · {LanguageName(language)}";
    public string BodyIn(string language) => T("Text", "正文") + $" · {LanguageName(language)}";
    public string ErasureAsked => T("Asked for", "申请时间");
    public string ErasureAt => T("Erased", "删除时间");
    public string ErasureIds => T("Ids that are gone", "已删除的 ID");
    public string ErasureSearched => T("Searched for what is left", "残留检查");
    public string ErasureLeft => T("Found", "发现残留");
    public string ErasureNothingLeft => T("nothing", "无");
    public string ErasureChanged => T("It was changed since.", "证明内容已被更改。");
    public string ErasureWhat => T("Table", "数据表");
    public string ErasureCount => T("Gone or made to say nothing", "已删除或匿名");
    public string ErasureStays => T("Stays under a number", "仅保留编号");

    public string Retention => T("How long what is kept", "保留期限");
    public string RetentionHint => T("Rules stand in the settings under Crm:Retention. This is what each would do now; who has a legal hold stays.", "规则在设置 Crm:Retention 中定义。以下为各规则当前将处理的内容；法律保留的客户除外。");
    public string RetentionRule => T("Rule", "规则");
    public string RetentionWhat => T("What goes", "处理内容");
    public string RetentionDue => T("Due now", "当前到期");
    public string RetentionFirst => T("The first of them", "示例");
    public string RetentionRuns => T("What was done", "处理记录");

    public string RetentionState(bool isEnabled) => isEnabled ? T("daily", "每天执行") : T("only shown", "仅预览");

    public string RetentionKey(string kind, string key) => kind == "customer" ? key[..8] : key;

    public string RetentionKind(string kind, int days) => kind switch
    {
        "conversation" => T($"Conversations, {days} days after the last word", $"最后一条消息 {days} 天后的对话"),
        "request" => T($"Requests, {days} days after they were closed", $"关闭 {days} 天后的服务单"),
        "lead" => T($"Who leads were, {days} days after their end", $"结束 {days} 天后的线索身份"),
        "import" => T($"Files of imports, {days} days after their end", $"结束 {days} 天后的导入文件"),
        _ => T($"Customers, {days} days after anything was heard of them", $"{days} 天无任何动态的客户"),
    };

    public string ErasureSearchedIn(ErasureCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.FilesSearched is { } files
            ? T($"{certificate.ColumnsSearched} columns, {files} files", $"{certificate.ColumnsSearched} 列，{files} 个文件") : T($"{certificate.ColumnsSearched} columns", $"{certificate.ColumnsSearched} 列");
    }

    /// <summary>Where something was found, and how much of it.</summary>
    public string ErasureLeftAt(Residual residual)
    {
        ArgumentNullException.ThrowIfNull(residual);
        return residual.Names > 0
            ? T($"{residual.Where}: {residual.Identifiers}, the same name: {residual.Names}", $"{residual.Where}：{residual.Identifiers}，同名：{residual.Names}") : $"{residual.Where}: {residual.Identifiers}";
    }

    public string ErasureStateName(Erasure erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return erasure.State switch
        {
            ErasureState.Waiting => T("waits", "等待中"),
            ErasureState.Done => erasure.Certificate!.Left.Count == 0 ? T("done, nothing is left", "已完成，无残留") : T("done, look at what is left", "已完成，请查看残留"),
            _ => T("erased; searching", "已删除，检查中"),
        };
    }

    public string ArchiveStateName(DataArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        return archive.State switch
        {
            ArchiveState.Waiting => T($"being made: {archive.RowsDone} rows", $"生成中：{archive.RowsDone} 行"),
            ArchiveState.Ready => T($"ready, {Size(archive.Bytes)}", $"已生成，{Size(archive.Bytes)}"),
            _ => T("its days are over", "已过期"),
        };
    }

    public string EraseReason(string because) => because switch
    {
        "asked" => T("The customer asked for it", "客户要求"),
        "retention" => T("It was kept long enough", "保留期满"),
        "mistake" => T("It should not have been there", "误收集"),
        _ => because,
    };

    public string ProtectionName(ProtectionKind kind) => kind == ProtectionKind.Hold ? T("Legal hold", "法律保留") : T("Restricted", "限制处理");

    public string ProtectionWhat(ProtectionKind kind) => kind == ProtectionKind.Hold
        ? T("Legal hold: is not erased", "法律保留：不得删除") : T("Restricted: is kept and used for nothing else", "限制处理：仅保存，不作他用");

    public string ProtectionFrom(Protection protection, IReadOnlyDictionary<Guid, string> staff)
    {
        ArgumentNullException.ThrowIfNull(protection);
        return $"{Who(protection.SaidBy, staff)}, {Ago(protection.At)}";
    }

    private static string Size(long bytes) => bytes < 1 << 20 ? $"{Math.Max(1, bytes >> 10)} KiB" : $"{bytes >> 20} MiB";

    public string ConsentTextFault(IEnumerable<string> fields) => T("Look again: ", "请检查：") + string.Join(T(", ", "、"), fields.Select(field => field switch
    {
        "name" => ConsentTextName,
        "purposes" => ConsentPurpose,
        "texts" => ConsentTexts,
        _ => BodyIn(field[^2..]),
    }));

    public string ConsentFault(IEnumerable<string> fields) => T("Look again: ", "请检查：") + string.Join(T(", ", "、"), fields.Select(field => field switch
    {
        "purpose" => ConsentPurpose,
        "channel" => ConsentChannel,
        "text" => ConsentTextSeen,
        _ => field,
    }));
}
