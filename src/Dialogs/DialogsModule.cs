using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>The room's front door.</summary>
public static class DialogsModule
{
    /// <summary>Adds the dialogs: options, the live folder and the engine.</summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="train">Makes the language model of a catalog.</param>
    public static IServiceCollection AddDialogs(
        this IServiceCollection services, Func<IServiceProvider, DialogCatalog, CancellationToken, Task<IUnderstander>> train)
    {
        services.AddOptions<DialogOptions>().BindConfiguration(DialogOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new DialogEngine(provider.GetRequiredService<IOptions<DialogOptions>>().Value));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveDialogs>(
            provider, (DialogCatalog catalog, CancellationToken cancellationToken) => train(provider, catalog, cancellationToken)));
        services.AddHostedService(provider => provider.GetRequiredService<LiveDialogs>());
        return services;
    }
}
