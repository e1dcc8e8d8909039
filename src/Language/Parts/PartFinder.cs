using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Parts;

/// <summary>Finds the matters of a message that holds several: «cancel my plan and where is my refund».</summary>
/// <remarks>
/// A message is cut only where both sides surely mean an intent of their own, and not the same one: what is one matter said in two clauses («cancel and
/// refund my order») stays whole. And the whole message must have the intents of both sides among its first.
/// </remarks>
internal static class PartFinder
{
    private const int LongestText = 600;

    /// <summary>Where more may end, a story is told.</summary>
    private const int MostBreaks = 4;

    /// <summary>Words that a part has at least, and one more beside a comma or a bare «and»: «… and the adapter» is no matter. Ideographs are one more.</summary>
    private const int FewestWords = 2;

    /// <param name="whole">The message as a whole.</param>
    /// <param name="read">Understands a part alone.</param>
    /// <returns>At least two parts in order of appearance, or none.</returns>
    public static IReadOnlyList<MessagePart> Find(Understanding whole, Func<string, Understanding> read)
    {
        if (whole.Text.Length > LongestText || whole.Best is null)
        {
            return [];
        }

        var breaks = ClauseBreaks.Of(whole.Text).Take(MostBreaks + 1).ToList();
        if (breaks.Count is 0 or > MostBreaks)
        {
            return [];
        }

        List<MessagePart> parts = [];
        Cut(whole, 0, whole.Text.Length, breaks, read, parts);
        return parts.Count > 1 ? parts : [];
    }

    /// <summary>Cuts a stretch of the message at its best place, and what is left on both sides again; one that has no place is a part.</summary>
    private static void Cut(Understanding whole, int start, int end, List<ClauseBreak> breaks, Func<string, Understanding> read, List<MessagePart> parts)
    {
        (double Score, ClauseBreak At, MessagePart Left, MessagePart Right)? best = null;
        foreach (var at in breaks.Where(at => at.End > start && at.Start < end))
        {
            var fewest = at.Kind == BreakKind.Weak ? FewestWords + 1 : FewestWords;
            if (Read(whole.Text, start, at.End, fewest, read) is { } left && Read(whole.Text, at.Start, end, fewest, read) is { } right
                && left.Intents[0].Intent != right.Intents[0].Intent && Score(whole, at, left, right) is > 0 and var score && score > (best?.Score ?? 0))
            {
                best = (score, at, left, right);
            }
        }

        if (best is not { } cut)
        {
            Add(parts, Read(whole.Text, start, end, FewestWords, read));
            return;
        }

        Cut(whole, start, cut.At.End, breaks, read, parts);
        Cut(whole, cut.At.Start, end, breaks, read, parts);
    }

    /// <summary>Adds a part; one that means the same as the part before it belongs to that.</summary>
    private static void Add(List<MessagePart> parts, MessagePart? part)
    {
        if (part is not null && parts.Count > 0 && parts[^1].Intents[0].Intent == part.Intents[0].Intent)
        {
            parts[^1] = parts[^1] with { Length = part.Start + part.Length - parts[^1].Start };
        }
        else if (part is not null)
        {
            parts.Add(part);
        }
    }

    /// <summary>The certainty of the less certain side, its intent's probability times that of any intent; 0 where that is too little for what stands between them.</summary>
    private static double Score(Understanding whole, ClauseBreak at, MessagePart left, MessagePart right)
    {
        var certainty = Math.Min(Certainty(left), Certainty(right));
        var (least, rank) = at.Kind switch
        {
            BreakKind.Announced => (0.4, 3),
            BreakKind.Sentence => (0.5, 2),
            _ when IsBare(whole.Text, at) => (0.8, 2),
            _ => (0.55, 2),
        };
        return certainty < least || !Holds(whole, left, rank) || !Holds(whole, right, rank) ? 0 : certainty;
    }

    /// <summary>Whether only punctuation stands between the sides: a comma parts clauses of one matter far more often than two matters.</summary>
    private static bool IsBare(string text, ClauseBreak at) => text.AsSpan()[at.End..at.Start].IndexOfAnyExcept(" ,，;；") < 0;

    /// <summary>Whether the whole message means the intent of a part too: «what do I do?» after a complaint is no matter of its own.</summary>
    private static bool Holds(Understanding whole, MessagePart part, int rank)
    {
        for (var i = 0; i < Math.Min(rank, whole.Intents.Count); i++)
        {
            if (whole.Intents[i].Intent == part.Intents[0].Intent)
            {
                return true;
            }
        }

        return false;
    }

    private static double Certainty(MessagePart part) => part.Intents[0].Probability * part.InScope;

    private static MessagePart? Read(string text, int start, int end, int fewest, Func<string, Understanding> read)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or '，'))
        {
            end--;
        }

        var part = text[start..end];
        List<Token> tokens = [];
        Tokenizer.Tokenize(part, tokens);
        if (tokens.Count(token => token.Kind == TokenKind.Han) <= fewest && tokens.Count(token => token.Kind == TokenKind.Word) < fewest)
        {
            return null;
        }

        var understood = read(part);
        return understood.Intents.Count == 0 ? null : new(start, end - start, understood.Intents, understood.InScope);
    }
}
