using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>Reads fields such as <c>text/plain; charset=utf-8; name*=UTF-8''%E5%8F%91</c> (RFC 2045, RFC 2231).</summary>
internal static class MailParameters
{
    private const int MaxParameters = 100;

    /// <summary>What stands before the parameters, without comments, in lower case; empty: nothing.</summary>
    public static string FirstWord(string? field)
    {
        var text = field ?? "";
        var end = text.IndexOf(';', StringComparison.Ordinal);
        return MailText.WithoutComments(end < 0 ? text : text[..end]).Trim().ToLowerInvariant();
    }

    /// <summary>The parameters by name, in lower case, their values decoded. A name said twice has its first value, and a value in RFC 2231's form goes before a plain one.</summary>
    public static IReadOnlyDictionary<string, string> Of(string? field)
    {
        var plain = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var pieces = new Dictionary<string, SortedDictionary<int, (string Value, bool IsEncoded)>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Split(field ?? "").Take(MaxParameters))
        {
            var star = name.IndexOf('*', StringComparison.Ordinal);
            if (star < 0)
            {
                plain.TryAdd(name, EncodedWords.Decode(value));
                continue;
            }

            var (isEncoded, number) = (name[^1] == '*', name[(star + 1)..].TrimEnd('*'));
            if (number.Length == 0 || (number.Length <= 3 && number.All(char.IsAsciiDigit)))
            {
                var parts = pieces.TryGetValue(name[..star], out var known) ? known : pieces[name[..star]] = [];
                parts.TryAdd(number.Length == 0 ? 0 : int.Parse(number, System.Globalization.CultureInfo.InvariantCulture), (value, isEncoded));
            }
        }

        foreach (var (name, parts) in pieces)
        {
            plain[name] = Joined(parts);
        }

        return plain;
    }

    /// <summary>The pieces of a value in their order, as far as none is missing. Their bytes are joined before they are read: a character may be split between two.</summary>
    private static string Joined(SortedDictionary<int, (string Value, bool IsEncoded)> parts)
    {
        var bytes = new List<byte>();
        string? charset = null;
        var expected = 0;
        foreach (var (number, (value, isEncoded)) in parts)
        {
            if (number != expected++)
            {
                break;
            }

            var text = value;
            if (number == 0 && isEncoded && value.Split('\'') is { Length: >= 3 } prefixed)
            {
                charset = prefixed[0];
                text = value[(prefixed[0].Length + prefixed[1].Length + 2)..];
            }

            Append(bytes, text, isEncoded);
        }

        return MailCharsets.Decode(charset, bytes.ToArray());
    }

    private static void Append(List<byte> bytes, string text, bool isEncoded)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (isEncoded && text[i] == '%' && i + 2 < text.Length && TransferEncoding.Hex(text[i + 1]) is >= 0 and var high && TransferEncoding.Hex(text[i + 2]) is >= 0 and var low)
            {
                bytes.Add((byte)((high << 4) | low));
                i += 2;
            }
            else
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Split(string field)
    {
        var i = field.IndexOf(';', StringComparison.Ordinal);
        while (i >= 0 && i < field.Length)
        {
            var equals = field.AsSpan(i + 1).IndexOfAny('=', ';');
            if (equals < 0)
            {
                yield break;
            }

            var name = MailText.WithoutComments(field.Substring(i + 1, equals)).Trim();
            i += 1 + equals;
            if (field[i] == ';')
            {
                continue;
            }

            (var value, i) = ReadValue(field, i + 1);
            if (name.Length > 0)
            {
                yield return (name, value);
            }
        }
    }

    /// <summary>Reads a token or a quoted string, and goes to the semicolon behind it.</summary>
    private static (string Value, int Next) ReadValue(string field, int start)
    {
        while (start < field.Length && char.IsWhiteSpace(field[start]))
        {
            start++;
        }

        if (start >= field.Length || field[start] != '"')
        {
            var end = field.IndexOf(';', start);
            return (MailText.WithoutComments(end < 0 ? field[start..] : field[start..end]).Trim(), end);
        }

        var value = new StringBuilder();
        for (start++; start < field.Length && field[start] != '"'; start++)
        {
            start += field[start] == '\\' && start + 1 < field.Length ? 1 : 0;
            value.Append(field[start]);
        }

        return (value.ToString(), start < field.Length ? field.IndexOf(';', start) : -1);
    }
}
