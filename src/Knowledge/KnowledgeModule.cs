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
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<KnowledgeOptions>>().Value;
            var logger = provider.GetRequiredService<ILogger<LiveArticles>>();
            return new LiveArticles(
                Path.GetFullPath(options.Path, provider.GetRequiredService<IHostEnvironment>().ContentRootPath),
                new(options.LastGoodFile, logger), provider.GetRequiredService<TimeProvider>(), logger);
        });
        services.AddHostedService(provider => provider.GetRequiredService<LiveArticles>());
        services.AddSingleton<IKnowledge, KnowledgeBase>();
        return services;
    }
}
