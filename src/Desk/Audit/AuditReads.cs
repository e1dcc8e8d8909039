using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Audit;

/// <summary>Writes down who reads personal data, before it is read: whoever's reading can't be written down reads nothing.</summary>
internal sealed class AuditReads(IDatabase database, TimeProvider clock)
{
    private const int MostRemembered = 10_000;
    private const int LongestName = 100;
    private static readonly TimeSpan Once = TimeSpan.FromMinutes(10);

    // What is read with each permission; the first thing that an address names is which.
    private static readonly Dictionary<Permission, string> Kinds = new()
    {
        [Permission.CustomersRead] = "customer",
        [Permission.CustomersExport] = "customer",
        [Permission.ImportsRead] = "import",
        [Permission.RequestsRead] = "request",
        [Permission.ConversationsRead] = "conversation",
        [Permission.ArchiveRead] = "conversation",
        [Permission.ContractsRead] = "contract",
        [Permission.SalesRead] = "sale",
        [Permission.PrivacyRead] = "privacy",
        [Permission.FormsRead] = "form",
    };

    private readonly ConcurrentDictionary<(string Actor, string Subject), DateTimeOffset> _written = [];

    /// <summary>Lets a request pass once its reading is written down. A page that stays open and reads itself anew is one reading in ten minutes.</summary>
    public async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (SubjectOf(http) is { } subject)
        {
            var (reading, now) = ((RequestEndpoints.CallerOf(http).Name, subject), clock.GetUtcNow());
            if (!_written.TryGetValue(reading, out var at) || now - at >= Once)
            {
                await database.WriteAsync(
                    async unit =>
                    {
                        await AuditLog.AppendAsync(unit, [(now, reading.Item1, "read", subject)]);
                        return true;
                    },
                    http.RequestAborted);
                if (_written.Count >= MostRemembered)
                {
                    _written.Clear();      // then something is written down twice
                }

                _written[reading] = now;
            }
        }

        await next(http);
    }

    /// <summary>Whose data is read; null: nobody's, or it is not read.</summary>
    private static string? SubjectOf(HttpContext http)
    {
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            || http.GetEndpoint() is not RouteEndpoint endpoint
            || endpoint.Metadata.GetMetadata<NeedsAttribute>() is not { } needs
            || !Kinds.TryGetValue(needs.Of(http.Request.Method), out var kind))
        {
            return null;
        }

        var which = Convert.ToString(http.Request.RouteValues.Values.FirstOrDefault(), CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(which) ? $"/{endpoint.RoutePattern.RawText?.Trim('/')}" : $"{kind}:{which[..Math.Min(which.Length, LongestName)]}";
    }
}

/// <summary>Puts the audit of readings into the pipeline.</summary>
public static class AuditExtensions
{
    /// <summary>Writes down who reads personal data; stands behind what says who is signed in and may come in.</summary>
    public static void UseAudit(this IApplicationBuilder app) => app.Use(next =>
    {
        var reads = app.ApplicationServices.GetRequiredService<AuditReads>();
        return http => reads.HandleAsync(http, next);
    });
}
