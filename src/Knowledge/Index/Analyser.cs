using ServiceBot.Language.Tokens;

namespace ServiceBot.Knowledge.Index;

/// <summary>Receives the terms of a text one by one.</summary>
internal interface ITermSink
{
    /// <summary>Takes a term.</summary>
    /// <param name="term">Valid during the call only.</param>
    void Add(scoped ReadOnlySpan<char> term);
}

/// <summary>Turns a text into the terms that it is found by; the same for articles and questions.</summary>
/// <remarks>
/// Decided token by token, so that «我的 router 断线» has terms of both languages. Words are lower-cased, stop words are left out and the rest is stemmed
/// (<see cref="EnglishStemmer"/>). Numbers stay as they are. A word with a hyphen is also found in one piece (<c>Wi-Fi</c>: <c>wi</c>, <c>fi</c>,
/// <c>wifi</c>). Ideographs give unigrams and bigrams: that needs no dictionary, finds new words and does no harm to traditional text. Symbols
/// give no terms.
/// </remarks>
internal static class Analyser
{
    /// <summary>Characters of a word that are looked at; longer ones are most likely not words.</summary>
    private const int MaxTermLength = 64;

    [ThreadStatic]
    private static List<Token>? t_tokens;

    public static void Analyse<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        var tokens = t_tokens ??= [];
        tokens.Clear();
        Tokenizer.Tokenize(text, tokens);

        Span<char> buffer = stackalloc char[2 * MaxTermLength];
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Han:
                    sink.Add(token.In(text));
                    if (i + 1 < tokens.Count && tokens[i + 1] is { Kind: TokenKind.Han } next && next.Start == token.End)
                    {
                        sink.Add(text[token.Start..next.End]);
                    }

                    break;
                case TokenKind.Word:
                    var length = Fold(token.In(text), buffer);
                    if (i + 1 < tokens.Count && IsHyphenated(text, token, tokens[i + 1]))
                    {
                        sink.Add(buffer[..(length + Fold(tokens[i + 1].In(text), buffer[length..]))]);
                    }

                    if (!StopWords.Contains(buffer[..length]))
                    {
                        sink.Add(buffer[..EnglishStemmer.Stem(WithoutPossessive(buffer[..length]))]);
                    }

                    break;
                case TokenKind.Number:
                    sink.Add(buffer[..Fold(token.In(text), buffer)]);
                    break;
                default:
                    break;
            }
        }

        if (tokens.Capacity > 100_000)
        {
            t_tokens = null;
        }
    }

    private static bool IsHyphenated(ReadOnlySpan<char> text, Token left, Token right) =>
        right.Kind is TokenKind.Word or TokenKind.Number && right.Start == left.End + 1 && text[left.End] == '-';

    private static Span<char> WithoutPossessive(Span<char> word) => word.EndsWith("'s") ? word[..^2] : word;

    /// <summary>Lower-cases, and brings full-width forms and the curly apostrophe to their plain ones.</summary>
    private static int Fold(ReadOnlySpan<char> word, Span<char> folded)
    {
        var length = Math.Min(word.Length, MaxTermLength);
        for (var i = 0; i < length; i++)
        {
            var letter = word[i];
            letter = letter is >= '\uFF01' and <= '\uFF5E' ? (char)(letter - 0xFEE0) : letter == '\u2019' ? '\'' : letter;
            folded[i] = char.ToLowerInvariant(letter);
        }

        return length;
    }
}
