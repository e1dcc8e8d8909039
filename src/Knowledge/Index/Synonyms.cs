using System.Collections.Frozen;

namespace ServiceBot.Knowledge.Index;

/// <summary>
/// Words that customers and companies use for the same thing at any service desk; each is looked up as the first of its line. Only words that
/// mean the same whatever the company sells belong here: a word too many finds wrong answers. English and Chinese stand in one line because people mix
/// them («order 还没到»).
/// </summary>
internal static class Synonyms
{
    private const string Lines = """
        order 订单
        parcel package shipment 快递 包裹 物流
        deliver ship shipping dispatch
        send sent
        router 路由
        wifi wlan wireless 无线
        restart reboot 重启
        broken defective faulty damaged
        technician engineer 技术 师傅
        plan 套餐 资费
        contract 合同 合约
        cancel terminate 取消
        解约 退网
        bill invoice 账单 发票
        refund reimburse 退款
        pay paid
        付款 付费 交费 缴费
        运费 邮费
        late overdue delayed
        buy purchase
        account 账户 账号 帐户 帐号
        password 密码
        登录 登陆
        email mail 邮箱 邮件
        delete erase remove 删除
        phone telephone landline
        mobile cellphone
        座机 固话
        person human
        人工 真人
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
