using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>Somebody in an address field.</summary>
/// <param name="Name">The name to show, decoded, on one line; empty: none.</param>
/// <param name="Address">The address as it was written: <c>mei@example.com</c>.</param>
public sealed record MailAddressee(string Name, string Address);

/// <summary>Reads address lists (RFC 5322 3.4): names, groups, comments, routes, quoted local parts. What is no address is left out.</summary>
internal static class AddressList
{
    private const int MaxAddresses = 1_000;
    private const int MaxField = 64 * 1024;
    private const int MaxComment = 1_000;

    /// <summary>Those in a field, groups opened.</summary>
    public static IReadOnlyList<MailAddressee> Read(string? field)
    {
        var found = new List<MailAddressee>();
        var item = new Item();
        var text = field is { Length: > MaxField } ? field[..MaxField] : field ?? "";
        for (var i = 0; i < text.Length && found.Count < MaxAddresses;)
        {
            switch (text[i])
            {
                case '"':
                    (var quoted, i) = Delimited(text, i, '"');
                    item.Add(quoted, isQuoted: true);
                    break;
                case '(' when Comment(text, i) is var (comment, next):
                    (item.Comment, i) = (comment, next);
                    break;
                case '<':
                    (item.Angle, i) = Angle(text, i);
                    break;
                case '=' when EncodedWords.LengthAt(text, i) is > 0 and var length:     // the signs in it part nothing
                    item.Add(text.Substring(i, length), isQuoted: false);
                    i += length;
                    break;
                case ',' or ';':
                    item.EndInto(found);
                    item = new();
                    i++;
                    break;
                case ':' when item.Angle is null:     // what stands before it is a group's name
                    item = new();
                    i++;
                    break;
                case '[':
                    (var literal, i) = Delimited(text, i, ']');
                    item.Add($"[{literal}]", isQuoted: false);
                    break;
                case ' ' or '\t' or '\r' or '\n':
                    item.Space();
                    i++;
                    break;
                default:
                    item.Add(text[i++].ToString(), isQuoted: false);
                    break;
            }
        }

        item.EndInto(found);
        return found;
    }

    /// <summary>What stands in quotes or brackets, escapes undone, and where it ends.</summary>
    private static (string Text, int Next) Delimited(string text, int start, char close)
    {
        var inside = new StringBuilder();
        for (start++; start < text.Length && text[start] != close; start++)
        {
            start += text[start] == '\\' && start + 1 < text.Length ? 1 : 0;
            inside.Append(text[start]);
        }

        return (inside.ToString(), start + 1);
    }

    /// <summary>A comment, which may hold others; null: nobody closes it.</summary>
    private static (string Text, int Next)? Comment(string text, int start)
    {
        var inside = new StringBuilder();
        var depth = 1;
        for (start++; start < text.Length && inside.Length < MaxComment; start++)
        {
            if (text[start] == '\\' && start + 1 < text.Length)
            {
                start++;
            }
            else
            {
                depth += text[start] == '(' ? 1 : text[start] == ')' ? -1 : 0;
            }

            if (depth == 0)
            {
                return (inside.ToString(), start + 1);
            }

            inside.Append(text[start]);
        }

        return null;
    }

    /// <summary>What stands between angle brackets, without comments and the route of old.</summary>
    private static (string Text, int Next) Angle(string text, int start)
    {
        var (end, isQuoted) = (start + 1, false);
        for (; end < text.Length && (isQuoted || text[end] != '>'); end++)
        {
            isQuoted ^= text[end] == '"';
            end += text[end] == '\\' && isQuoted ? 1 : 0;
        }

        end = Math.Min(end, text.Length);
        var inside = MailText.WithoutComments(text[(start + 1)..end]).Trim();
        var route = inside.StartsWith('@') ? inside.IndexOf(':', StringComparison.Ordinal) : -1;
        return (inside[(route + 1)..], end + 1);
    }

    /// <summary>One address as it is read.</summary>
    private sealed class Item
    {
        private readonly StringBuilder _name = new();
        private readonly StringBuilder _bare = new();
        private bool _isSpaced;

        public string? Angle { get; set; }

        public string? Comment { get; set; }

        public void Space() => _isSpaced = true;

        public void Add(string text, bool isQuoted)
        {
            _name.Append(_isSpaced && _name.Length > 0 ? " " : "").Append(text);
            _bare.Append(isQuoted ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : text);
            _isSpaced = false;
        }

        public void EndInto(List<MailAddressee> found)
        {
            var address = Angle ?? _bare.ToString();
            if (Compact(address) is { } compact)
            {
                var name = Angle is not null && _name.Length > 0 ? _name.ToString() : Comment ?? "";
                found.Add(new(MailText.OneLine(EncodedWords.Decode(name)), compact));
            }
        }

        /// <summary>The address without blanks around its dots and its at; null: it is none.</summary>
        private static string? Compact(string address)
        {
            var at = address.LastIndexOf('@');
            if (at <= 0 || at == address.Length - 1)
            {
                return null;
            }

            var (local, domain) = (address[..at].Trim(), address[(at + 1)..].Trim());
            local = local.StartsWith('"') ? Plain(local) : Dense(local);
            domain = Dense(domain);
            return local.Length is 0 or > 200 || domain.Length is 0 or > 255 || $"{local}{domain}".Any(c => char.IsControl(c)) ? null : $"{local}@{domain}";
        }

        private static string Dense(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

        /// <summary>A quoted local part without quotes it does not need.</summary>
        private static string Plain(string local)
        {
            var inside = local.Length > 1 && local[^1] == '"' ? local[1..^1] : local;
            return inside.Length > 0 && inside.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal)) ? inside : local;
        }
    }
}
