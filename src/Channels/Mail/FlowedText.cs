using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>Undoes <c>format=flowed</c> (RFC 3676): paragraphs are lines again.</summary>
internal static class FlowedText
{
    /// <summary>The text with its soft breaks joined.</summary>
    /// <param name="text">Lines parted by <c>\n</c>.</param>
    /// <param name="dropsBlank">Whether the blank before a soft break is no part of the text (<c>delsp=yes</c>), as in Chinese.</param>
    public static string Unfold(string text, bool dropsBlank)
    {
        var unfolded = new StringBuilder(text.Length);
        var before = -1;      // how deep the line before was quoted, if it flows on
        foreach (var line in text.Split('\n'))
        {
            var depth = line.AsSpan().IndexOfAnyExcept('>') is >= 0 and var first ? first : line.Length;
            var words = line[depth..];
            words = words.StartsWith(' ') ? words[1..] : words;
            var isSignature = words == "-- ";
            if (before != depth || isSignature)
            {
                unfolded.Append(unfolded.Length > 0 ? "\n" : "").Append('>', depth).Append(depth > 0 && words.Length > 0 ? " " : "");
            }

            var flows = words.EndsWith(' ') && !isSignature;
            unfolded.Append(flows && dropsBlank ? words[..^1] : words);
            before = flows ? depth : -1;
        }

        return unfolded.ToString();
    }
}
