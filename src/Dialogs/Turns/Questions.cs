using System.Text.RegularExpressions;

namespace ServiceBot.Dialogs;

/// <summary>Tells a question («how long is the warranty») from a wish («could you send somebody?») by its form.</summary>
internal static partial class Questions
{
    public static bool IsQuestion(string text) => Asks().IsMatch(text) && !Wishes().IsMatch(text);

    /// <summary>Whether a question only makes sense with what was talked about: «what does it cost?», 「多少钱？」.</summary>
    public static bool PointsBack(string text) => Back().IsMatch(text);

    [GeneratedRegex(@"\b(it|its|this|that|they|he|she|there)\b|^\W*\w{2,3}\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex Back();

    [GeneratedRegex(@"[?？]\s*$|(吗|呢|么)[。.!！]?\s*$|^\W*(how|what|what's|whats|when|where|why|which|who|do|does|is|are)\b|怎么|怎样|多少|什么|几点|哪", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();

    [GeneratedRegex(@"^\W*(can|could|would|will) (you|someone|somebody|i)\b|能派人|能不能帮|可以帮我|请", RegexOptions.IgnoreCase)]
    private static partial Regex Wishes();
}
