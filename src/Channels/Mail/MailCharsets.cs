using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>Bytes of a mail as text. What is mislabelled, or not labelled, is read as what it most probably is; nothing fails.</summary>
internal static class MailCharsets
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Names that senders use and neither .NET nor its code pages know; and GB 2312 as what programs mean by it.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["gb2312"] = "gb18030",
        ["gbk"] = "gb18030",
        ["cp936"] = "gb18030",
        ["ms936"] = "gb18030",
        ["x-gbk"] = "gb18030",
        ["euc-cn"] = "gb18030",
        ["gb_2312-80"] = "gb18030",
        ["big5-hkscs"] = "big5",
        ["x-x-big5"] = "big5",
        ["cp950"] = "big5",
        ["utf8"] = "utf-8",
        ["unicode-1-1-utf-8"] = "utf-8",
        ["latin1"] = "iso-8859-1",
        ["iso8859-1"] = "iso-8859-1",
        ["iso_8859-1"] = "iso-8859-1",
        ["iso-8859-1-windows"] = "iso-8859-1",
        ["cp1250"] = "windows-1250",
        ["cp1251"] = "windows-1251",
        ["cp1252"] = "windows-1252",
        ["cp-1252"] = "windows-1252",
        ["cp1253"] = "windows-1253",
        ["iso-8859-8-i"] = "iso-8859-8",
        ["iso-8859-8-e"] = "iso-8859-8",
    };

    /// <summary>The encoding of a name, or null when nobody here knows it.</summary>
    public static Encoding? Find(string? name)
    {
        var word = name?.Trim().Trim('"', '\'') ?? "";
        word = Aliases.GetValueOrDefault(word, word);
        if (word.Length == 0 || word.Equals("utf-7", StringComparison.OrdinalIgnoreCase))     // by UTF-7 plain letters hide a tag
        {
            return null;
        }

        // What is called Latin 1 is Windows' extension of it: the 32 control characters by which they differ are in no mail.
        word = word.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) ? "windows-1252" : word;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(word) ?? Encoding.GetEncoding(word);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The text of some bytes.</summary>
    /// <param name="charset">What their sender says they are; null: nothing, and then it is UTF-8, GB 18030 or Windows-1252, whichever fits first.</param>
    /// <param name="bytes">The bytes.</param>
    public static string Decode(string? charset, ReadOnlySpan<byte> bytes)
    {
        var found = Find(charset);
        if (found is not null && found.CodePage != Encoding.ASCII.CodePage)
        {
            return found.GetString(bytes).TrimStart('\uFEFF');
        }

        return Guess(bytes).TrimStart('\uFEFF');
    }

    private static string Guess(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return LooksChinese(bytes) ? Find("gb18030")!.GetString(bytes) : Find("windows-1252")!.GetString(bytes);
        }
    }

    /// <summary>Whether every high byte is half of a character of GB 2312: in Western text single ones stand between letters.</summary>
    private static bool LooksChinese(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
            {
                continue;
            }

            if (bytes[i] is < 0xA1 or > 0xF7 || i + 1 == bytes.Length || bytes[i + 1] < 0xA1)
            {
                return false;
            }

            i++;
        }

        return true;
    }
}
