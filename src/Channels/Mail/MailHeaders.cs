namespace ServiceBot.Channels.Mail;

/// <summary>A header field as it came: unfolded, not decoded.</summary>
/// <param name="Name">Its name, in its own case.</param>
/// <param name="Value">What follows the colon, without the blanks at both ends.</param>
/// <param name="Line">The line it begins in, from 1.</param>
internal readonly record struct MailField(string Name, string Value, int Line);

/// <summary>The header of a mail or of a part, in its order. Names are compared without case.</summary>
internal sealed class MailHeaders(IReadOnlyList<MailField> fields)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<MailField> Fields => fields;

    /// <summary>The first field of a name, or null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var field in fields)
            {
                if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return field.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Whether there is a field whose name begins so.</summary>
    public bool HasAny(string prefix) => fields.Any(field => field.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
