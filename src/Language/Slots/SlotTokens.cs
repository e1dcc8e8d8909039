using System.Text;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Slots;

/// <summary>The tokens that values are made of: those of <see cref="Tokenizer"/>, words cut at apostrophes, and every mark of punctuation.</summary>
internal static class SlotTokens
{
    /// <summary>More than anybody says in a message; keeps the work for a pasted book small.</summary>
    public const int Most = 400;

    /// <param name="text">The text.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="cut">Receives the tokens for values, in order, at most <see cref="Most"/>.</param>
    public static void Cut(ReadOnlySpan<char> text, List<Token> tokens, List<Token> cut)
    {
        var end = 0;
        foreach (var token in tokens)
        {
            AddMarks(text, end, token.Start, cut);
            if (cut.Count >= Most)
            {
                break;
            }

            AddPieces(text, token, cut);
            end = token.End;
        }

        AddMarks(text, end, text.Length, cut);
        if (cut.Count > Most)
        {
            cut.RemoveRange(Most, cut.Count - Most);
        }
    }

    /// <summary>«jay's» is «jay» and «'s».</summary>
    private static void AddPieces(ReadOnlySpan<char> text, Token token, List<Token> cut)
    {
        var start = token.Start;
        for (var i = token.Start + 1; i < token.End && token.Kind is TokenKind.Word or TokenKind.Number; i++)
        {
            if (text[i] is '\'' or '\u2019' or '\uFF07')
            {
                cut.Add(token with { Start = start, Length = i - start });
                start = i;
            }
        }

        cut.Add(token with { Start = start, Length = token.End - start });
    }

    private static void AddMarks(ReadOnlySpan<char> text, int start, int end, List<Token> cut)
    {
        for (var at = start; at < end && cut.Count < Most;)
        {
            Rune.DecodeFromUtf16(text[at..end], out var rune, out var length);
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
            {
                cut.Add(new(at, length, TokenKind.Other));
            }

            at += length;
        }
    }
}
