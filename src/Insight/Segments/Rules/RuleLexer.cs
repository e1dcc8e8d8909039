using System.Text;
using ServiceBot.Crm;

namespace ServiceBot.Insight.Segments.Rules;

internal enum RuleTokenKind
{
    Word,
    Number,
    Text,
    Sign,
    End,
}

/// <summary>A part of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">What it says; a text without its quotation marks.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Length">How many characters it has.</param>
internal readonly record struct RuleToken(RuleTokenKind Kind, string Value, int At, int Length);

/// <summary>Parts an expression: words, numbers and days, texts in quotation marks, signs. Full-width signs, as Chinese keyboards make them, count as plain ones.</summary>
internal static class RuleLexer
{
    private static readonly string[] Signs = ["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ","];

    /// <summary>The parts, and what can't be one.</summary>
    public static (IReadOnlyList<RuleToken> Tokens, RuleFault? Fault) Read(string expression)
    {
        var text = StoredText.FoldWidth(expression);
        var tokens = new List<RuleToken>();
        for (var at = 0; at < text.Length;)
        {
            var sign = Signs.FirstOrDefault(one => text.AsSpan(at).StartsWith(one));
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (sign is not null)
            {
                tokens.Add(new(RuleTokenKind.Sign, sign == "<>" ? "!=" : sign, at, sign.Length));
                at += sign.Length;
            }
            else if (text[at] is '"' or '\'' or '“' or '”')
            {
                if (Quoted(expression, at) is not { } quoted)      // what stands in quotation marks stays as it was written
                {
                    return (tokens, new(at, text.Length - at, "a text begins here and does not end: a quotation mark is missing.", "这里开始的文本没有结束：缺少引号。"));
                }

                tokens.Add(quoted);
                at += quoted.Length;
            }
            else if (IsPart(text[at]) || text[at] == '-')
            {
                var end = at + 1;
                while (end < text.Length && (IsPart(text[end]) || text[end] is '.' or '-'))
                {
                    end++;
                }

                var word = text[at..end];
                tokens.Add(new(char.IsAsciiDigit(word[0]) || word[0] == '-' ? RuleTokenKind.Number : RuleTokenKind.Word, word, at, word.Length));
                at = end;
            }
            else
            {
                return (tokens, new(at, 1, $"“{text[at]}” stands nowhere in expressions. Texts stand in quotation marks.", $"表达式中不能出现“{text[at]}”，文本请加引号。"));
            }
        }

        tokens.Add(new(RuleTokenKind.End, "", text.Length, 0));
        return (tokens, null);
    }

    private static bool IsPart(char one) => char.IsLetterOrDigit(one) || one == '_' || char.IsSurrogate(one);

    private static RuleToken? Quoted(string text, int at)
    {
        var value = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                value.Append(text[++i]);
            }
            else if (text[at] is '“' or '”' ? text[i] is '”' or '“' : text[i] == text[at])
            {
                return new(RuleTokenKind.Text, value.ToString(), at, i + 1 - at);
            }
            else
            {
                value.Append(text[i]);
            }
        }

        return null;
    }
}
