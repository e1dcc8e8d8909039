namespace ServiceBot.Language.Entities;

/// <summary>E-mail addresses, in lower case.</summary>
internal static class EmailEntities
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;

    public static void Find(MessageText text)
    {
        var folded = text.Folded;
        var from = 0;
        for (var at = folded.IndexOf('@'); at >= 0;)
        {
            var start = at;
            while (start > Math.Max(from, at - LongestLocal) && IsLocal(folded[start - 1]))
            {
                start--;
            }

            while (start < at && folded[start] is '.' or '-')
            {
                start++;
            }

            var end = at + 1;
            while (end < Math.Min(folded.Length, at + LongestDomain) && (char.IsAsciiLetterOrDigit(folded[end]) || folded[end] is '.' or '-'))
            {
                end++;
            }

            end = at + 1 + TrimDomain(folded[(at + 1)..end]);
            from = at + 1;
            if (start < at && folded[at - 1] != '.' && end > at + 1)
            {
                text.Add(EntityTypes.Email, folded[start..end].ToString(), start, end);
                from = end;
            }

            var next = folded[from..].IndexOf('@');
            at = next < 0 ? -1 : from + next;
        }
    }

    /// <summary>How much of the characters is a domain name that ends in a dot and two letters or more; 0 when nothing is.</summary>
    private static int TrimDomain(ReadOnlySpan<char> domain)
    {
        var doubled = domain.IndexOf("..");
        domain = (doubled < 0 ? domain : domain[..doubled]).TrimEnd(".-");
        var top = domain[(domain.LastIndexOf('.') + 1)..];
        return top.Length >= 2 && top.Length < domain.Length - 1 && domain[0] is not '.' and not '-'
            && top.IndexOfAnyExceptInRange('a', 'z') < 0 ? domain.Length : 0;
    }

    private static bool IsLocal(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '%' or '+' or '-';
}
