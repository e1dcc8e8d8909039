using System.Text;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Sentiments;

/// <summary>What the valence words of a text come to.</summary>
/// <param name="Good">Sum of what sounds good, after negation and degree.</param>
/// <param name="Bad">Sum of what sounds bad, as a number above 0.</param>
/// <param name="LastGood">The same for what comes after the last contrast («but …») or, without one, in the last sentence.</param>
/// <param name="LastBad">The same.</param>
/// <param name="Turned">How many words stood under a negation.</param>
/// <param name="Emphasis">Exclamation marks, capitals and lengthened words.</param>
internal readonly record struct ValenceSums(float Good, float Bad, float LastGood, float LastBad, int Turned, int Emphasis)
{
    private const float Halfway = 15;

    /// <summary>All together, from -1 to 1: what follows a contrast counts more.</summary>
    public double Score
    {
        get
        {
            var sum = Good - Bad + (0.5 * (LastGood - LastBad));
            sum += Math.Sign(sum) * Math.Min(Emphasis, 4) * 0.3;
            return sum / Math.Sqrt((sum * sum) + Halfway);
        }
    }
}

/// <summary>Reads how good or bad a text sounds by its words alone: valence, negation, degree, contrast, emphasis and emoji.</summary>
/// <remarks>
/// The idea is Hutto and Gilbert's (2014, «VADER»): a lexicon and a handful of rules carry over between domains. A negation turns the valence
/// within its scope of three words (two ideographs) and keeps 0.7 of it; a degree word adds or takes 0.4 of it. Linear in the length of the text.
/// </remarks>
internal static class ValenceReader
{
    private const int Scope = 3;
    private const int ChineseScope = 4;
    private const int LongestWord = 32;
    private const float Turn = -0.7f;
    private const float Degree = 0.4f;

    private static readonly int[] GoodFaces = [0x1F600, 0x1F601, 0x1F602, 0x1F603, 0x1F604, 0x1F606, 0x1F60A, 0x1F60B, 0x1F60D, 0x1F618, 0x1F60E, 0x1F642, 0x1F917, 0x1F929, 0x1F970, 0x1F973, 0x1F44D, 0x1F44F, 0x1F64F, 0x1F389, 0x2764, 0x1F495, 0x1F496, 0x1F499, 0x1F49A, 0x1F4AF, 0x2728, 0x1F339, 0x263A, 0x1F602];
    private static readonly int[] BadFaces = [0x1F612, 0x1F614, 0x1F61E, 0x1F61F, 0x1F620, 0x1F621, 0x1F622, 0x1F623, 0x1F624, 0x1F625, 0x1F629, 0x1F62B, 0x1F62D, 0x1F630, 0x1F631, 0x1F641, 0x2639, 0x1F644, 0x1F922, 0x1F92C, 0x1F92E, 0x1F44E, 0x1F494, 0x1F4A9, 0x1F595, 0x1F612, 0x1F615, 0x1F610];

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folded">The same, folded.</param>
    /// <param name="tokens">Its tokens.</param>
    public static ValenceSums Read(ReadOnlySpan<char> text, ReadOnlySpan<char> folded, ReadOnlySpan<Token> tokens)
    {
        var sums = new Sums();
        var (end, covered) = (0, 0);
        Span<char> squeezed = stackalloc char[LongestWord];
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            sums.Between(text[end..token.Start]);
            end = token.End;
            switch (token.Kind)
            {
                case TokenKind.Word:
                    sums.Word(Squeeze(token.In(folded), squeezed), IsShouted(token.In(text)));
                    break;
                case TokenKind.Han when token.Start >= covered:
                    covered = token.Start + sums.Ideographs(folded[token.Start..EndOfRun(tokens, i)]);
                    break;
                case TokenKind.Other:
                    sums.Symbol(token.In(text));
                    break;
                default:
                    break;
            }
        }

