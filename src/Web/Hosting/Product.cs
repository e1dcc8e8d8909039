using ServiceBot.Channels;
using ServiceBot.Storage;

namespace ServiceBot.Web.Hosting;

/// <summary>Puts the rooms together; the same for the server, for the other verbs and for tests.</summary>
internal static class Product
{
    public const string DefaultAddress = "http://127.0.0.1:3978";

    /// <summary>A builder with all rooms and the settings of <c>appsettings.json</c>, environment and command line.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = settings,
            ContentRootPath = Directory.GetCurrentDirectory(),
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
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

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 100 * 1024 * 1024;
        });
        builder.Services.AddStorage().AddChannels();
        builder.Services.AddSingleton<ServiceBot.Channels.Turns.ITurnHandler, TempEcho>();
        builder.Services.AddProblemDetails();
        return builder;
    }

    /// <summary>The application with its pipeline and routes.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseWebSockets();
        app.UseRouting();
        app.UseCors();
        app.MapChannels();
        app.MapOperations();
        return app;
    }
}
