using System.Buffers;
using System.Text;

namespace ServiceBot.Language.Tokens;

/// <summary>Cuts a text into words, numbers, ideographs and symbols, in one pass.</summary>
/// <remarks>
/// White space, punctuation, control characters and halves of surrogate pairs are no tokens. A hyphen parts two tokens
/// (<c>HL-204817</c> is the word <c>HL</c> and the number <c>204817</c>), while letters and digits that touch stay together
/// (<c>HL204817</c>, <c>wifi6</c>). Nothing is folded: full-width and upper-case characters are left for the reader of the token.
/// </remarks>
public static class Tokenizer
{
    /// <summary>Adds the tokens of a text to a list, in order and without overlaps.</summary>
    /// <param name="text">Any text, also a broken one; time is linear in its length.</param>
    /// <param name="tokens">Receives the tokens; what it already holds stays.</param>
    public static void Tokenize(ReadOnlySpan<char> text, List<Token> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);

        for (var at = 0; at < text.Length;)
        {
            var first = ClassAt(text, at, out var length);
            var end = at + length;
            switch (first)
            {
                case CharacterClass.Han:
                    end = SkipExtenders(text, end);
                    tokens.Add(new(at, end - at, TokenKind.Han));
                    break;
                case CharacterClass.Symbol:
                    end = SkipSymbol(text, end);
                    tokens.Add(new(at, end - at, TokenKind.Other));
                    break;
                case CharacterClass.Letter or CharacterClass.Digit or CharacterClass.Kana or CharacterClass.Hangul:
                    var kind = TokenKind.Number;
                    end = SkipRun(text, at, ref kind);
                    tokens.Add(new(at, end - at, kind));
                    break;
                default:
                    break;    // a gap, or an extender with nothing before it
            }

            at = end;
        }
    }

    private static int SkipRun(ReadOnlySpan<char> text, int at, ref TokenKind kind)
    {
        var letters = CharacterClass.Digit;    // the one kind of letter in this run, once it has one
        while (at < text.Length)
        {
            var next = ClassAt(text, at, out var length);
            if (next is CharacterClass.Letter or CharacterClass.Kana or CharacterClass.Hangul)
            {
                if (letters != CharacterClass.Digit && letters != next)
                {
                    break;
                }

                letters = next;
                kind = TokenKind.Word;
            }
            else if (next is CharacterClass.Gap && !JoinsNeighbours(text, at, kind))
            {
                break;
            }
            else if (next is CharacterClass.Han or CharacterClass.Symbol)
            {
                break;
            }

            at += length;
        }

        return at;
    }

    /// <summary>An apostrophe between two letters of a word, or a point or comma between two digits of a number.</summary>
    private static bool JoinsNeighbours(ReadOnlySpan<char> text, int at, TokenKind kind)
    {
        if (at + 1 >= text.Length)
        {
            return false;
        }

        var after = ClassAt(text, at + 1, out _);
        return text[at] switch
        {
            '\'' or '\u2019' or '\uFF07' => kind == TokenKind.Word && after == CharacterClass.Letter,
            '.' or ',' => kind == TokenKind.Number && after == CharacterClass.Digit,
            _ => false,
        };
    }

    private static int SkipSymbol(ReadOnlySpan<char> text, int at)
    {
        for (; ; )
        {
            var end = SkipExtenders(text, at);
            if (end == at || text[end - 1] != '\u200D' || end == text.Length
                || ClassAt(text, end, out var length) != CharacterClass.Symbol)
            {
                return end;
            }

            at = end + length;
        }
    }

    private static int SkipExtenders(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && ClassAt(text, at, out var length) == CharacterClass.Extender)
        {
            at += length;
        }

        return at;
    }

    private static CharacterClass ClassAt(ReadOnlySpan<char> text, int at, out int length) =>
        Rune.DecodeFromUtf16(text[at..], out var rune, out length) == OperationStatus.Done ? Scripts.Of(rune) : CharacterClass.Gap;
}
