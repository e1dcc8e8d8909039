using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ServiceBot.Knowledge;

/// <summary>The room's front door.</summary>
public static class KnowledgeModule
{
    /// <summary>Adds <see cref="IKnowledge"/> over the articles of <see cref="KnowledgeOptions.Path"/>, loaded when the host starts and kept live.</summary>
    /// <param name="services">The application's services.</param>
    public static IServiceCollection AddKnowledge(this IServiceCollection services)
    {
        services.AddOptions<KnowledgeOptions>().BindConfiguration(KnowledgeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new LiveArticles(
            Path.GetFullPath(provider.GetRequiredService<IOptions<KnowledgeOptions>>().Value.Path,
                provider.GetRequiredService<IHostEnvironment>().ContentRootPath),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LiveArticles>>()));
        services.AddHostedService(provider => provider.GetRequiredService<LiveArticles>());
        services.AddSingleton<IKnowledge, KnowledgeBase>();
        return services;
    }
}
