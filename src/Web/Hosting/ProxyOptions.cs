using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace ServiceBot.Web.Hosting;

/// <summary>Reverse proxies before the product. Section <c>Proxy</c>.</summary>
internal sealed class ProxyOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Proxy";

    /// <summary>
    /// Addresses (<c>127.0.0.1</c>, <c>::1</c>) and networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and
    /// <c>-Host</c> are believed. Default: none.
    /// </summary>
    public IList<string> Trusted { get; } = [];
}

/// <summary>What each entry must be.</summary>
internal sealed class ProxyOptionsRules : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) =>
        options.Trusted.FirstOrDefault(entry => !IPAddress.TryParse(entry, out _) && !IPNetwork.TryParse(entry, out _)) is { } wrong
            ? ValidateOptionsResult.Fail($"Proxy:Trusted holds '{wrong}', which is neither an address like 127.0.0.1 nor a network like 10.0.0.0/8.")
            : ValidateOptionsResult.Success;
}

/// <summary>Makes requests that come through a trusted proxy look as they did before it: address, scheme and host.</summary>
internal static class ProxyModule
{
    public static IServiceCollection AddProxies(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsRules>();
    }

    /// <summary>Must come before everything that asks where a request comes from.</summary>
    public static IApplicationBuilder UseProxies(this IApplicationBuilder app)
    {
        var trusted = app.ApplicationServices.GetRequiredService<IConfiguration>().GetSection(ProxyOptions.Section).Get<ProxyOptions>()?.Trusted ?? [];
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,     // a chain is followed as far as its proxies are trusted
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var entry in trusted)
        {
            if (IPAddress.TryParse(entry, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (IPNetwork.TryParse(entry, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }

        // With two empty lists the framework would believe everybody. A wrong entry stops the start, later.
        return options.KnownProxies.Count + options.KnownIPNetworks.Count > 0 ? app.UseForwardedHeaders(options) : app;
    }
}
