using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ServiceBot.Web.Hosting;

/// <summary>What <c>/openapi/v1.json</c> says about the API as a whole.</summary>
internal static class ApiDescription
{
    private const string Scheme = "ApiKey";

    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new()
        {
            Title = "Crm.ServiceBot",
            Version = "v1",
            Description = "Service requests, the queue for people, conversations, knowledge gaps and undelivered letters. Errors are application/problem+json.",
        };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key of the setting Api:Keys, or one that an administrator made, as Authorization: Bearer or X-Api-Key.",
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    });
}
