namespace ServiceBot.Benchmarks.Desk;

/// <summary>What a customer wrote.</summary>
/// <param name="Name">Who.</param>
/// <param name="Language"><c>en</c> or <c>zh</c>.</param>
/// <param name="Subject">One line.</param>
/// <param name="Details">The words.</param>
internal sealed record DeskText(string Name, string Language, string Subject, string Details);

/// <summary>Texts of a large desk, of words that many have and of words that few have.</summary>
internal static class DeskTexts
{
    private const int Count = 5_000;

    private static readonly string[] Names = ["Mei", "Tom", "Ann", "Li", "Zoe", "Max", "Eva", "Ian"];
    private static readonly string[] Things = ["router", "modem", "television", "telephone", "invoice", "payment", "refund", "delivery", "parcel", "contract", "password", "account", "antenna", "cable", "socket", "upgrade"];
    private static readonly string[] Troubles = ["drops", "is broken", "does not connect", "is late", "is missing", "was charged twice", "is slow", "cannot be opened", "keeps blinking", "was cancelled", "has no signal", "went wrong"];
    private static readonly string[] Times = ["every evening", "since Monday", "after the storm", "again", "for a week", "in the whole house", "on the second floor", "when it rains", "at night", "since the move"];
    private static readonly string[] Han = ["我的路由器", "宽带", "账单", "订单", "快递", "电视盒子", "合同", "密码"];
    private static readonly string[] HanTroubles = ["总是掉线", "太慢了", "还没到", "扣了两次", "打不开", "需要退款", "没有信号", "想要取消"];

    /// <summary>All of them; the same each time.</summary>
    public static IReadOnlyList<DeskText> All { get; } = Make();

    private static DeskText[] Make()
    {
        var random = new Random(20261121);
        return [.. Enumerable.Range(0, Count).Select(n =>
        {
            var isHan = n % 4 == 0;
            var subject = isHan ? $"{Of(Han)}{Of(HanTroubles)}" : $"{Of(Things)} {Of(Troubles)} {Of(Times)}";
            var rare = string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('a' + random.Next(26))));     // a name, a brand, a slip: what is in few texts
            var details = isHan ? $"{Of(Han)}{Of(HanTroubles)}，{Of(Han)}{Of(HanTroubles)}。{rare}" : $"The {Of(Things)} {Of(Troubles)} {Of(Times)} and the {Of(Things)} {Of(Troubles)}. Please help, {rare}";
            return new DeskText($"{Of(Names)} {(char)('A' + random.Next(26))}{rare}", isHan ? "zh" : "en", subject, details);
        })];

        string Of(string[] words) => words[random.Next(words.Length)];
    }
}
