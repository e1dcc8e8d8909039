using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Channels.BotEndpoint;
using ServiceBot.Channels.Connector;
using ServiceBot.Channels.ConnectorServer;
using ServiceBot.Channels.Demo;
using ServiceBot.Channels.DirectLine;
using ServiceBot.Channels.HandOff;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels.Uploads;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Channels;

/// <summary>The room's front door. It needs an <see cref="ITurnHandler"/> and an <see cref="IMailSubjects"/> from below.</summary>
public static class ChannelsModule
{
    internal const string DirectLineCors = "directline";

    /// <summary>Adds the Bot Framework endpoint, the Direct Line server, the turns and the outbox.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.AddOptions<BotOptions>().BindConfiguration(BotOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DirectLineOptions>().BindConfiguration(DirectLineOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MicrosoftAppOptions>().BindConfiguration("").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<MicrosoftAppOptions>, MicrosoftAppOptionsRules>();
        services.AddSingleton<IPersonalData, PersonalConversations>();
        services.AddSingleton<IRetained, RetainedConversations>();
        services.AddSingleton<SimulatedTalks>();
        services.AddSingleton<AcceptActivity>();
        services.AddSingleton<ConversationFeed>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<ServiceHosts>();
        services.AddSingleton<ConnectorTokens>();
        services.AddSingleton(provider => new ConnectorClient(
            provider.GetRequiredService<ServiceHosts>(), provider.GetRequiredService<ConnectorTokens>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ConnectorClient>>()));
        services.AddSingleton<TeamsPace>();
        services.AddSingleton<IOutboxTransport, ConnectorTransport>();
        services.AddSingleton<IOutboxTransport, UpdateTransport>();
        services.AddOptions<HandOffOptions>().BindConfiguration(HandOffOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HandOffOptions>, HandOffOptionsRules>();
        services.AddSingleton<IOutboxTransport, HubTransport>();
        services.AddSingleton<Hub>();
        services.AddSingleton<OutboxSender>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxSender>());
        services.AddSingleton(provider => new ProactiveMessages(
            provider.GetRequiredService<OutboxSender>(), provider.GetRequiredService<ConversationFeed>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new OpenConversation(
            provider.GetRequiredService<ConnectorClient>(), provider.GetRequiredService<ProactiveMessages>(), provider.GetRequiredService<IDatabase>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new OpenMail(
            provider.GetRequiredService<ProactiveMessages>(), provider.GetRequiredService<IOptions<BotOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<TurnService>();
        services.AddHostedService<FeedService>();
        services.AddSingleton<CallAuthentication>();
        services.AddHostedService(provider => provider.GetRequiredService<CallAuthentication>());
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<IValidateOptions<DirectLineOptions>, DirectLineSiteRules>();
        services.AddSingleton<DirectLineSites>();
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<DirectLineAuthentication>();
        services.AddSingleton<DirectLinePace>();
        services.AddSingleton<DirectLineEndpoints>();
        services.AddSingleton<DirectLineStream>();
        services.AddSingleton<StreamTickets>();
        services.AddSingleton<StartConversation>();
        services.AddSingleton<ReceiveActivity>();
        services.AddSingleton<ReceiveUpload>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, NeedsHandler>();
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsRules>();
        services.AddSingleton<BotActivities>();
        services.AddSingleton<ConversationsEndpoints>();
        services.AddSingleton<UploadService>();
        services.AddHostedService(provider => provider.GetRequiredService<UploadService>());
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new ReceiveMail(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<AcceptActivity>(), provider.GetRequiredService<IMailSubjects>(),
            provider.GetRequiredService<IOptions<MailOptions>>(), provider.GetRequiredService<IOptions<BotOptions>>(),
            provider.GetRequiredService<IOptions<DirectLineOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ComposeMail(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<IMailSubjects>()));
        services.AddSingleton(provider => new ChatTokens(
            provider.GetRequiredService<DirectLineTokens>(), provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<StartConversation>(),
            provider.GetRequiredService<IOptions<DirectLineOptions>>()));
        services.AddSingleton(provider => new ChannelsMetrics(
            provider.GetRequiredService<TurnRunner>(), provider.GetRequiredService<ConversationFeed>(), provider.GetRequiredService<OutboxSender>()));
        services.AddCors();
        services.AddSingleton<IConfigureOptions<CorsOptions>, DirectLineCorsPolicy>();
        return services.AddMigrations(typeof(ChannelsModule).Assembly);
    }

    /// <summary>Maps the endpoints; WebSockets and CORS must be in the pipeline before them.</summary>
    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        MessagesEndpoint.Map(routes);
        DirectLineEndpoints.Map(routes);
        ConversationsEndpoints.Map(routes);
        UploadEndpoints.Map(routes);
    }

    /// <summary>Lets the listed sites' pages call Direct Line.</summary>
    private sealed class DirectLineCorsPolicy(DirectLineSites sites) : IConfigureOptions<CorsOptions>
    {
        public void Configure(CorsOptions options) => options.AddPolicy(
            DirectLineCors,
            policy => policy
                .WithOrigins([.. sites.Origins])
                .WithHeaders("authorization", "content-type", "x-ms-bot-agent", "x-requested-with")
                .WithMethods("GET", "POST", "PUT", "DELETE", "OPTIONS")
                .WithExposedHeaders("Retry-After"));
    }
}
