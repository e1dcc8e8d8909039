using ServiceBot.Crm.Consents;

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

    public string ConsentFault(IEnumerable<string> fields) => T("Look again: ", "请检查：") + string.Join(T(", ", "、"), fields.Select(field => field switch
    {
        "purpose" => ConsentPurpose,
        "channel" => ConsentChannel,
        "text" => ConsentTextSeen,
        _ => field,
    }));
}
