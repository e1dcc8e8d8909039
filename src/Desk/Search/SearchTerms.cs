using ServiceBot.Language.Tokens;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Desk.Search;

/// <summary>Something that is searched in: a subject, a message, an address.</summary>
/// <param name="Name">What it is: <c>subject</c>, <c>message</c> …</param>
/// <param name="Text">The words as they were written.</param>
/// <param name="Weight">How much a hit in it counts, 0 to 1.</param>
/// <param name="IsIdentity">Whether any three characters of it find it: a name, an address, a number.</param>
/// <param name="Seq">The message's number in the conversation; null: it is no message.</param>
/// <param name="IsSecret">Whether it lies encrypted, so that nobody may read it out of the index: <see cref="SearchTerms.SecretsOf"/>.</param>
internal sealed record SearchField(string Name, string Text, double Weight, bool IsIdentity = false, long? Seq = null, bool IsSecret = false);

/// <summary>
/// What texts are found by. Words and numbers as they are, in one way of writing (<see cref="Folding"/>); ideographs one by one and two by two, so that no
/// dictionary decides where a Chinese word ends; names, addresses and numbers of people also by every three characters.
/// </summary>
internal static class SearchTerms
{
    /// <summary>The first character of a term that is three characters of something.</summary>
    public const char Part = '~';

    /// <summary>The first character of a term that is a keyed hash.</summary>
    public const char Secret = '#';

    private const int LeastPiece = 2;
    private const int LeastDigits = 4;

    /// <summary>Characters of a part.</summary>
    public const int PartLength = 3;

    /// <summary>The longest word; a longer one is found by its beginning.</summary>
    public const int MostWord = 40;

    /// <summary>The text as it is compared, character for character.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, from) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = Folding.Fold(from[i]);
        }
    });

    /// <summary>The terms of a document.</summary>
    public static HashSet<string> Of(IEnumerable<SearchField> fields)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        var tokens = new List<Token>();
        foreach (var field in fields.Where(field => !field.IsSecret))
        {
            var text = Fold(field.Text);
            tokens.Clear();
            Tokenizer.Tokenize(field.Text, tokens);
            for (var i = 0; i < tokens.Count; i++)
            {
                switch (tokens[i].Kind)
                {
                    case TokenKind.Word or TokenKind.Number:
                        terms.Add(WordOf(text, tokens[i]));
                        break;
                    case TokenKind.Han:
                        terms.Add(tokens[i].In(text).ToString());
                        if (i > 0 && tokens[i - 1] is { Kind: TokenKind.Han } before && before.End == tokens[i].Start)
                        {
                            terms.Add(text[before.Start..tokens[i].End]);
                        }

                        break;
                    default:
                        break;
                }
            }

            if (field.IsIdentity)
            {
                terms.UnionWith(PartsOf(Compact(text)));
            }
        }

        return terms;
    }

    /// <summary>
    /// The terms of what lies encrypted, as keyed hashes: an address as a whole, what is before and after its @, and the words of these; a number as a whole, its last digits from four on, and its groups as they are written.
    /// </summary>
    public static IEnumerable<string> SecretsOf(IEnumerable<SearchField> fields, SubjectCipher cipher) => fields.Where(field => field.IsSecret).SelectMany(field =>
    {
        var text = Fold(field.Text);
        var whole = Compact(text);
        return text.Contains('@', StringComparison.Ordinal)
            ? [whole, .. whole.Split('@'), .. PiecesOf(text)]
            : Enumerable.Range(0, Math.Max(1, whole.Length - LeastDigits + 1)).Select(start => whole[start..]).Concat(PiecesOf(text));
    }).Distinct().Select(text => SecretOf(text, cipher));

    private static IEnumerable<string> PiecesOf(string text) => text.Split(['@', '.', '-', '_', '+', '/', ' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(piece => piece.Length >= LeastPiece);

    /// <summary>The keyed hash of a text.</summary>
    /// <param name="compact">The text, as <see cref="Compact"/> leaves it.</param>
    /// <param name="cipher">The key.</param>
    public static string SecretOf(string compact, SubjectCipher cipher) => Secret + cipher.LookUp("search", compact);

    /// <summary>A word or number as a term.</summary>
    public static string WordOf(string folded, Token token) => folded.Substring(token.Start, Math.Min(token.Length, MostWord));

    /// <summary>Every three characters of a text, as terms.</summary>
    public static IEnumerable<string> PartsOf(string compact)
    {
        for (var i = 0; i + PartLength <= compact.Length; i++)
        {
            yield return Part + compact.Substring(i, PartLength);
        }
    }

    /// <summary>A name, an address or a number without what people leave out or put in: spaces, brackets, hyphens, a plus.</summary>
    public static string Compact(string folded) => string.Concat(folded.Where(letter => letter is not (' ' or '-' or '(' or ')' or '+' or '/' or '.' or '_')));
}
