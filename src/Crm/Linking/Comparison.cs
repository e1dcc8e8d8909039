using System.Numerics;

namespace ServiceBot.Crm.Linking;

/// <summary>Compares two records field by field. The levels mean the same for all files; what they weigh is learned.</summary>
internal static class Comparison
{
    private const double NearName = 0.93;
    private const double AlikeName = 0.8;
    private const double AlikeHan = 0.5;    // one of two characters
    private const double NearWords = 0.93;
    private const double AlikeWords = 0.8;
    private const double AlikeEmail = 0.9;
    private const int ShortestWithSlip = 3;

    public static Pattern Compare(PreparedRecord a, PreparedRecord b)
    {
        var pattern = Names(a, b);
        for (var field = LinkField.BirthDate; (int)field < PreparedRecord.Fields; field++)
        {
            if (a[field] is { } x && b[field] is { } y)
            {
                pattern = pattern.With(field, ReferenceEquals(x, y) || x.Text == y.Text ? LinkLevel.Exact : Unequal(field, x, y));
            }
        }

        return WithoutWhatFollows(pattern);
    }

    /// <summary>
    /// A postcode lies in one city, and a city in one state: where the smaller place is the same, the larger tells nothing more. An e-mail address is made of a
    /// name: of two people of one name, addresses are often alike. Counted as if they agreed by themselves, people of one town or name would look like one person.
    /// </summary>
    private static Pattern WithoutWhatFollows(Pattern pattern)
    {
        if (pattern[LinkField.Email] is LinkLevel.Alike && Agrees(pattern[LinkField.GivenName]) && Agrees(pattern[LinkField.FamilyName]))
        {
            pattern = pattern.Without(LinkField.Email);
        }

        return pattern[LinkField.Postcode] is LinkLevel.Exact ? pattern.Without(LinkField.City).Without(LinkField.State)
            : pattern[LinkField.City] is LinkLevel.Exact or LinkLevel.Near ? pattern.Without(LinkField.State)
            : pattern;
    }

    private static bool Agrees(LinkLevel level) => level is LinkLevel.Exact or LinkLevel.Near or LinkLevel.Swapped;

    private static LinkLevel Unequal(LinkField field, Term x, Term y) => field switch
    {
        LinkField.BirthDate => Dates(x.Text, y.Text),
        LinkField.Email => Emails(x, y),
        LinkField.Street or LinkField.AddressLine2 or LinkField.City => Words(x, y),
        LinkField.State => Slip(x, y) ? LinkLevel.Near : LinkLevel.Different,
        _ => Codes(x, y),
    };

    private static Pattern Names(PreparedRecord a, PreparedRecord b)
    {
        var (givenA, familyA, givenB, familyB) = (a[LinkField.GivenName], a[LinkField.FamilyName], b[LinkField.GivenName], b[LinkField.FamilyName]);
        var (given, family) = (Name(givenA, givenB), Name(familyA, familyB));
        if (given is not (LinkLevel.Exact or LinkLevel.Near) && family is not (LinkLevel.Exact or LinkLevel.Near))
        {
            var (one, other) = (Crossed(givenA, familyB), Crossed(familyA, givenB));
            if (one is not LinkLevel.Different && other is not LinkLevel.Different && (one, other) is not (LinkLevel.Missing, LinkLevel.Missing))
            {
                given = given is LinkLevel.Missing ? given : LinkLevel.Swapped;
                family = family is LinkLevel.Missing ? family : LinkLevel.Swapped;
            }
        }

        return new Pattern(0).With(LinkField.GivenName, given).With(LinkField.FamilyName, family);
    }

    private static LinkLevel Crossed(Term? x, Term? y) =>
        x is null || y is null ? LinkLevel.Missing
        : x.Text[0] == y.Text[0] && Name(x, y) is LinkLevel.Exact or LinkLevel.Near ? LinkLevel.Exact
        : LinkLevel.Different;

