using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.Channels;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Knowledge;
using ServiceBot.Storage;
using ServiceBot.Web.Pages;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>A product that takes traffic.</summary>
internal interface IRunningProduct : IAsyncDisposable
{
    Uri Address { get; }
}

/// <summary>Starts the customer's pages over the real channels and articles, with an echo for the dialogs.</summary>
internal static class Product
{
    public static async Task<IRunningProduct> StartAsync(params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var folder = Directory.CreateTempSubdirectory("servicebot-pages-");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = FindRoot() });
        builder.Configuration.AddInMemoryCollection([new("Storage:Path", Path.Combine(folder.FullName, "t.db")), new("Chat:TokensPerMinute", "10000")]).AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddStorage().AddChannels().AddKnowledge().AddPages().AddSingleton<ITurnHandler, Echo>();
        var app = builder.Build();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        app.UsePages();
        app.UseCors();
        app.UseWebSockets();
        app.MapChannels();
        app.MapPages();
        app.MapGet("/broken", string () => throw new InvalidOperationException("a secret of the inside"));
        await app.StartAsync();
        return new Running(app, new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), folder);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.ServiceBot.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }

    private sealed class Running(WebApplication app, Uri address, DirectoryInfo folder) : IRunningProduct
    {
        public Uri Address => address;

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Greets, and answers in the language of the message with an article to read on.</summary>
    private sealed class Echo : ITurnHandler
    {
        public object? Read(Activity activity) => null;

        public Task HandleAsync(TurnContext turn, object? reading)
        {
            var text = turn.Activity.Text ?? "";
            var greets = turn.Activity.Type == ActivityTypes.ConversationUpdate;
            var chinese = greets ? turn.Activity.Locale == "zh-CN" : text.Any(c => c is >= '\u4e00' and <= '\u9fff');
            if (greets)
            {
                turn.Reply(Say(chinese ? "您好，请问有什么可以帮您？" : "Hello, what can I help you with?", chinese ? ["查询订单", "转人工"] : ["Track an order", "Talk to a person"]));
            }
            else if (turn.Activity.Type == ActivityTypes.Message)
            {
                turn.Reply(Say(chinese
                    ? "请先**重启路由器**。\n\n来源：[路由器老是断线怎么办](/articles/zh/router-drops)"
                    : "**Restart the router** first.\n\nFrom [My router keeps dropping the connection](/articles/en/router-drops)", []));
            }

            return Task.CompletedTask;
        }

        public Activity ReplyToFailure(Activity activity) => Say("Sorry.", []);

        private static Activity Say(string text, string[] choices) => new()
        {
            Type = ActivityTypes.Message,
            Text = text,
            TextFormat = "markdown",
            SuggestedActions = new()
            {
                Actions = [.. choices.Select(choice => new CardAction { Type = "imBack", Title = choice, Value = System.Text.Json.JsonSerializer.SerializeToElement(choice) })],
            },
        };
    }
}
