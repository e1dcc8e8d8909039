using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.HandOver;

namespace ServiceBot.IntegrationTests.Desk.HandOver;

/// <summary>A bot that counts what it hears, asks for a person at «person», and leaves the rest to the desk, as the product's does.</summary>
internal sealed class DeskHandler(ChangeOwner changeOwner, HearCustomer hearCustomer) : ITurnHandler
{
    public const string Apology = "bot: failed";

    /// <summary>Completes when a turn of «slow» runs; the turn waits for <see cref="Go"/>.</summary>
    public TaskCompletionSource Running { get; } = new();

    public TaskCompletionSource Go { get; } = new();

    public object? Read(Activity activity) => null;

    public async Task HandleAsync(TurnContext turn, object? reading)
    {
        var text = turn.Activity.Text ?? "";
        if (turn.Activity.Type == ActivityTypes.EndOfConversation)
        {
            await changeOwner.HandleAsync(turn, new OwnershipEvent.CustomerEnded());
        }
        else if (text.StartsWith("fail", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("As asked.");
        }
        else if (turn.Owner != ConversationOwners.Bot)
        {
            await hearCustomer.HandleAsync(turn, text, "en", wantsBack: text.StartsWith("back", StringComparison.Ordinal));
        }
        else if (text.StartsWith("person", StringComparison.Ordinal))
        {
            await changeOwner.HandleAsync(turn, new OwnershipEvent.PersonAsked("asked", "en"));
            Say(turn, "a colleague is called");
        }
        else
        {
            turn.State = $"{int.Parse(turn.State ?? "0", null) + 1}";
            Say(turn, $"{turn.State} {text}");
            if (text == "slow")
            {
                Running.TrySetResult();
                await Go.Task;
            }
        }
    }

    public Activity ReplyToFailure(Activity activity) => new() { Type = ActivityTypes.Message, Text = Apology };

    private static void Say(TurnContext turn, string text) => turn.Reply(new() { Type = ActivityTypes.Message, Text = $"bot: {text}" });
}