    private static LinkLevel Name(Term? x, Term? y)
    {
        if (x is null || y is null || x.IsHan != y.IsHan)
        {
            return LinkLevel.Missing;
        }

        if (ReferenceEquals(x, y) || x.Text == y.Text)
        {
            return LinkLevel.Exact;
        }

        var alike = Alike(x, y, x.IsHan ? AlikeHan : AlikeName);
        return alike >= NearName || Slip(x, y) ? LinkLevel.Near
            : alike >= AlikeName || ShortForm(x.Text, y.Text) || (x.IsHan && alike >= AlikeHan) ? LinkLevel.Alike
            : LinkLevel.Different;
    }

    /// <summary>«J», «Jo» and «John» for «John Paul»; a word of the one is the other.</summary>
    private static bool ShortForm(string x, string y)
    {
        var (shorter, longer) = x.Length < y.Length ? (x, y) : (y, x);
        return longer.StartsWith(shorter, StringComparison.Ordinal)
            || (longer.Contains(' ', StringComparison.Ordinal) && $" {longer} ".Contains($" {shorter} ", StringComparison.Ordinal));
    }

    private static LinkLevel Dates(string x, string y)
    {
        if (x.Length != y.Length)
        {
            return x.AsSpan(0, 4).SequenceEqual(y.AsSpan(0, 4)) ? LinkLevel.Alike : LinkLevel.Different;
        }

        var (wrong, last) = (0, -1);
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != y[i])
            {
                wrong++;
                last = i;
            }
        }

        return wrong == 1 ? LinkLevel.Near
            : wrong == 2 && x[last - 1] == y[last] && x[last] == y[last - 1] ? LinkLevel.Near
            : x.Length == 8 && x.AsSpan(0, 4).SequenceEqual(y.AsSpan(0, 4)) && x.AsSpan(4, 2).SequenceEqual(y.AsSpan(6, 2)) && x.AsSpan(6, 2).SequenceEqual(y.AsSpan(4, 2)) ? LinkLevel.Swapped
            : wrong == 2 ? LinkLevel.Alike
            : LinkLevel.Different;
    }

    private static LinkLevel Emails(Term x, Term y)
    {
        if (Slip(x, y))
        {
            return LinkLevel.Near;
        }

        var (atX, atY) = (x.Text.IndexOf('@', StringComparison.Ordinal), y.Text.IndexOf('@', StringComparison.Ordinal));
        return x.Text.AsSpan(0, atX).SequenceEqual(y.Text.AsSpan(0, atY)) || Alike(x, y, AlikeEmail) >= AlikeEmail ? LinkLevel.Alike : LinkLevel.Different;
    }

    private static LinkLevel Words(Term x, Term y)
    {
        var alike = Alike(x, y, AlikeWords);
        return alike >= NearWords || Slip(x, y) ? LinkLevel.Near : alike >= AlikeWords ? LinkLevel.Alike : LinkLevel.Different;
    }

    private static bool Slip(Term x, Term y) => IsSlip(x.Text, y.Text);

    private static LinkLevel Codes(Term x, Term y) => Slip(x, y) ? LinkLevel.Near : LinkLevel.Different;

    /// <summary>One edit apart, in words long enough that this is no accident: what is between the common beginning and end tells.</summary>
    public static bool IsSlip(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (Math.Abs(a.Length - b.Length) > 1 || Math.Max(a.Length, b.Length) < ShortestWithSlip)
        {
            return false;
        }

        var same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        return Math.Max(a.Length, b.Length) <= 1 || (a.Length == 2 && b.Length == 2 && a[0] == b[1] && a[1] == b[0]);
    }

    /// <summary>Jaro's and Winkler's similarity where it may reach what is asked for, and 0 where the letters alone show that it cannot.</summary>
    private static double Alike(Term x, Term y, double least)
    {
        var common = Math.Min(
            x.Text.Length - BitOperations.PopCount(x.Letters & ~y.Letters),
            y.Text.Length - BitOperations.PopCount(y.Letters & ~x.Letters));
        var jaro = (((double)common / x.Text.Length) + ((double)common / y.Text.Length) + 1) / 3;
        return jaro + (0.1 * Math.Min(4, x.Text.AsSpan().CommonPrefixLength(y.Text)) * (1 - jaro)) < least ? 0 : JaroWinkler.Of(x.Text, y.Text);
    }
}
