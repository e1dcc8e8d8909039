using ServiceBot.Channels.Answers;
using ServiceBot.Channels.HandOff;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Queue;
using ServiceBot.Language;

namespace ServiceBot.Dialogs.Bot;

/// <summary>
/// What a customer hears who waits for a person: that the words are kept for the team, the place in the queue, and the way back to the bot.
/// </summary>
internal sealed class WaitingRoom(LeaveQueue leaveQueue, Hub hub)
{
    private const string BackEnglish = "Back to the assistant";
    private const string BackChinese = "回到智能助手";
    private const double Sure = 0.7;

    /// <summary>Answers a message of somebody who waits.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="words">What was said.</param>
    /// <param name="understanding">What the model read in it.</param>
    public async Task AnswerAsync(TurnContext turn, string words, Understanding understanding)
    {
        var chinese = understanding.Language switch
        {
            TextLanguage.Undetermined => DialogState.FromJson(turn.State).Language == "zh",
            TextLanguage.Chinese or TextLanguage.Mixed => true,
            _ => false,
        };
        if (WantsBack(words, understanding))
        {
            await leaveQueue.HandleAsync(turn.Unit, turn.Conversation.Key, "customer went back to the bot");
            await hub.EndAsync(turn);
            turn.Owner = ConversationOwners.Bot;
            Say(turn, chinese ? "好的，我们继续。请问有什么可以帮您？" : "All right, it's me again. What can I do for you?", null, chinese);
            return;
        }

        await hub.RelayAsync(turn);
        var position = await LeaveQueue.PositionAsync(turn.Unit, turn.Conversation.Key);
        if (chinese)
        {
            Say(turn, $"已把您的留言转给客服同事。您目前排在第 {position} 位，请稍候，同事会在这里回复您。", BackChinese, chinese);
        }
        else
        {
            Say(turn, $"I've kept that for the team. You are number {position} in the queue; a colleague answers you here.", BackEnglish, chinese);
        }
    }

    private static bool WantsBack(string text, Understanding understanding) =>
        string.Equals(text.Trim(), BackEnglish, StringComparison.OrdinalIgnoreCase)
        || text.Trim() == BackChinese
        || understanding.Best is { Intent: "cancel_dialog" or "start_over", Probability: >= Sure };

    private static void Say(TurnContext turn, string text, string? button, bool chinese) => turn.Reply(AnswerRenderer.Render(
        new() { Text = text, Locale = chinese ? "zh-CN" : "en-US", Choices = button is null ? [] : [button] }, Surfaces.Of(turn.Conversation)));
}
