using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Requests;
using ServiceBot.Dialogs.Bot;
using ServiceBot.Dialogs.Learning;
using ServiceBot.Language;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Dialogs;

/// <summary>The room's front door.</summary>
public static class DialogsModule
{
    /// <summary>Adds the live dialogs with their language model, the engine, and the bot that answers the channels.</summary>
    public static IServiceCollection AddDialogs(this IServiceCollection services)
    {
        services.AddOptions<DialogOptions>().BindConfiguration(DialogOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddCompanyName();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LearnedExamples>();
        services.AddSingleton<LanguageModels>();
        services.AddSingleton(provider => new DialogEngine(
            provider.GetRequiredService<IOptions<DialogOptions>>().Value, provider.GetRequiredService<IOptions<CompanyName>>().Value));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveDialogs>(
            provider, (Func<DialogCatalog, CancellationToken, Task<IUnderstander>>)provider.GetRequiredService<LanguageModels>().TrainAsync));
        services.AddHostedService(provider => provider.GetRequiredService<LiveDialogs>());
        services.AddSingleton<IRequestForms, DialogForms>();
        services.AddSingleton<BotServices>();
        services.AddSingleton<ITurnHandler, BotTurnHandler>();
        services.AddSignalReader<RequestNews>();
        services.AddSingleton<CheckExamples>();
        services.AddSingleton<WorkOffReview>();
        services.AddSingleton<ReviewList>();
        services.AddSingleton<LearnExamples>();
        services.AddHostedService(provider => provider.GetRequiredService<LearnExamples>());
        services.AddSingleton<IPersonalData, PersonalReview>();
        return services.AddMigrations(typeof(DialogsModule).Assembly);
    }

    /// <summary>Maps the REST API of what the bot did not understand, under <c>/api/v1</c>.</summary>
    public static void MapDialogs(this IEndpointRouteBuilder routes) =>
        ReviewEndpoints.Map(routes.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden));

    /// <summary>Adds the company's name, which is the bot's in the channels as well.</summary>
    internal static IServiceCollection AddCompanyName(this IServiceCollection services)
    {
        services.AddOptions<CompanyName>().BindConfiguration(CompanyName.Section).ValidateOnStart()
            .Validate(name => name.En.Trim().Length is > 0 and <= 100, $"{CompanyName.Section}:En: it is empty, or longer than 100 characters.");
        services.AddOptions<BotOptions>().PostConfigure<IOptions<CompanyName>>((bot, company) => bot.Name = company.Value.En);
        return services;
    }
}