        sums.Between(text[end..]);
        return sums.ToValues();
    }

    /// <summary>Where the ideographs that touch each other end, or as far as an entry can be long.</summary>
    private static int EndOfRun(ReadOnlySpan<Token> tokens, int at)
    {
        var longest = Math.Min(tokens.Length, at + Valences.Shared.LongestChinese);
        while (at + 1 < longest && tokens[at + 1].Kind == TokenKind.Han && tokens[at + 1].Start == tokens[at].End)
        {
            at++;
        }

        return tokens[at].End;
    }

    /// <summary>A letter said three times and more is said twice: «sooooo» is «soo», and looked up as «so» as well.</summary>
    private static ReadOnlySpan<char> Squeeze(ReadOnlySpan<char> word, Span<char> squeezed)
    {
        var length = 0;
        foreach (var letter in word)
        {
            if (length < squeezed.Length && (length < 2 || squeezed[length - 1] != letter || squeezed[length - 2] != letter))
            {
                squeezed[length++] = letter;
            }
        }

        return squeezed[..length];
    }

    private static bool IsShouted(ReadOnlySpan<char> word) => word.Length >= 3 && word.IndexOfAnyExceptInRange('A', 'Z') < 0;

    private struct Sums
    {
        private float _good;
        private float _bad;
        private float _goodBefore;
        private float _badBefore;
        private int _turned;
        private int _emphasis;
        private int _notLeft;
        private float _degree;
        private bool _hasContrast;
        private bool _isNewSentence;

        public void Between(scoped ReadOnlySpan<char> gap)
        {
            foreach (var character in gap)
            {
                switch (character)
                {
                    case '!' or '！':
                        _emphasis++;
                        EndClause();
                        EndSentence();
                        break;
                    case '.' or '?' or '。' or '？' or ';' or '；' or '\n':
                        EndClause();
                        EndSentence();
                        break;
                    case ',' or '，' or ':' or '：' or '、':
                        EndClause();
                        break;
                    default:
                        break;
                }
            }
        }

        public void Word(scoped ReadOnlySpan<char> word, bool isShouted)
        {
            if (Degrees.IsContrast(word))
            {
                Contrast();
            }

            var value = ValueOf(word);
            if (Degrees.IsNot(word))
            {
                _notLeft = Scope + 1;
            }
            else if (Degrees.IsMore(word))
            {
                _degree = Degree;
            }
            else if (Degrees.IsLess(word))
            {
                _degree = -Degree;
            }
            else if (value != 0)
            {
                Add(isShouted ? value * (1 + Degree) : value);
            }

            _emphasis += isShouted && value != 0 ? 1 : 0;
            _notLeft = Math.Max(0, _notLeft - 1);
        }

        /// <returns>How many characters are read.</returns>
        public int Ideographs(scoped ReadOnlySpan<char> run)
        {
            var (length, value) = Valences.Shared.OfChinese(run);
            var contrast = Degrees.ContrastAt(run);
            if (contrast > 0)
            {
                Contrast();
                return contrast;
            }

            var not = Degrees.NotAt(run);
            if (length > not && value != 0)      // 不错 and 不好 are entries of their own
            {
                Add(value);
                _notLeft = 0;
                return length;
            }

            var (more, less) = (Degrees.MoreAt(run), Degrees.LessAt(run));
            if (not > more)      // 非 turns, 非常 does not
            {
                _notLeft = ChineseScope;
                return not;
            }

            if (Math.Max(more, less) > 0)
            {
                _degree = more >= less ? Degree : -Degree;
            }

            _notLeft = Math.Max(0, _notLeft - 1);
            return Math.Max(1, Math.Max(more, less));
        }

        public void Symbol(scoped ReadOnlySpan<char> symbol)
        {
            Rune.DecodeFromUtf16(symbol, out var rune, out _);
            if (GoodFaces.Contains(rune.Value))
            {
                _good += 2;
            }
            else if (BadFaces.Contains(rune.Value))
            {
                _bad += 2;
            }
        }

        public readonly ValenceSums ToValues() => new(_good, _bad, _good - _goodBefore, _bad - _badBefore, _turned, _emphasis);

        private static float ValueOf(ReadOnlySpan<char> word)
        {
            var value = Valences.Shared.OfEnglish(word);
            Span<char> single = stackalloc char[LongestWord];
            for (var i = 1; value == 0 && i < word.Length; i++)
            {
                if (word[i] == word[i - 1])     // «goood», «baad»
                {
                    word[..i].CopyTo(single);
                    word[(i + 1)..].CopyTo(single[i..]);
                    value = Valences.Shared.OfEnglish(single[..(word.Length - 1)]);
                }
            }

            return value;
        }

        private void Add(float value)
        {
            if (_isNewSentence && !_hasContrast)
            {
                Mark();
            }

            _isNewSentence = false;
            value *= 1 + _degree;
            _degree = 0;
            if (_notLeft > 0)
            {
                value *= Turn;
                _turned++;
            }

            if (value > 0)
            {
                _good += value;
            }
            else
            {
                _bad -= value;
            }
        }

        private void EndClause() => (_notLeft, _degree) = (0, 0);

        private void EndSentence() => _isNewSentence = true;

        private void Contrast()
        {
            EndClause();
            Mark();
            (_hasContrast, _isNewSentence) = (true, false);
        }

        private void Mark() => (_goodBefore, _badBefore) = (_good, _bad);
    }
}
