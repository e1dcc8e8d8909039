using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Dialogs.Bot;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.OptOut;
using ServiceBot.Outreach.Outcomes;
using ServiceBot.Outreach.Running;
using ServiceBot.Outreach.Sms;
using ServiceBot.Outreach.Templates;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Outreach;

/// <summary>The room's front door. It needs an <see cref="ICareWords"/> from below.</summary>
public static class OutreachModule
{
    /// <summary>Adds templates, campaigns and what runs them.</summary>
    public static IServiceCollection AddOutreach(this IServiceCollection services)
    {
        services.AddOptions<OutreachOptions>().BindConfiguration(OutreachOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutreachOptions>, OutreachOptionsRules>();
        services.AddSingleton<IPersonalData, PersonalOutreach>();
        services.AddSingleton<EditTemplates>();
        services.AddSingleton<WriteMessage>();
        services.AddSingleton<EditCampaigns>();
        services.AddSingleton<ISegmentUse, SegmentsOfCampaigns>();
        services.AddSingleton<Reach>();
        services.AddSingleton<ChooseCare>();
        services.AddSingleton<EnterCampaign>();
        services.AddSingleton<ContactCustomer>();
        services.AddSingleton<AdvanceParticipant>();
        services.AddSingleton<RehearseCampaign>();
        services.AddSingleton<OptOutLink>();
        services.AddSingleton<StopMessages>();
        services.AddSingleton<IHearFirst>(provider => provider.GetRequiredService<StopMessages>());
        services.AddSingleton<IOutboxTransport, SmsTransport>();
        services.AddSignalReader<EnterOnSignals>();
        services.AddSignalReader<KeepOutcomes>();
        services.AddSingleton<RunCampaigns>();
        services.AddHostedService(provider => provider.GetRequiredService<RunCampaigns>());
        return services.AddMigrations(typeof(OutreachModule).Assembly);
    }

    /// <summary>Maps the REST API under <c>/api/v1</c>.</summary>
    public static void MapOutreach(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        TemplateEndpoints.Map(api);
        CampaignEndpoints.Map(api);
    }
}
