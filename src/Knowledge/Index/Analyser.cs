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
/// Decided token by token, so that «我的 router 断线» has terms of both languages. Words are lower-cased, stop words are left out, the rest is stemmed
/// (<see cref="EnglishStemmer"/>) and brought to its <see cref="Synonyms">synonym</see>. Numbers stay as they are. A word with a hyphen is also
/// found in one piece (<c>Wi-Fi</c>: <c>wi</c>, <c>fi</c>, <c>wifi</c>). Ideographs give unigrams and bigrams, without those of particles, pronouns
/// and question words alone: that needs no dictionary, finds new words and does no harm to traditional text. Symbols give no terms.
/// Plain analysis is that of Lucene's StandardAnalyzer for words, numbers and ideographs: lower case, and nothing else.
/// </remarks>
internal static class Analyser
{
    /// <summary>Characters of a word that are looked at; longer ones are most likely not words.</summary>
    private const int MaxTermLength = 64;

    [ThreadStatic]
    private static List<Token>? t_tokens;

    public static void Analyse<TSink>(ReadOnlySpan<char> text, bool plain, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        var tokens = t_tokens ??= [];
        tokens.Clear();
        Tokenizer.Tokenize(text, tokens);

        Span<char> buffer = stackalloc char[2 * MaxTermLength];
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var next = i + 1 < tokens.Count ? tokens[i + 1] : default;
            if (token.Kind == TokenKind.Han)
            {
                AddHan(text, token, next, plain, ref sink);
            }
            else if (token.Kind is TokenKind.Word or TokenKind.Number)
            {
                var length = Fold(token.In(text), buffer);
                if (!plain && IsHyphenated(text, token, next))
                {
                    sink.Add(buffer[..(length + Fold(next.In(text), buffer[length..]))]);
                }

                AddWord(buffer[..length], plain || token.Kind == TokenKind.Number, ref sink);
            }
        }

        if (tokens.Capacity > 100_000)
        {
            t_tokens = null;
        }
    }

    private static void AddWord<TSink>(scoped Span<char> word, bool asItIs, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        if (asItIs)
        {
            sink.Add(word);
        }
        else if (!StopWords.Contains(word))
        {
            word = word.EndsWith("'s") ? word[..^2] : word;
            sink.Add(Synonyms.Of(word[..EnglishStemmer.Stem(word)]));
        }
    }

    private static void AddHan<TSink>(ReadOnlySpan<char> text, Token token, Token next, bool plain, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        var first = token.In(text);
        var isStop = !plain && StopWords.ContainsHan(first);
        if (!isStop)
        {
            sink.Add(first);
        }

        if (!plain && next.Kind == TokenKind.Han && next.Start == token.End && !(isStop && StopWords.ContainsHan(next.In(text))))
        {
            sink.Add(Synonyms.Of(text[token.Start..next.End]));
        }
    }

    private static bool IsHyphenated(ReadOnlySpan<char> text, Token left, Token right) =>
        right is { Kind: TokenKind.Word or TokenKind.Number } && right.Start == left.End + 1 && text[left.End] == '-';

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
