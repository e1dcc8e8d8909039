using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Audit;
using ServiceBot.Desk.Privacy;

namespace ServiceBot.Web.Mcp;

/// <summary>
/// Calls operations of the API within the process, as whoever a tool acts for: the same permissions, checks, audit and answers as over HTTP, as it is the same code.
/// </summary>
internal sealed class ApiCalls(EndpointDataSource endpoints, IServiceScopeFactory scopes)
{
    private RequestDelegate? _run;

    /// <summary>Builds what a call goes through; once, when the routes are mapped.</summary>
    public void Build(IApplicationBuilder app)
    {
        var inner = app.New();
        inner.UseAuthorization();
        inner.UseAudit();
        inner.UseProtectedCustomers();
        inner.Run(http => http.GetEndpoint()!.RequestDelegate!(http));
        _run = inner.Build();
    }

    /// <summary>Whether somebody may call an operation.</summary>
    public bool May(ClaimsPrincipal caller, string endpoint)
    {
        var found = Find(endpoint);
        return found.Metadata.GetMetadata<NeedsAttribute>() is { } needs && caller.May(needs.Of(MethodOf(found)));
    }

    /// <summary>Calls it.</summary>
    /// <returns>The status and the body of the answer.</returns>
    public async Task<(int Status, string Body)> CallAsync(ClaimsPrincipal caller, McpTool tool, IDictionary<string, JsonElement> told, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var answer = new MemoryStream();
        var endpoint = Find(tool.Endpoint);
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = caller, RequestAborted = cancellationToken };
        http.SetEndpoint(endpoint);
        http.Request.Method = MethodOf(endpoint);
        http.Request.Path = $"/{endpoint.RoutePattern.RawText?.Trim('/')}";
        http.Response.Body = answer;
        var query = new QueryBuilder();
        var body = new JsonObject();
        foreach (var parameter in tool.Parameters.Where(parameter => told.TryGetValue(parameter.Name, out var value) && value.ValueKind != JsonValueKind.Null))
        {
            var (name, value) = (parameter.ApiName ?? parameter.Name, told[parameter.Name]);
            switch (parameter.Place)
            {
                case ParameterPlace.Route:
                    http.Request.RouteValues[name] = value.ToString();
                    break;
                case ParameterPlace.Query:
                    query.Add(name, value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(one => one.ToString()) : [value.ToString()]);
                    break;
                case ParameterPlace.Header:
                    http.Request.Headers[name] = value.ToString();
                    break;
                default:
                    body[name] = JsonNode.Parse(value.GetRawText());
                    break;
            }
        }

        http.Request.QueryString = query.ToQueryString();
        if (tool.IsWrite)
        {
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes((tool.Body?.Invoke(told) ?? body).ToJsonString()));
        }

        await _run!(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    private RouteEndpoint Find(string name) => endpoints.Endpoints.OfType<RouteEndpoint>().Single(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == name);

    private static string MethodOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
}
