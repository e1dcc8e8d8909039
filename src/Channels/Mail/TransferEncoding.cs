using System.Buffers;

namespace ServiceBot.Channels.Mail;

/// <summary>Undoes base64 and quoted-printable, as far as that can be done: what is no part of them is passed over or kept, never a reason to fail.</summary>
internal static class TransferEncoding
{
    /// <summary>The bytes behind an encoded body.</summary>
    /// <param name="name"><c>base64</c>, <c>quoted-printable</c>; anything else leaves them as they are.</param>
    /// <param name="body">The body.</param>
    public static byte[] Decode(string name, ReadOnlySpan<byte> body) => name switch
    {
        "base64" => Base64(body),
        "quoted-printable" => QuotedPrintable(body),
        _ => body.ToArray(),
    };

    /// <summary>Reads base64. Other characters are passed over; behind a padding it goes on, as where each line was encoded by itself.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var bytes = new ArrayBufferWriter<byte>((text.Length / 4 * 3) + 3);
        var (bits, count) = (0, 0);
        foreach (var symbol in text)
        {
            if (symbol == '=')
            {
                Flush(bytes, bits, count);
                (bits, count) = (0, 0);
            }
            else if (ValueOf(symbol) is >= 0 and var value)
            {
                bits = (bits << 6) | value;
                if (++count == 4)
                {
                    Write(bytes, bits >> 16, bits >> 8, bits);
                    (bits, count) = (0, 0);
                }
            }
        }

        Flush(bytes, bits, count);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads quoted-printable. A <c>=</c> that begins nothing stays.</summary>
    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                Write(bytes, text[i]);
            }
            else if (i + 2 < text.Length && Hex(text[i + 1]) is >= 0 and var high && Hex(text[i + 2]) is >= 0 and var low)
            {
                Write(bytes, (high << 4) | low);
                i += 2;
            }
            else if (SoftBreak(text[(i + 1)..]) is >= 0 and var length)
            {
                i += length;
            }
            else
            {
                Write(bytes, '=');
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    internal static int Hex(int c) => char.IsAsciiHexDigit((char)c) ? Convert.ToInt32(((char)c).ToString(), 16) : -1;

    /// <summary>How long a soft line break is behind its <c>=</c>, blanks that were added on the way included; -1: there is none.</summary>
    private static int SoftBreak(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return end < 0 ? text.Length
            : text[end] == '\n' ? end + 1
            : text[end] == '\r' ? end + (end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1)
            : -1;
    }

    /// <summary>What is left at the end or before a padding: two symbols are a byte, three are two; one is nothing.</summary>
    private static void Flush(ArrayBufferWriter<byte> bytes, int bits, int count)
    {
        if (count == 2)
        {
            Write(bytes, bits >> 4);
        }
        else if (count == 3)
        {
            Write(bytes, bits >> 10, bits >> 2);
        }
    }

    private static void Write(ArrayBufferWriter<byte> bytes, params ReadOnlySpan<int> values)
    {
        var span = bytes.GetSpan(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            span[i] = (byte)values[i];
        }

        bytes.Advance(values.Length);
    }

    private static int ValueOf(byte symbol) => symbol switch
    {
        >= (byte)'A' and <= (byte)'Z' => symbol - 'A',
        >= (byte)'a' and <= (byte)'z' => symbol - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => symbol - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
