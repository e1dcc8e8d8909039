using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceBot.Channels.Mail;

namespace ServiceBot.IntegrationTests.Mail;

/// <summary>
/// The reader beside Python's, field by field, on mails that Python's writer made and that were spoiled as mails are on their way: other line ends, cut off,
/// bytes and lines changed, doubled or swapped. <c>mail_oracle.py SEED COUNT</c> makes the same ones again; <c>MAIL_SEED</c> asks for others.
/// </summary>
[TestClass]
public sealed partial class MailOracleTests
{
    private const int Mails = 1_000;
    private const string Mended = "header fields with random signs in them are mended otherwise";

    /// <summary>Where the two differ on purpose. Whatever else differs is an error.</summary>
    private static readonly (string Name, Func<Difference, bool> Is)[] Deliberate =
    [
        ("Python fails, or calls the field defective", difference => difference.Theirs is null),
        ("bytes that are no text in their charset, or a charset nobody knows, are shown as different signs",
            difference => difference is { Field: "subject" or "from" or "to" or "cc" or "name" or "leaves" } && $"{difference.Theirs}{difference.Ours}".Contains('\uFFFD')),
        ("base64 behind a padding is read on; Python stops there, or gives spoiled base64 back as it is",
            difference => difference is { Field: "hash" } && Cte(difference) == "base64" && IsSpoiled(difference.Part!.Raw.Span)),
        ("a soft line break may have blanks behind it, end with CR alone, and follow a =; Python then keeps its sign, or loses what follows",
            difference => difference is { Field: "hash" } && Cte(difference) == "quoted-printable" && OddBreak().IsMatch(Encoding.Latin1.GetString(difference.Part!.Raw.Span))),
        ("blanks and comments behind the transfer encoding, and comments behind the Message-ID, do not belong to it",
            difference => difference is { Field: "hash" } && difference.TheirCte != Cte(difference) || difference is { Field: "id" } && difference.Theirs!.Contains('(')),
        ("a multipart in which no part begins is one text", difference => difference is { Field: "hash" } && difference.Part!.MediaType.StartsWith("multipart/", StringComparison.Ordinal)),
        ("a parenthesis that nobody closes is a sign like others", difference => difference is { Field: "from" or "to" or "cc" } && Unclosed(difference.Mail.Headers[difference.Field])),
        ("a date with signs for digits is none", difference => difference is { Field: "date", Ours: null } && !SoundDate().IsMatch(difference.Mail.Headers["Date"] ?? "")),
        ("what is called Latin 1 is Windows-1252", difference => difference is { Field: "text" } && MailCharsets.Find(difference.Part!.Charset)?.CodePage == 1252 && difference.Theirs!.Any(c => c is >= '\u0080' and <= '\u009F')),
        ("Python knows a charset by a name with other signs in it", difference => difference is { Field: "text" } && MailCharsets.Find(difference.Part!.Charset) is null),
        (Mended, difference => difference is { Kind: "bytes" or "header" or "swap", Field: "from" or "to" or "cc" or "subject" or "date" or "id" or "name" or "leaves" }),
        ("Cyrillic in Big5 is in .NET's private use area", difference => difference is { Field: "text" } && difference.Part!.Charset == "big5" && difference.Ours!.Any(c => c is >= '\uE000' and <= '\uF8FF')),
        ("a media type that lacks a half is text/plain", difference => difference is { Field: "leaves" } && difference.Theirs!.Split(' ').Any(type => type.StartsWith('/') || type.EndsWith('/'))),
        ("at a line «From » amid a header the body begins; Python passes over some of them", difference => difference.Mail.All().Any(part => part.Raw.Span.StartsWith("From "u8))),
        ("no mail was sent before 1900", difference => difference is { Field: "date", Ours: null } && long.Parse(difference.Theirs!, CultureInfo.InvariantCulture) < -2_208_988_800),
        ("of message/* only mails are opened", difference => difference is { Field: "leaves" } && OtherMessage().IsMatch(difference.Ours!)),
    ];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_thousand_mails_are_read_as_Python_reads_them()
    {
        var seed = Environment.GetEnvironmentVariable("MAIL_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 20261121;
        TestContext.WriteLine($"mail_oracle.py {seed} {Mails}");
        var counts = Deliberate.ToDictionary(rule => rule.Name, _ => 0);
        var unexplained = new List<string>();
        var (mails, fields, refused) = (0, 0, 0);
        await foreach (var line in MadeByPythonAsync(seed))
        {
            mails++;
            using var theirs = JsonDocument.Parse(line);
            var raw = theirs.RootElement.GetProperty("raw").GetBytesFromBase64();
            MailPart ours;
            try
            {
                ours = MailReader.Read(raw);
            }
            catch (MailFormatException)
            {
                refused++;
                continue;
            }

            foreach (var difference in Compare(ours, theirs.RootElement, ref fields))
            {
                if (Deliberate.FirstOrDefault(rule => rule.Is(difference)) is { Name: { } name })
                {
                    counts[name]++;
                }
                else
                {
                    unexplained.Add($"{mails} {theirs.RootElement.GetProperty("kind")} {difference.Field}: ours {Short(difference.Ours)} theirs {Short(difference.Theirs)}");
                }
            }
        }

        foreach (var (name, count) in counts)
        {
            TestContext.WriteLine($"{count,6} {name}");
        }

        TestContext.WriteLine($"{mails} mails, {fields} fields compared, {refused} mails refused");
        Assert.AreEqual(Mails, mails);
        Assert.IsLessThan(fields / 100, counts[Mended]);
        Assert.AreEqual("", string.Join('\n', unexplained.Take(40)), $"seed {seed}, {unexplained.Count} differences");
    }

    private static string Cte(Difference difference) => MailParameters.FirstWord(difference.Part!.Headers["Content-Transfer-Encoding"]);

    /// <summary>Whether something follows a padding, or a symbol is too many.</summary>
    private static bool IsSpoiled(ReadOnlySpan<byte> base64)
    {
        var symbols = string.Concat(Encoding.Latin1.GetString(base64).Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '='));
        return symbols.TrimEnd('=').Contains('=') || symbols.TrimEnd('=').Length % 4 == 1 || symbols.Contains("===", StringComparison.Ordinal);
    }

