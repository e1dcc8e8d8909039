using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Crm.Lists;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Facts;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Forecasting.Own;
using ServiceBot.Insight.Recommending.Own;
using ServiceBot.Insight.Reports;
using ServiceBot.Insight.Segments.Cells;
using ServiceBot.Insight.Segments.Own;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Insight.Simulation;
using ServiceBot.Insight.Value.Own;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Insight;

/// <summary>The room's front door.</summary>
public static class InsightModule
{
    /// <summary>Adds the facts, their roll-up and the reports.</summary>
    public static IServiceCollection AddInsight(this IServiceCollection services)
    {
        services.AddOptions<ReportOptions>().BindConfiguration(ReportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReportOptions>, ReportOptionsRules>();
        services.AddSingleton<RequestFacts>();
        services.AddSingleton<SurveyFacts>();
        services.AddSingleton<ConversationFacts>();
        services.AddSingleton<LegFacts>();
        services.AddSingleton<IPersonalData, PersonalFacts>();
        services.AddSignalReader<FactReader>();
        services.AddSingleton<DueFacts>();
        services.AddHostedService(provider => provider.GetRequiredService<DueFacts>());
        services.AddOptions<ChurnOptions>().BindConfiguration(ChurnOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ChurnScores>();
        services.AddSingleton<KeepCells>();
        services.AddSingleton<KeepSegments>();
        services.AddSingleton<IFacetUse>(provider => provider.GetRequiredService<KeepSegments>());
        services.AddSingleton<EditSegments>();
        services.AddSingleton<PreviewRule>();
        services.AddSignalReader<TagMembers>();
        services.AddSingleton<FillSegments>();
        services.AddHostedService(provider => provider.GetRequiredService<FillSegments>());
        services.AddOptions<ClusterOptions>().BindConfiguration(ClusterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FindClusters>();
        services.AddOptions<ValueOptions>().BindConfiguration(ValueOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ReadBuyers>();
        services.AddSingleton<MakeSuggestions>();
        services.AddSingleton<FitValue>();
        services.AddSingleton<MakeForecasts>();
        services.AddSingleton<TrainChurn>();
        services.AddSingleton<WatchDrift>();
        services.AddHostedService(provider => provider.GetRequiredService<TrainChurn>());
        services.AddSingleton<RefreshFeatures>();
        services.AddHostedService(provider => provider.GetRequiredService<RefreshFeatures>());
        services.AddSignalReader<KeepFeatures>();
        services.AddSingleton<WriteCompany>();
        services.AddSingleton<PrintReport>();
        services.AddSingleton<ReportLetters>();
        return services.AddMigrations(typeof(InsightModule).Assembly);
    }

    /// <summary>Maps the REST API under <c>/api/v1</c>.</summary>
    public static void MapInsight(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        ReportEndpoints.Map(api.MapGroup("").Needs(Permission.ReportsRead));
        ChurnEndpoints.Map(api);
        SegmentEndpoints.Map(api);
        ValueEndpoints.Map(api);
        ForecastEndpoints.Map(api);
        FeatureEndpoints.Map(api.MapGroup("").Needs(Permission.CustomersRead));
    }
}
