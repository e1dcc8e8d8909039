using System.Text;
using System.Text.Unicode;

namespace ServiceBot.Crm.Import.Files;

/// <summary>Finds out how a text file is encoded, from all of its bytes.</summary>
internal static class TextKind
{
    private const double MostZeros = 0.01;     // of UTF-16 every separator and line break has one, and no other text has any

    static TextKind() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding, and what people call it. The stream is left at its beginning.</summary>
    public static (Encoding Encoding, string Name) Of(Stream stream)
    {
        var found = Find(stream);
        stream.Position = 0;
        return found;
    }

    private static (Encoding Encoding, string Name) Find(Stream stream)
    {
        var buffer = new byte[1 << 16];
        var isUtf8 = true;
        var (kept, first) = (0, true);
        long bytes = 0, evenZeros = 0, oddZeros = 0, chinese = 0, high = 0;
        var lead = (byte)0;
        while (stream.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
        {
            var all = buffer.AsSpan(0, kept + read);
            if (first)
            {
                first = false;
                if (all.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
                {
                    return (Encoding.UTF8, "UTF-8");
                }

                if (all.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
                {
                    return (Encoding.Unicode, "UTF-16");
                }

                if (all.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
                {
                    return (Encoding.BigEndianUnicode, "UTF-16");
                }
            }

            foreach (var one in all[kept..])
            {
                if (one == 0)
                {
                    _ = (bytes & 1) == 0 ? evenZeros++ : oddZeros++;
                }

                bytes++;
                high += one >= 0x80 ? 1 : 0;

                // The characters of GB 2312, of which nearly all Chinese text is, are pairs of high bytes; letters with accents stand alone between others.
                if (lead == 0)
                {
                    lead = one is >= 0xB0 and <= 0xF7 ? one : (byte)0;
                }
                else
                {
                    chinese += one >= 0xA1 ? 2 : 0;
                    lead = 0;
                }
            }

            kept = 0;
            if (isUtf8)
            {
                var whole = WholeCharacters(all);
                isUtf8 = Utf8.IsValid(all[..whole]);
                all[whole..].CopyTo(buffer);
                kept = all.Length - whole;
            }
        }

        return evenZeros + oddZeros > bytes * MostZeros ? (oddZeros >= evenZeros ? Encoding.Unicode : Encoding.BigEndianUnicode, "UTF-16")
            : isUtf8 && kept == 0 ? (Encoding.UTF8, "UTF-8")
            : chinese * 2 > high ? (Encoding.GetEncoding("GB18030"), "GB18030")
            : (Encoding.GetEncoding(1252), "Windows-1252");
    }

    /// <summary>How many bytes there are before a character that goes on in the next block.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var one = bytes[^back];
            if ((one & 0xC0) != 0x80)
            {
                var length = one >= 0xF0 ? 4 : one >= 0xE0 ? 3 : one >= 0xC0 ? 2 : 1;
                return length > back ? bytes.Length - back : bytes.Length;
            }
        }

        return bytes.Length;
    }
}
