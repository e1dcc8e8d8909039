using ServiceBot.Outreach.Templates;

namespace ServiceBot.Web.Pages.Staff.Outreach;

/// <summary>A template as its form sends it.</summary>
public sealed class TemplateForm
{
    public string? Name { get; set; }
    public int? Version { get; set; }
    public TextForm En { get; set; } = new();
    public TextForm Zh { get; set; } = new();

    /// <summary>The form of one.</summary>
    public static TemplateForm Of(MessageTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return new() { Name = template.Name, Version = template.Version, En = TextForm.Of(template.Texts.GetValueOrDefault("en")), Zh = TextForm.Of(template.Texts.GetValueOrDefault("zh")) };
    }

    /// <summary>What it says.</summary>
    public IReadOnlyDictionary<string, MessageText> Texts => new Dictionary<string, MessageText> { ["en"] = En.Text, ["zh"] = Zh.Text };

    /// <summary>What a template says in one language.</summary>
    public sealed class TextForm
    {
        public string? Chat { get; set; }
        public string? Subject { get; set; }
        public string? Email { get; set; }
        public string? Sms { get; set; }
        public string? Choices { get; set; }

        /// <summary>The form of a text; null: an empty one.</summary>
        public static TextForm Of(MessageText? text) => new() { Chat = text?.Chat, Subject = text?.Subject, Email = text?.Email, Sms = text?.Sms, Choices = string.Join('\n', text?.Choices ?? []) };

        /// <summary>The text.</summary>
        public MessageText Text => new(Chat?.ReplaceLineEndings("\n") ?? "", Subject ?? "", Email?.ReplaceLineEndings("\n") ?? "", Sms?.ReplaceLineEndings("\n") ?? "", (Choices ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
