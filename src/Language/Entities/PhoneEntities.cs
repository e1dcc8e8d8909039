namespace ServiceBot.Language.Entities;

/// <summary>Phone numbers: 7 to 15 digits, in groups parted by one space, hyphen, point or bracket, with an optional plus; in E.164 where the country is known.</summary>
internal static class PhoneEntities
{
    private const int Fewest = 7;
    private const int Most = 15;
    private const int SurelyNoQuantity = 9;

    public static void Find(MessageText text, string? country)
    {
        var folded = text.Folded;
        for (var at = 0; at < folded.Length;)
        {
            if (!IsStart(text, at))
            {
                at++;
                continue;
            }

            var end = Read(folded, at, out var digits, out var groups, out var points);
            var isAddress = points == 3 && groups == 4;
            if (digits is >= Fewest and <= Most && !isAddress && !char.IsAsciiLetter(text.At(end)) && !text.IsTaken(at, end))
            {
                var start = at > 0 && folded[at - 1] == '(' ? at - 1 : at;
                text.Add(EntityTypes.Phone, PhoneNumbers.ToE164(Normal(folded[at..end]), country), start, end, take: groups > 1 || digits >= SurelyNoQuantity || folded[at] == '+');
            }

            at = end;
        }
    }

    private static bool IsStart(MessageText text, int at) =>
        (char.IsAsciiDigit(text.At(at)) || (text.At(at) == '+' && char.IsAsciiDigit(text.At(at + 1))))
        && !char.IsAsciiLetterOrDigit(text.At(at - 1))
        && text.At(at - 1) is not '.' and not ',' and not '/' and not '$';

    private static int Read(ReadOnlySpan<char> text, int at, out int digits, out int groups, out int points)
    {
        (digits, groups, points) = (0, 1, 0);
        var end = at;
        for (var next = text[at] == '+' ? at + 1 : at; next < text.Length;)
        {
            if (char.IsAsciiDigit(text[next]))
            {
                digits++;
                end = ++next;
                continue;
            }

            var gap = next;
            while (gap < text.Length && gap < next + 2 && text[gap] is ' ' or '-' or '.' or '(' or ')')
            {
                points += text[gap] == '.' ? 1 : 0;
                gap++;
            }

            // A group of one digit is a quantity of its own, except at the front: +1 (555) …
            var startsGroup = gap > next && gap + 1 < text.Length && char.IsAsciiDigit(text[gap]) && char.IsAsciiDigit(text[gap + 1]);
            if (!startsGroup || digits > Most)
            {
                break;
            }

            groups++;
            next = gap;
        }

        return Math.Max(end, at + 1);
    }

    private static string Normal(ReadOnlySpan<char> phone)
    {
        Span<char> normal = stackalloc char[Most + 1];
        var length = 0;
        foreach (var character in phone)
        {
            if (char.IsAsciiDigit(character) || character == '+')
            {
                normal[length++] = character;
            }
        }

        return normal[..length].ToString();
    }
}
