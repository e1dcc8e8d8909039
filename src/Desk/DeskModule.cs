using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Gaps;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Storage;

namespace ServiceBot.Desk;

/// <summary>The room's front door.</summary>
public static class DeskModule
{
    /// <summary>Adds service requests, routing, the queue for a person, knowledge gaps, and their REST API.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        SqlMapper.AddTypeHandler(new RequestNumber.ColumnType());
        services.AddOptions<RoutingOptions>().BindConfiguration(RoutingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RoutingOptions>, RoutingOptionsRules>();
        services.AddSingleton<OpenRequest>();
        services.AddSingleton<AddComment>();
        services.AddSingleton<ChangeStatus>();
        services.AddSingleton<WithdrawRequest>();
        services.AddSingleton<HandOver>();
        services.AddSingleton<LeaveQueue>();
        services.AddSignalReader<GapReader>();
        return services.AddMigrations(typeof(DeskModule).Assembly);
    }
}
