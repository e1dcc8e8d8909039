using ServiceBot.Channels;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Knowledge;
using ServiceBot.Storage;
using ServiceBot.Web.Pages;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStorage().AddChannels().AddKnowledge().AddPages().AddSingleton<ITurnHandler, EchoForTrials>();
var app = builder.Build();
await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
app.UsePages();
app.UseCors();
app.UseWebSockets();
app.MapChannels();
app.MapPages();
await app.RunAsync();

/// <summary>Stands in for the dialogs until the rooms are wired.</summary>
internal sealed class EchoForTrials : ITurnHandler
{
    public object? Read(Activity activity) => null;

    public Task HandleAsync(TurnContext turn, object? reading)
    {
        var text = turn.Activity.Text ?? "";
        if (turn.Activity.Type == ActivityTypes.ConversationUpdate)
        {
            var zh = turn.Activity.Locale?.StartsWith("zh", StringComparison.Ordinal) == true;
            turn.Reply(Say(
                zh ? "您好！我是 Harborline 智能助手，请问有什么可以帮您？" : "Hello! I'm Harborline's assistant. What can I help you with?",
                zh ? ["网络有问题", "查询订单", "看懂账单", "转人工"] : ["Something is not working", "Track an order", "Understand my bill", "Talk to a person"]));
        }
        else if (turn.Activity.Type == ActivityTypes.Message)
        {
            var zh = text.Any(c => c is >= '\u4e00' and <= '\u9fff');
            turn.Reply(Say(
                zh ? $"请先看 Hub 2 的指示灯，并**重启路由器**。\n\n1. 拔掉电源\n2. 等 30 秒\n3. 重新插上\n\n来源：[路由器老是断线怎么办](/articles/zh/router-drops)" : "Check the light on your Hub 2 first, then **restart the router**.\n\n1. Pull the power plug\n2. Wait 30 seconds\n3. Plug it in again\n\nFrom [My router keeps dropping](/articles/en/router-drops)",
                zh ? ["解决了", "没有解决"] : ["Yes, that helped", "No, still broken"]));
        }

        return Task.CompletedTask;
    }

    public Activity ReplyToFailure(Activity activity) => Say("Sorry.", []);

    private static Activity Say(string text, string[] choices) => new()
    {
        Type = ActivityTypes.Message,
        Text = text,
        TextFormat = "markdown",
        SuggestedActions = choices.Length == 0 ? null : new()
        {
            Actions = [.. choices.Select(choice => new CardAction { Type = "imBack", Title = choice, Value = System.Text.Json.JsonSerializer.SerializeToElement(choice) })],
        },
    };
}
