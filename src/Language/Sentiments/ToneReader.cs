using System.Buffers;
using System.Runtime.InteropServices;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Sentiments;

/// <summary>Reads how a message sounds by rules alone: what works on any desk before anything was learned.</summary>
public static class ToneReader
{
    private const double Clear = 0.25;
    private const double Abuse = -0.6;
    private const int MaxTokens = 400;
    private const int MostAfter = 8;     // exclamation marks at the end

    /// <summary>Reads a message.</summary>
    /// <param name="text">Any text, in English, Chinese or both.</param>
    public static Tone Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        return Read(text, tokens);
    }

    internal static Tone Read(ReadOnlySpan<char> text, List<Token> tokens)
    {
        var read = CollectionsMarshal.AsSpan(tokens)[..Math.Min(tokens.Count, MaxTokens)];
        text = read.IsEmpty ? [] : text[..Math.Min(text.Length, read[^1].End + MostAfter)];
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var folded = rented.AsSpan(0, text.Length);
        Folding.Fold(text, folded);
        var score = ValenceReader.Read(text, folded, read).Score;
        var marks = MarkReader.Read(folded, read);
        ArrayPool<char>.Shared.Return(rented);
        if ((marks & ToneMarks.Abusive) != 0)
        {
            score = Math.Min(score, Abuse);
        }

        return new(score >= Clear ? Sentiment.Positive : score <= -Clear ? Sentiment.Negative : Sentiment.Neutral, score, marks);
    }
}
