using System.Globalization;

namespace ServiceBot.Desk.Accounts.Passwords;

/// <summary>
/// The passwords that everybody tries first. They are words of a short list, runs of the keyboard and years, put together, with digits and
/// signs around them and letters replaced by digits that look like them; so a password is common when little is left of it without those.
/// </summary>
internal static class CommonPasswords
{
    private const int LeastOwn = 6;     // characters that must be left
    private const int ShortestRun = 3;

    private static readonly string[] Words = """
        password passwort passwd pass word secret letmein welcome login admin administrator root user guest test testing default changeme change
        access master super superman batman hello love iloveyou loveyou you me my mine your the and for ever forever always never again
        monkey dragon tiger lion eagle falcon wolf bear horse dog cat puppy kitty bunny butterfly dolphin shark snake panda
        football baseball basketball soccer hockey tennis golf cricket rugby liverpool arsenal chelsea barcelona madrid juventus
        sunshine princess prince queen king angel baby babygirl lovely sweet honey cookie chocolate candy banana apple orange lemon cherry
        cheese pepper ginger coffee pizza summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday
        january february march april june july august september october november december
        michael jennifer jessica ashley daniel charlie thomas robert william james john david george andrew matthew anthony joshua jordan
        michelle nicole hannah maria anna emma sophie samantha amanda sarah laura lisa peter paul martin alex max sam tom
        computer internet samsung google facebook microsoft windows apple iphone android linux oracle server network system office company
        business service support help desk helpdesk customer agent manager team work home house family friend friends
        hunter shadow ninja killer warrior ranger soldier freedom liberty america canada england london paris berlin china beijing shanghai
        ferrari mercedes porsche mustang corvette harley yamaha honda toyota
        star starwars wars trek matrix pokemon naruto minecraft nintendo playstation xbox game gamer player hacker
        silver gold golden diamond crystal purple yellow green blue black white red rainbow flower rose lily jasmine
        jesus christ god heaven blessed faith hope lucky happy smile money dollar million
        trustno whatever nothing something enter open please thank thanks correct new old big little good bad cool hot
        woaini woaiwo wode mima nihao zhongguo baobao laopo laogong beijing shanghai aini wang zhang chen 1314 520 888 666
        servicebot crm bot
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] Runs =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm",
        "!@#$%^&*()", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "qazwsxedcrfvtgbyhnujmikolp", "147258369", "1q2w3e4r5t6y7u8i9o0p", "qweasdzxc",
    ];

    private static readonly string[] AllRuns = [.. Runs, .. Runs.Select(run => string.Concat(run.Reverse()))];

    public static bool Contains(string password, IEnumerable<string> own)
    {
        string[] words = [.. Words, .. own.Select(word => word.ToLowerInvariant()).Where(word => word.Length >= ShortestRun)];
        var plain = password.ToLowerInvariant();
        return Math.Min(Left(plain, words), Left(Unmasked(plain), words)) < LeastOwn;
    }

    /// <summary>How many characters are left when as many as possible are taken away by words, runs, years and repetitions.</summary>
    private static int Left(string text, string[] words)
    {
        var left = new int[text.Length + 1];
        Array.Fill(left, int.MaxValue);
        left[0] = 0;
        for (var i = 0; i < text.Length; i++)
        {
            void Reach(int length, int cost) => left[i + length] = Math.Min(left[i + length], left[i] + cost);
            var rest = text.AsSpan(i);
            Reach(1, 1);
            foreach (var word in words)
            {
                if (rest.StartsWith(word, StringComparison.Ordinal))
                {
                    Reach(word.Length, 0);
                }
            }

            foreach (var run in AllRuns)
            {
                for (var length = Math.Min(run.Length, rest.Length); length >= ShortestRun; length--)
                {
                    if (run.AsSpan().IndexOf(rest[..length], StringComparison.Ordinal) >= 0)
                    {
                        Reach(length, 0);
                    }
                }
            }

            for (var length = 1; length < rest.Length && rest[length] == rest[0]; length++)
            {
                Reach(length + 1, 1);       // aaaaaa is worth one a
            }

            if (rest.Length >= 4 && int.TryParse(rest[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and < 2100)
            {
                Reach(4, 0);
            }
        }

        return left[^1] - Repeated(text);
    }

    /// <summary>How much of a text is there only because it is said again, as in <c>ab7ab7ab7ab7</c>.</summary>
    private static int Repeated(string text)
    {
        for (var part = 1; part <= text.Length / 2; part++)
        {
            if (text.Length % part == 0 && text.AsSpan(part).SequenceEqual(text.AsSpan(0, text.Length - part)))
            {
                return text.Length - part;
            }
        }

        return 0;
    }

    private static string Unmasked(string text) => string.Create(text.Length, text, static (plain, masked) =>
    {
        for (var i = 0; i < masked.Length; i++)
        {
            plain[i] = masked[i] switch { '0' => 'o', '1' or '!' or '|' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', '8' => 'b', var other => other };
        }
    });
}
