using ServiceBot.Channels.Answers;
using ServiceBot.Desk.CannedReplies;

namespace ServiceBot.Outreach.Templates;

/// <summary>A message as one customer gets it.</summary>
/// <param name="Language">Its language.</param>
/// <param name="Subject">The subject of a mail; empty elsewhere.</param>
/// <param name="Words">The words: Markdown in the chat, plain text elsewhere.</param>
/// <param name="Choices">What can be answered by a button.</param>
public sealed record WrittenMessage(string Language, string Subject, string Words, IReadOnlyList<string> Choices);

/// <summary>Fills in templates for a customer.</summary>
public sealed class WriteMessage(ICompanyFacts company)
{
    private const int LongestSubject = 100;

    /// <summary>Writes what a customer gets.</summary>
    /// <param name="template">The template.</param>
    /// <param name="channel">By which channel: see <see cref="Campaigns.OutreachChannels"/>.</param>
    /// <param name="name">What the customer is called; null: nobody knows.</param>
    /// <param name="language">Their language; if the template does not speak it, it speaks its own.</param>
    public WrittenMessage Handle(MessageTemplate template, string channel, string? name, string language)
    {
        ArgumentNullException.ThrowIfNull(template);
        var (text, spoken) = template.In(language);
        var isChat = channel == Campaigns.OutreachChannels.Chat;
        var own = channel switch
        {
            Campaigns.OutreachChannels.Email => text.Email,
            Campaigns.OutreachChannels.Sms => text.Sms,
            _ => text.Chat,
        };
        var words = Fill(own.Length > 0 ? own : text.Chat, isMarkdown: isChat);
        var plain = own.Length > 0 || isChat ? words : SafeMarkdown.For(words, MarkdownDialect.None);
        return new(spoken, channel == Campaigns.OutreachChannels.Email ? Subject(text.Subject.Length > 0 ? Fill(text.Subject, isMarkdown: false) : plain) : "", plain, isChat ? text.Choices ?? [] : []);

        string Fill(string words, bool isMarkdown)
        {
            var filled = ReplyTemplate.Fill(words, placeholder => placeholder == "customer" ? (isMarkdown && name is not null ? SafeMarkdown.Escape(name) : name) : company.Find(placeholder, spoken));
            return filled.Missing.Aggregate(filled.Text, (said, missing) => said.Replace($"{{{missing}}}", "", StringComparison.Ordinal));     // the company has no phone number
        }
    }

    private static string Subject(string words)
    {
        var line = words.Split('\n')[0].Trim();
        return line.Length <= LongestSubject ? line : $"{line.AsSpan(0, char.IsHighSurrogate(line[LongestSubject - 2]) ? LongestSubject - 2 : LongestSubject - 1)}…";
    }
}
