using ServiceBot.Channels;
using ServiceBot.Crm;
using ServiceBot.Desk;
using ServiceBot.Dialogs;
using ServiceBot.Insight;
using ServiceBot.Knowledge;
using ServiceBot.Outreach;
using ServiceBot.Storage;
using ServiceBot.Web.Jobs;
using ServiceBot.Web.Mcp;
using ServiceBot.Web.Pages;

namespace ServiceBot.Web.Hosting;

/// <summary>Puts the rooms together; the same for the server, for the other verbs and for tests.</summary>
internal static class Product
{
    public const string DefaultAddress = "http://127.0.0.1:3978";

    /// <summary>A builder with all rooms and the settings of <c>appsettings.json</c>, environment and command line.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Settings are read once, at the start; watching for changes would watch every folder below the working directory.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. settings],
            ContentRootPath = Directory.GetCurrentDirectory(),
        });
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Json.JsonConfigurationSource
        {
            Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json"),
            FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(AppContext.BaseDirectory),
            Optional = true,
        });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 100 * 1024 * 1024);
        // The order is the order of starting: the channels come last, since their first act is to finish the turns of an earlier process.
        builder.Services.AddStorage().AddKnowledge().AddCrm().AddDesk().AddDialogs().AddInsight().AddOutreach().AddChannels().AddPages();
        builder.Services.AddKeyRing().AddProxies().AddMcp().AddJobs(builder.Configuration);
        builder.Services.AddOpenApi(ApiDescription.Describe);
        return builder;
    }

    /// <summary>The application with its pipeline and routes.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseProxies();
        app.UsePages();
        app.UseCors();
        app.UseWebSockets();
        app.MapChannels();
        app.MapDesk();
        app.MapInsight();
        app.MapDialogs();
        app.MapOutreach();
        app.MapPages();
        app.MapMcp();
        JobEndpoints.Map(app);
        app.MapOpenApi();
        app.MapOperations();
        return app;
    }
}
