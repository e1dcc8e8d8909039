using System.Text;
using System.Text.Unicode;

namespace ServiceBot.Channels.Uploads;

/// <summary>Tells a file's kind from its bytes; the name and the sender's word count for nothing.</summary>
internal static class FileKind
{
    private static readonly (byte[] Magic, int Offset, string ContentType)[] Signatures =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ("GIF87a"u8.ToArray(), 0, "image/gif"),
        ("GIF89a"u8.ToArray(), 0, "image/gif"),
        ("WEBP"u8.ToArray(), 8, "image/webp"),
        ("%PDF-"u8.ToArray(), 0, "application/pdf"),
    ];

    /// <summary>The content type it is served as, or null when such files are not taken: programs, archives, HTML, SVG …</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        foreach (var (magic, offset, contentType) in Signatures)
        {
            if (bytes.Length >= offset + magic.Length && bytes.Slice(offset, magic.Length).SequenceEqual(magic))
            {
                return contentType;
            }
        }

        return IsPlainText(bytes) ? "text/plain; charset=utf-8" : null;
    }

    private static bool IsPlainText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || !Utf8.IsValid(bytes) || bytes.ContainsAnyInRange((byte)0, (byte)8))
        {
            return false;
        }

        var start = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 1_024)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return !start.StartsWith('<');
    }
}
