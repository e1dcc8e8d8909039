using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>Decodes <c>=?utf-8?Q?caf=C3=A9?=</c> in header fields (RFC 2047).</summary>
internal static class EncodedWords
{
    private const int MaxCharset = 100;
    private const int MaxWord = 4_000;      // RFC 2047 allows 75; some programs write a whole subject as one word

    /// <summary>
    /// The text of a field. Blanks between two encoded words are no blanks; bytes of adjacent words in one charset are read together, since senders
    /// split characters between them. What is no encoded word stays as it is.
    /// </summary>
    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
        {
            return text;
        }

        var decoded = new StringBuilder(text.Length);
        var pending = new List<byte>();
        string? charset = null;
        for (var i = 0; i < text.Length;)
        {
            if (Find(text, i) is { } word)
            {
                if (charset is not null && !charset.Equals(word.Charset, StringComparison.OrdinalIgnoreCase))
                {
                    Flush();
                }

                charset = word.Charset;
                pending.AddRange(word.Bytes);
                i = word.End;
                var next = i;
                while (next < text.Length && text[next] is ' ' or '\t')
                {
                    next++;
                }

                i = Find(text, next) is not null ? next : i;
            }
            else
            {
                Flush();
                decoded.Append(text[i++]);
            }
        }

        Flush();
        return decoded.ToString();

        void Flush()
        {
            if (charset is not null)
            {
                decoded.Append(MailCharsets.Decode(charset, pending.ToArray()));
                pending.Clear();
                charset = null;
            }
        }
    }

    /// <summary>How many characters an encoded word has that begins at a place; 0: none begins there.</summary>
    public static int LengthAt(string text, int start) => Find(text, start) is { } word ? word.End - start : 0;

    private static Word? Find(string text, int start)
    {
        if (string.CompareOrdinal(text, start, "=?", 0, 2) != 0)
        {
            return null;
        }

        var charsetEnd = text.IndexOf('?', start + 2, Math.Min(MaxCharset, text.Length - start - 2));
        if (charsetEnd < 0 || charsetEnd == start + 2 || charsetEnd + 2 >= text.Length || text[charsetEnd + 2] != '?')
        {
            return null;
        }

        var end = text.IndexOf("?=", charsetEnd + 3, Math.Min(MaxWord, text.Length - charsetEnd - 3), StringComparison.Ordinal);
        var charset = text[(start + 2)..charsetEnd];
        if (end < 0 || charset.AsSpan().IndexOfAny(' ', '\t', '=') >= 0)
        {
            return null;
        }

        if (text.AsSpan(charsetEnd + 3, end - charsetEnd - 3).Contains('?'))
        {
            return null;
        }

        var encoded = Encoding.Latin1.GetBytes(text[(charsetEnd + 3)..end]);
        var language = charset.IndexOf('*', StringComparison.Ordinal);     // RFC 2231 lets it follow the charset
        charset = language > 0 ? charset[..language] : charset;
        return text[charsetEnd + 1] switch
        {
            'B' or 'b' => new(charset, TransferEncoding.Base64(encoded), end + 2),
            'Q' or 'q' => new(charset, Q(encoded), end + 2),
            _ => null,
        };
    }

    private static byte[] Q(byte[] encoded)
    {
        encoded.AsSpan().Replace((byte)'_', (byte)' ');
        return TransferEncoding.QuotedPrintable(encoded);
    }

    private sealed record Word(string Charset, byte[] Bytes, int End);
}
