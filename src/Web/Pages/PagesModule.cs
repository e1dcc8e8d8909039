using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Audit;
using ServiceBot.Desk.Privacy;
using ServiceBot.Desk;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Insight.Reports;
using ServiceBot.Web.Pages.Articles;
using ServiceBot.Web.Pages.Ask;
using ServiceBot.Web.Pages.Chat;
using ServiceBot.Web.Pages.Errors;
using ServiceBot.Web.Pages.Forms;
using ServiceBot.Web.Pages.Quotes;
using ServiceBot.Web.Pages.Staff;
using ServiceBot.Web.Pages.Staff.Desk;
using ServiceBot.Web.Pages.Staff.Import;
using ServiceBot.Web.Pages.Staff.Passkeys;
using ServiceBot.Web.Pages.Staff.Requests;
using ServiceBot.Web.Pages.Staff.SingleSignOn;
using ServiceBot.Web.Pages.Staff.Sales;
using ServiceBot.Web.Pages.Staff.Snooze;
using ServiceBot.Web.Pages.Staff.Texts;
using ServiceBot.Web.Pages.Staff.Views;

namespace ServiceBot.Web.Pages;

/// <summary>What customers see: the front page, the chat, the articles, and the script for other sites. It needs the rooms Channels, Knowledge, Desk and Dialogs.</summary>
public static class PagesModule
{
    /// <summary>Adds the pages, the visitor's token and its rate limit.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddOptions<ChatOptions>().BindConfiguration(ChatOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        services.AddProblemDetails();
        services.AddRazorComponents();
        services.AddOptions<CompanyOptions>().BindConfiguration(CompanyOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyOptions>, CompanyOptionsRules>();
        services.AddOpeningHours();
        services.AddSingleton<PageWords>();
        services.AddSingleton<ICompanyFacts, PageCompanyFacts>();
        services.AddSingleton<ArticleShelf>();
        services.AddSingleton<StaffPageWords>();
        services.AddSingleton<IReportLanguages>(provider => provider.GetRequiredService<StaffPageWords>());
        services.AddSingleton<ServiceBot.Outreach.Running.ICareWords>(provider => provider.GetRequiredService<StaffPageWords>());
        services.AddSingleton<StaffLinks>();
        services.AddProviderSchemes();
        services.AddSingleton<AskLimit>();
        return services.AddChatTokenLimit();
    }

    /// <summary>Security headers, errors in words, the rate limiter, and who calls; before everything that answers.</summary>
    public static IApplicationBuilder UsePages(this IApplicationBuilder app)
    {
        app.UseMiddleware<PageHeaders>();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = ErrorResponse.WriteAsync });
        app.UseStatusCodePages(context => ErrorResponse.WriteAsync(context.HttpContext));
        app.UseRouting();     // here an endpoint that knows its callers by itself goes past what follows
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAudit();
        app.UseProtectedCustomers();
        app.UseAntiforgery();
        return app.UseMiddleware<ForgeryGuard>();
    }

    /// <summary>Maps the pages and their files, which are served from the build's output wherever the process was started.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var environment = routes.ServiceProvider.GetRequiredService<IWebHostEnvironment>();
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (File.Exists(Path.Combine(published, "site.css")))
        {
            environment.WebRootFileProvider = new PhysicalFileProvider(published);
        }
        else
        {
            StaticWebAssetsLoader.UseStaticWebAssets(environment, new ConfigurationBuilder().AddInMemoryCollection(
                [new(WebHostDefaults.StaticWebAssetsKey, Path.Combine(AppContext.BaseDirectory, $"{Assembly}.staticwebassets.runtime.json"))]).Build());
        }

        // Built files are compressed once, by the build; looking for edits while serving would compress each answer anew.
        if (!environment.IsDevelopment())
        {
            routes.ServiceProvider.GetRequiredService<IConfiguration>()["ReloadStaticAssetsAtRuntime"] = "false";
        }

        var manifest = $"{Assembly}.staticwebassets.endpoints.json";
        routes.MapStaticAssets(manifest);
        routes.MapRazorComponents<App>().WithStaticAssets(manifest);
        routes.MapPost("/chat/token", ChatTokenEndpoint.HandleAsync).RequireRateLimiting(ChatTokenLimit.Policy).DisableAntiforgery().ExcludeFromDescription();
        DeskEndpoints.Map(routes);
        RequestDeskEndpoints.Map(routes);
        ProviderEndpoints.Map(routes);
        PasskeyEndpoint.Map(routes);
        TextDeskEndpoints.Map(routes);
        ViewDeskEndpoint.Map(routes);
        SalesDeskEndpoint.Map(routes);
        QuoteFiles.Map(routes);
        WebFormPages.Map(routes);
        TagDeskEndpoint.Map(routes);
        SnoozeDeskEndpoints.Map(routes);
        TogetherEndpoints.Map(routes);
        ImportDeskEndpoints.Map(routes);
        Stop.StopEndpoint.Map(routes);
        routes.MapPost("/sign-out", SignOutEndpoint.HandleAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static string Assembly => typeof(PagesModule).Assembly.GetName().Name!;
}
