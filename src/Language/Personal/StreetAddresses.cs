using System.Text.RegularExpressions;
using ServiceBot.Language.Entities;

namespace ServiceBot.Language.Personal;

/// <summary>Where somebody lives: «12 Harbour Lane, Flat 3», «上海市徐汇区漕溪北路88号3栋502室».</summary>
/// <remarks>Read on folded text: small letters, half width, simplified. Every repetition is bounded, so time stays linear.</remarks>
internal static partial class StreetAddresses
{
    public static void Find(MessageText text, List<PersonalSpan> found)
    {
        var folded = text.Folded.ToString();
        foreach (var pattern in (Regex[])[English(), Chinese()])
        {
            foreach (Match match in pattern.Matches(folded))
            {
                if (!text.IsTaken(match.Index, match.Index + match.Length))
                {
                    found.Add(new(PersonalKind.Address, match.Index, match.Length));
                    text.Take(match.Index, match.Index + match.Length);
                }
            }
        }
    }

    /// <summary>A number, one to four words and a word for a street; then, where they follow, a flat, a town and a postcode.</summary>
    [GeneratedRegex(
        @"(?<![\w.,/-])(?:(?:flat|apt\.?|apartment|unit|suite|room)\s{1,2}\w{1,5},?\s{1,2})?\d{1,5}[a-z]?\s{1,2}(?:(?!(?:on|in|at|to|of|off|the|a|an|my|your|our|from|for|is|was|are|and|or|by|times|minutes?|hours?|days?|weeks?|months?|years?)\s)[a-z][a-z'.-]{0,19}\s{1,2}){1,4}?"
        + @"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|square|terrace|close|crescent|place|parkway|pkwy|highway|hwy)\b\.?"
        + @"(?:,?\s{1,2}(?:flat|apt\.?|apartment|unit|suite|room|floor|fl\.?|#)\s{0,2}\w{1,5})?"
        + @"(?:,\s{0,2}[a-z][a-z'. -]{1,29}?(?=,|\s{1,2}(?:[a-z]{1,2}\d|[a-z]{2}\s{1,2}\d{5}|\d{5}\b)))?"
        + @"(?:,?\s{1,2}(?:[a-z]{2}\s{1,2})?(?:\d{5}(?:-\d{4})?|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})\b)?",
        RegexOptions.CultureInvariant)]
    private static partial Regex English();

    /// <summary>A run of ideographs (province, city, district, street) without what leads to it («寄到», «我住在»), its number, and what comes inside: building, stairs, floor, room.</summary>
    [GeneratedRegex(
        @"[\u4e00-\u9fff-[寄送到在住是我你您他她去搬址的了请]]{1,30}?(?:路|街道|街|大道|道|巷|弄|胡同|小区|新村|花园)\s?(?:[\d一二三四五六七八九十百]{1,5}\s?弄\s?)?"
        + @"[\d一二三四五六七八九十百]{1,5}(?:-\d{1,4})?\s?(?:号楼|号院|号|弄|栋|幢)"
        + @"(?:\s?[\da-z一二三四五六七八九十百]{1,5}\s?(?:号楼|号|栋|幢|座|单元|层|楼|室|户)){0,4}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Chinese();
}
