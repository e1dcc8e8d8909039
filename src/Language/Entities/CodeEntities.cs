using System.Buffers;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Order numbers (HL-204817), request numbers (SR-000123) and one-time codes (six digits).</summary>
internal static class CodeEntities
{
    private const int OrderDigits = 6;
    private const int LongestRequest = 9;
    private const int CodeDigits = 6;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" -–—_#:：");

    public static void FindNumbers(MessageText text)
    {
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var token = text.Tokens[i];
            if (token.Kind != TokenKind.Word || !TryReadDigits(text, i, out var end, out var digits))
            {
                continue;
            }

            if (text[token].StartsWith("hl") && digits.Length == OrderDigits)
            {
                text.Add(EntityTypes.OrderNumber, $"HL-{digits}", token.Start, end);
            }
            else if (text[token].StartsWith("sr") && digits.Length <= LongestRequest)
            {
                text.Add(EntityTypes.RequestNumber, $"SR-{digits.TrimStart('0').ToString().PadLeft(6, '0')}", token.Start, end);
            }
        }
    }

    /// <summary>Six digits that are part of nothing else, in one piece or as 123 456.</summary>
    public static void FindCodes(MessageText text)
    {
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var token = text.Tokens[i];
            if (!IsDigits(text, token) || text.IsTaken(token.Start, token.End))
            {
                continue;
            }

            if (token.Length == CodeDigits)
            {
                text.Add(EntityTypes.Code, text[token].ToString(), token.Start, token.End, take: false);
            }
            else if (token.Length == 3 && i + 1 < text.Tokens.Count && text.Tokens[i + 1] is { Length: 3 } second
                && IsDigits(text, second) && second.Start == token.End + 1 && text.At(token.End) is ' ' or '-'
                && (i == 0 || !IsDigits(text, text.Tokens[i - 1]))
                && (i + 2 == text.Tokens.Count || !IsDigits(text, text.Tokens[i + 2])))
            {
                text.Add(EntityTypes.Code, string.Concat(text[token], text[second]), token.Start, second.End, take: false);
            }
        }
    }

    /// <summary>The digits after a two-letter prefix: in the same token, or in the next one after at most three characters.</summary>
    private static bool TryReadDigits(MessageText text, int index, out int end, out ReadOnlySpan<char> digits)
    {
        var token = text.Tokens[index];
        end = token.End;
        digits = text[token][Math.Min(2, token.Length)..];
        if (token.Length == 2 && index + 1 < text.Tokens.Count && text.Tokens[index + 1] is var next && next.Start <= token.End + 3
            && text.Folded[token.End..next.Start].IndexOfAnyExcept(Separators) < 0)
        {
            end = next.End;
            digits = text[next];
        }

        return !digits.IsEmpty && digits.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool IsDigits(MessageText text, Token token) =>
        token.Kind == TokenKind.Number && text[token].IndexOfAnyExceptInRange('0', '9') < 0;
}
