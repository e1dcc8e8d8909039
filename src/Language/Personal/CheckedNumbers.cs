using System.Globalization;
using ServiceBot.Language.Entities;

namespace ServiceBot.Language.Personal;

/// <summary>Numbers that prove themselves by check digits: payment cards, Chinese resident ids, bank accounts.</summary>
internal static class CheckedNumbers
{
    private const int ShortestCard = 13;
    private const int LongestCard = 19;
    private const int ResidentIdLength = 18;
    private const int ShortestIban = 15;
    private const int LongestIban = 34;

    /// <summary>Finds them, and takes their digits.</summary>
    public static void Find(MessageText text, List<PersonalSpan> found)
    {
        Span<char> compact = stackalloc char[LongestIban];
        Span<int> ends = stackalloc int[LongestIban];
        for (var at = 0; at < text.Folded.Length; at++)
        {
            if (!char.IsAsciiLetterOrDigit(text.At(at)) || char.IsAsciiLetterOrDigit(text.At(at - 1)) || text.At(at - 1) == '+' || text.IsTaken(at, at + 1))
            {
                continue;
            }

            var length = Read(text, at, compact, ends);
            if (Longest(compact[..length], ends) is var (kind, end) && end > at)
            {
                found.Add(new(kind, at, end - at));
                text.Take(at, end);
                at = end - 1;
            }
        }
    }

    /// <summary>Letters and digits from a position on, without the single spaces and hyphens between them, as far as a number could go.</summary>
    private static int Read(MessageText text, int at, Span<char> compact, Span<int> ends)
    {
        var length = 0;
        for (var next = at; length < compact.Length && char.IsAsciiLetterOrDigit(text.At(next));)
        {
            compact[length] = text.At(next);
            ends[length++] = ++next;
            if (text.At(next) is ' ' or '-' && char.IsAsciiLetterOrDigit(text.At(next + 1)))
            {
                next++;
            }
        }

        // What ends amid a word or a longer number is none of these: only ends that stand free count.
        for (var i = 0; i < length; i++)
        {
            ends[i] = char.IsAsciiLetterOrDigit(text.At(ends[i])) ? -1 : ends[i];
        }

        return length;
    }

    private static (PersonalKind Kind, int End)? Longest(ReadOnlySpan<char> compact, ReadOnlySpan<int> ends)
    {
        for (var length = compact.Length; length >= ShortestCard; length--)
        {
            if (ends[length - 1] >= 0 && KindOf(compact[..length]) is { } kind)
            {
                return (kind, ends[length - 1]);
            }
        }

        return null;
    }

    private static PersonalKind? KindOf(ReadOnlySpan<char> compact) =>
        IsIban(compact) ? PersonalKind.Iban
        : compact.Length == ResidentIdLength && IsResidentId(compact) ? PersonalKind.ResidentId
        : compact.Length is >= ShortestCard and <= LongestCard && IsCard(compact) ? PersonalKind.Card
        : null;

    /// <summary>Luhn: every second digit from the right counts double, less nine above nine; the sum ends in 0. Cards of banks and travel begin with 2 to 6; 13 digits are of Visa, with 4.</summary>
    private static bool IsCard(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (digit is < 0 or > 9)
            {
                return false;
            }

            var counted = i % 2 == 1 ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
        }

        return sum % 10 == 0 && digits[0] is >= '2' and <= '6' && (digits.Length > ShortestCard || digits[0] == '4') && digits.IndexOfAnyExcept(digits[0]) >= 0;
    }

    /// <summary>Six digits of the place, a birthday, three of the order, and the check character: the weighted sum leaves 1 modulo 11, x stands for 10.</summary>
    private static bool IsResidentId(ReadOnlySpan<char> id)
    {
        var sum = 0;
        for (var i = 0; i < id.Length; i++)
        {
            var value = id[i] - '0';
            if (i == id.Length - 1 && id[i] == 'x')
            {
                value = 10;
            }
            else if (value is < 0 or > 9)
            {
                return false;
            }

            sum += value * ((1 << (id.Length - 1 - i)) % 11);     // the weight is a power of two modulo 11
        }

        return sum % 11 == 1 && id[0] is >= '1' and <= '9'
            && DateOnly.TryParseExact(id[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) && born.Year >= 1900;
    }

    /// <summary>Two letters of the country and two check digits; moved behind the rest, with letters as 10 to 35, the number leaves 1 modulo 97.</summary>
    private static bool IsIban(ReadOnlySpan<char> account)
    {
        if (account.Length is < ShortestIban or > LongestIban || !char.IsAsciiLetter(account[0]) || !char.IsAsciiLetter(account[1])
            || !char.IsAsciiDigit(account[2]) || !char.IsAsciiDigit(account[3]))
        {
            return false;
        }

        var rest = 0;
        for (var i = 0; i < account.Length; i++)
        {
            var character = account[(i + 4) % account.Length];
            var value = char.IsAsciiDigit(character) ? character - '0' : character - 'a' + 10;
            rest = ((rest * (value > 9 ? 100 : 10)) + value) % 97;
        }

        return rest == 1;
    }
}
