namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of what colleagues do together in a conversation.</summary>
public sealed partial class StaffWords
{
    public string Whisper => T("Whisper", "悄悄话");
    public string WhisperHint(string agent) => T($"For {agent}. Only staff sees it.", $"说给 {agent}，仅内部可见。");

    public string PassedToYou(string? colleague, string customer) => colleague is null
        ? T($"A colleague passes {customer} on to you", $"同事将 {customer} 转交给您")
        : T($"{colleague} passes {customer} on to you", $"{colleague} 将 {customer} 转交给您");
}
