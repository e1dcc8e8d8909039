using System.Buffers;
using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>
/// Reads a raw mail into its parts (RFC 5322, 2045 to 2047, 2231). Inside its limits it is as lenient as real mail needs: lines may end with any of CR LF, LF
/// and CR, a closing boundary may be missing. One pass; nothing is decoded before it is asked for.
/// </summary>
internal sealed class MailReader
{
    /// <summary>How deep parts may lie in parts.</summary>
    public const int MaxDepth = 20;

    /// <summary>How many parts a mail may have.</summary>
    public const int MaxParts = 500;

    /// <summary>How long one header may be, in bytes, and how many fields it may have.</summary>
    public const int MaxHeaderBytes = 256 * 1024;

    /// <inheritdoc cref="MaxHeaderBytes"/>
    public const int MaxFields = 1_000;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<byte[]> _boundaries = [];
    private int _next;       // where the line after the present one begins
    private int _number;     // of the lines that were taken
    private int _parts;

    private MailReader(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>Reads a mail.</summary>
    /// <exception cref="MailFormatException">It has no header, or is beyond the limits.</exception>
    public static MailPart Read(ReadOnlyMemory<byte> bytes) => new MailReader(bytes).ReadPart("text/plain", depth: 1);

    private MailPart ReadPart(string defaultType, int depth)
    {
        if (++_parts > MaxParts)
        {
            throw new MailFormatException(_number + 1, $"The mail has more than {MaxParts} parts.");
        }

        if (depth > MaxDepth)
        {
            throw new MailFormatException(_number + 1, $"Parts lie in parts more than {MaxDepth} deep.");
        }

        var headers = ReadHeaders(isMail: _parts == 1);
        var mediaType = MediaTypeOf(headers["Content-Type"], defaultType);
        var start = _next;
        var parts = mediaType.StartsWith("multipart/", StringComparison.Ordinal)
            ? ReadMultipart(headers["Content-Type"], mediaType == "multipart/digest" ? "message/rfc822" : "text/plain", depth)
            : mediaType is "message/rfc822" or "message/global" ? [ReadPart("text/plain", depth + 1)]
            : [];
        SkipBody();
        return new() { Headers = headers, MediaType = mediaType, Parts = parts, Raw = _bytes[start..EndOfBody(start)] };
    }

    private List<MailPart> ReadMultipart(string? contentType, string defaultType, int depth)
    {
        var parts = new List<MailPart>();
        var boundary = MailParameters.Of(contentType).GetValueOrDefault("boundary")?.TrimEnd() ?? "";
        if (boundary.Length == 0)
        {
            return parts;
        }

        _boundaries.Add(Encoding.UTF8.GetBytes($"--{boundary}"));
        var level = _boundaries.Count - 1;
        SkipBody();     // what stands before the first part is for readers of before MIME
        while (TryBoundary(out var of, out var closes, out var next) && of == level)
        {
            (_next, _number) = (next, _number + 1);
            if (closes)
            {
                break;
            }

            if (TryBoundary(out of, out _, out _) && of == level)
            {
                continue;     // a boundary twice is a boundary once
            }

            parts.Add(ReadPart(defaultType, depth + 1));
        }

        _boundaries.RemoveAt(level);
        return parts;
    }

    /// <summary>Goes to the next line that is a boundary, or to the end.</summary>
    private void SkipBody()
    {
        while (_next < _bytes.Length && !TryBoundary(out _, out _, out _))
        {
            _next = EndOfLine(_next).Next;
            _number++;
        }
    }

    /// <summary>The line break before a boundary belongs to the boundary, also to one that is missing at the end.</summary>
    private int EndOfBody(int start)
    {
        if (_boundaries.Count == 0)
        {
            return _next;
        }

        var bytes = _bytes.Span;
        var end = _next;
        end -= end > start && bytes[end - 1] == '\n' ? 1 : 0;
        end -= end > start && bytes[end - 1] == '\r' && (end == _next || bytes[end] == '\n') ? 1 : 0;
        return end;
    }

    /// <summary>Whether the next line is a boundary of what is being read, innermost first.</summary>
    private bool TryBoundary(out int level, out bool closes, out int next)
    {
        (level, closes, next) = (-1, false, _next);
        var rest = _bytes.Span[_next..];
        if (_boundaries.Count == 0 || !rest.StartsWith("--"u8))
        {
            return false;
        }

        var (end, after) = EndOfLine(_next);
        var line = _bytes.Span[_next..end].TrimEnd(" \t"u8);
        next = after;
        for (level = _boundaries.Count - 1; level >= 0; level--)
        {
            var boundary = _boundaries[level].AsSpan();
            if (line.StartsWith(boundary) && (line.Length == boundary.Length || line[boundary.Length..].SequenceEqual("--"u8)))
            {
                closes = line.Length != boundary.Length;
                return true;
            }
        }

        return false;
    }

    private MailHeaders ReadHeaders(bool isMail)
    {
        var fields = new List<MailField>();
        var start = _next;
        if (isMail && _bytes.Span.StartsWith("From "u8))     // as mailboxes and some pipes part mails
        {
            TakeLine();
        }

        while (_next < _bytes.Length)
        {
            var line = PeekLine();
            if (line.IsEmpty)
            {
                TakeLine();
                break;
            }

            if (line[0] is (byte)' ' or (byte)'\t' && fields.Count == 0)
            {
                TakeLine();     // it continues nothing
                continue;
            }

            var colon = NameLength(line);
            if (colon < 0 || TryBoundary(out _, out _, out _))
            {
                break;     // the body begins without an empty line
            }

            ReadField(fields, colon);
            if (_next - start > MaxHeaderBytes)
            {
                throw new MailFormatException(_number, $"The header has more than {MaxHeaderBytes / 1024} KiB.");
            }

            if (fields.Count > MaxFields)
            {
                throw new MailFormatException(_number, $"The header has more than {MaxFields} fields.");
            }
        }

        return isMail && fields.Count == 0
            ? throw new MailFormatException(1, "A mail begins with its header, lines such as «From: somebody@example.com»; there is none.")
            : new(fields);
    }

    private void ReadField(List<MailField> fields, int colon)
    {
        var number = _number + 1;
        var first = TakeLine();
        var name = Encoding.ASCII.GetString(first[..colon]).TrimEnd();
        var value = new ArrayBufferWriter<byte>(first.Length);
        value.Write(first[(colon + 1)..]);
        while (_next < _bytes.Length && PeekLine() is { IsEmpty: false } more && more[0] is (byte)' ' or (byte)'\t')
        {
            value.Write(TakeLine());
            if (value.WrittenCount > MaxHeaderBytes)
            {
                throw new MailFormatException(number, $"The header has more than {MaxHeaderBytes / 1024} KiB.");
            }
        }

        if (name.Length > 0)
        {
            fields.Add(new(name, Text(value.WrittenSpan).Trim(), number));
        }
    }

    /// <summary>Header fields are ASCII, or UTF-8 (RFC 6532); what is neither is read as somebody most probably meant it.</summary>
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return MailCharsets.Decode(null, bytes);
        }
    }

    /// <summary>How many bytes stand before the colon of a field; -1: it is none.</summary>
    private static int NameLength(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon >= 0 && line[..colon].TrimEnd(" \t"u8).IndexOfAnyExceptInRange((byte)33, (byte)126) < 0 ? colon : -1;
    }

    private ReadOnlySpan<byte> PeekLine() => _bytes.Span[_next..EndOfLine(_next).End];

    private ReadOnlySpan<byte> TakeLine()
    {
        var start = _next;
        (var end, _next) = EndOfLine(start);
        _number++;
        return _bytes.Span[start..end];
    }

    private (int End, int Next) EndOfLine(int start)
    {
        var rest = _bytes.Span[start..];
        var end = rest.IndexOfAny(LineEnds);
        return end < 0 ? (_bytes.Length, _bytes.Length)
            : rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? (start + end, start + end + 2)
            : (start + end, start + end + 1);
    }

    private static string MediaTypeOf(string? contentType, string whenMissing)
    {
        if (contentType is null)
        {
            return whenMissing;
        }

        var word = MailParameters.FirstWord(contentType);
        return word.Count(c => c == '/') == 1 && word[0] != '/' && word[^1] != '/' ? word : "text/plain";
    }
}
