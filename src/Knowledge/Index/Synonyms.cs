using System.Collections.Frozen;

namespace ServiceBot.Knowledge.Index;

/// <summary>
/// Words that customers and companies use for the same thing at any service desk; each is looked up as the first of its line. Only words that
/// mean the same whatever the company sells belong here: a word too many finds wrong answers.
/// </summary>
internal static class Synonyms
{
    private const string Lines = """
        restart reboot
        parcel package shipment
        technician engineer
        cancel terminate
        bill invoice
        email mail
        broken defective faulty damaged
        wifi wlan wireless
        delete erase remove
        deliver ship shipping dispatch
        refund reimburse
        buy purchase
        phone telephone landline
        person human
        pay paid
        late overdue delayed
        mobile cellphone
        send sent
        快递 包裹 物流
        账户 账号 帐户 帐号
        技术 师傅
        解约 退网
        交费 缴费 付费 付款
        座机 固话
        邮箱 邮件
        运费 邮费
        发票 账单
        套餐 资费
        登录 登陆
        人工 真人
        wifi 无线
        """;

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Canonical = Lines.Split('\n')
        .Select(line => line.Split(' ').Select(Stem).ToArray())
        .SelectMany(words => words.Skip(1).Select(word => KeyValuePair.Create(word, words[0])))
        .ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The term that stands for this one; most stand for themselves.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> term) => Canonical.TryGetValue(term, out var canonical) ? canonical : term;

    private static string Stem(string word)
    {
        var stem = word.ToCharArray();
        return new(stem, 0, EnglishStemmer.Stem(stem));
    }
}
