using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;

namespace ServiceBot.IntegrationTests.Nodes;

/// <summary>Says what it hears, and says so to the signal log.</summary>
internal sealed class EchoHandler : ITurnHandler
{
    public object? Read(Activity activity) => null;

    public Task HandleAsync(TurnContext turn, object? reading)
    {
        if (turn.Activity.Type == ActivityTypes.Message)
        {
            turn.Reply(new() { Type = ActivityTypes.Message, Text = $"echo {turn.Activity.Text}" });
            turn.Signal("Echoed", "{}");
        }

        return Task.CompletedTask;
    }

    public Activity ReplyToFailure(Activity activity) => new() { Type = ActivityTypes.Message, Text = "failed" };
}
