namespace ServiceBot.Channels.Mail;

/// <summary>A part of a mail: the mail itself is the outermost one.</summary>
internal sealed class MailPart
{
    /// <summary>Its header.</summary>
    public required MailHeaders Headers { get; init; }

    /// <summary>Its body as it came, with the parts in it.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary><c>text/plain</c>, <c>multipart/mixed</c> …; always one slash, in lower case.</summary>
    public required string MediaType { get; init; }

    /// <summary>The parts of a multipart, or the one mail in <c>message/rfc822</c>.</summary>
    public required IReadOnlyList<MailPart> Parts { get; init; }

    /// <summary>Whether nothing is inside it.</summary>
    public bool IsLeaf => Parts.Count == 0;

    /// <summary><c>attachment</c>, <c>inline</c> … in lower case; empty: it does not say.</summary>
    public string Disposition => MailParameters.FirstWord(Headers["Content-Disposition"]);

    /// <summary>What its sender calls the file, decoded; null: it has no name.</summary>
    public string? FileName =>
        MailParameters.Of(Headers["Content-Disposition"]).GetValueOrDefault("filename") is { Length: > 0 } named ? named
        : MailParameters.Of(Headers["Content-Type"]).GetValueOrDefault("name") is { Length: > 0 } name ? name
        : null;

    /// <summary>The charset it names; null: none.</summary>
    public string? Charset => MailParameters.Of(Headers["Content-Type"]).GetValueOrDefault("charset") is { Length: > 0 } charset ? charset : null;

    /// <summary>The body's bytes, their transfer encoding undone.</summary>
    public byte[] Decode() => TransferEncoding.Decode(MailParameters.FirstWord(Headers["Content-Transfer-Encoding"]), Raw.Span);

    /// <summary>The body's text, whichever way it is written; line ends are <c>\n</c>.</summary>
    public string Text() => MailCharsets.Decode(Charset, Decode()).ReplaceLineEndings("\n");

    /// <summary>It and every part in it, outermost first.</summary>
    public IEnumerable<MailPart> All() => Parts.SelectMany(part => part.All()).Prepend(this);
}
