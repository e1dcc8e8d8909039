using System.Text;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Evaluation;

/// <summary>Mistypes messages as people do: the same seed gives the same slips.</summary>
/// <remarks>
/// A letter is, with equal chances, hit beside, left out, doubled or swapped with the next; a space is left out, or comes where none should be. An ideograph is replaced by another that
/// sounds alike, as a hasty choice of the input method does; left out; doubled; or swapped with the next.
/// </remarks>
/// <param name="share">Share of the characters that go wrong, in [0, 1].</param>
/// <param name="seed">Chooses the slips.</param>
public sealed class TextNoise(double share, int seed)
{
#pragma warning disable CA5394 // Which slips are made is no secret.
    private readonly Random _random = new(seed);

    /// <summary>The message with slips.</summary>
    /// <param name="text">The message.</param>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        var mistyped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (_random.NextDouble() >= share || char.IsSurrogate(text[i]))
            {
                mistyped.Append(text[i]);
                continue;
            }

            var beside = Beside(text[i]);
            switch (_random.Next(text[i] == ' ' ? 1 : beside.Length == 0 ? 3 : 4))
            {
                case 0:    // left out
                    break;
                case 1 when i + 1 < text.Length && !char.IsSurrogate(text[i + 1]):
                    mistyped.Append(text[i + 1]).Append(text[i]);
                    i++;
                    break;
                case 2 when char.IsAsciiLetter(text[i]) && _random.Next(4) == 0:
                    mistyped.Append(text[i]).Append(' ');
                    break;
                case 3:
                    mistyped.Append(beside[_random.Next(beside.Length)]);
                    break;
                default:
                    mistyped.Append(text[i], 2);
                    break;
            }
        }

        return mistyped.ToString();
    }
#pragma warning restore CA5394

    /// <summary>What a finger hits instead of a letter, or the input method offers instead of an ideograph.</summary>
    private static string Beside(char character) =>
        Keyboard.Beside(char.ToLowerInvariant(character)) is { Length: > 0 } keys ? keys : Pinyin.Homophones(character);
}