    [GeneratedRegex("==|=([ \t]+[\r\n]|\r(?!\n)|[ \t]+$)")]
    private static partial Regex OddBreak();

    [GeneratedRegex(@"^\D*\d{1,2} [A-Za-z]+ \d{2,4} \d")]
    private static partial Regex SoundDate();

    private static bool Unclosed(string? field) => field is not null && field.Count(c => c == '(') > field.Count(c => c == ')');

    [GeneratedRegex("message/(?!rfc822|global)")]
    private static partial Regex OtherMessage();

    private static string Short(string? text) => JsonSerializer.Serialize(text is { Length: > 300 } ? text[..300] : text);

    private static List<Difference> Compare(MailPart ours, JsonElement theirs, ref int fields)
    {
        var found = new List<Difference>();
        var kind = theirs.GetProperty("kind").GetString()!;
        Field("from", People(AddressList.Read(ours.Headers["From"])), People(theirs.GetProperty("from")), ref fields);
        Field("to", People(AddressList.Read(ours.Headers["To"])), People(theirs.GetProperty("to")), ref fields);
        Field("cc", People(AddressList.Read(ours.Headers["Cc"])), People(theirs.GetProperty("cc")), ref fields);
        Field("subject", MailText.OneLine(EncodedWords.Decode(ours.Headers["Subject"] ?? "")), theirs.GetProperty("subject") is { ValueKind: JsonValueKind.String } subject ? MailText.OneLine(subject.GetString()!) : null, ref fields);
        Field("date", MailDate.Read(ours.Headers["Date"])?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), theirs.GetProperty("date") is { ValueKind: JsonValueKind.Number } date ? date.GetRawText() : null, ref fields);
        Field("id", MailText.Ids(ours.Headers["Message-ID"]) is [var first, ..] ? first : null, theirs.GetProperty("id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null, ref fields);
        var leaves = ours.All().Where(part => part.IsLeaf).ToList();
        if (theirs.GetProperty("leaves") is not { ValueKind: JsonValueKind.Array } parts)
        {
            return found;
        }

        Field("leaves", string.Join(' ', leaves.Select(leaf => leaf.MediaType)), string.Join(' ', parts.EnumerateArray().Select(part => part.GetProperty("type").GetString())), ref fields);
        if (found.Count > 0 && found[^1].Field == "leaves")
        {
            return found;
        }

        foreach (var (leaf, part) in leaves.Zip(parts.EnumerateArray()))
        {
            var bytes = leaf.Decode();
            Field("hash", $"{Convert.ToHexStringLower(SHA256.HashData(bytes))} {bytes.Length}", $"{part.GetProperty("hash").GetString()} {part.GetProperty("length")}", ref fields, leaf, part.GetProperty("cte").GetString());
            var isSame = found.Count == 0 || found[^1].Field != "hash" || found[^1].Part != leaf;
            if (part.GetProperty("named").GetBoolean())
            {
                Field("name", leaf.FileName ?? "", part.GetProperty("name").GetString() ?? "", ref fields, leaf);
            }

            if (isSame && part.GetProperty("text") is { ValueKind: JsonValueKind.String } text)
            {
                Field("text", leaf.Text(), text.GetString()!.ReplaceLineEndings("\n"), ref fields, leaf);
            }
        }

        return found;

        void Field(string field, string? mine, string? other, ref int compared, MailPart? part = null, string? cte = null)
        {
            compared++;
            if (mine != other)
            {
                found.Add(new(field, mine, other, part, cte, kind, ours));
            }
        }
    }

    private static string? People(JsonElement people) => people.ValueKind != JsonValueKind.Array ? null
        : string.Join('\n', people.EnumerateArray().Select(person => $"{MailText.OneLine(person[0].GetString()!)} <{person[1].GetString()}>"));

    private static string People(IReadOnlyList<MailAddressee> people) => string.Join('\n', people.Select(person => $"{person.Name} <{person.Address}>"));

    private static async IAsyncEnumerable<string> MadeByPythonAsync(int seed)
    {
        var start = new ProcessStartInfo("python3", [Repository.At("tests", "ServiceBot.IntegrationTests", "Mail", "mail_oracle.py"), $"{seed}", $"{Mails}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var python = Process.Start(start)!;
        var errors = python.StandardError.ReadToEndAsync();
        while (await python.StandardOutput.ReadLineAsync() is { } line)
        {
            yield return line;
        }

        await python.WaitForExitAsync();
        Assert.AreEqual(0, python.ExitCode, await errors);
    }

    private sealed record Difference(string Field, string? Ours, string? Theirs, MailPart? Part, string? TheirCte, string Kind, MailPart Mail);
}
