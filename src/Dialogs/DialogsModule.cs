using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Turns;
using ServiceBot.Dialogs.Bot;
using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>The room's front door.</summary>
public static class DialogsModule
{
    /// <summary>Adds the live dialogs with their language model, the engine, and the bot that answers the channels.</summary>
    public static IServiceCollection AddDialogs(this IServiceCollection services)
    {
        services.AddOptions<DialogOptions>().BindConfiguration(DialogOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LanguageModels>();
        services.AddSingleton(provider => new DialogEngine(provider.GetRequiredService<IOptions<DialogOptions>>().Value));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveDialogs>(
            provider, (Func<DialogCatalog, CancellationToken, Task<IUnderstander>>)provider.GetRequiredService<LanguageModels>().TrainAsync));
        services.AddHostedService(provider => provider.GetRequiredService<LiveDialogs>());
        services.AddSingleton<BotServices>();
        services.AddSingleton<WaitingRoom>();
        services.AddSingleton<ITurnHandler, BotTurnHandler>();
        return services;
    }
}
