using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ServiceBot.Channels.Api;

/// <summary>Lets in who has a permission, and nobody else: on pages as an attribute, on routes by <see cref="NeedsExtensions"/>.</summary>
/// <param name="permission">What is needed.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Permission permission) : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    /// <summary>What is needed.</summary>
    public Permission Permission => permission;

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Looks for the permission among the caller's claims.</summary>
internal sealed class NeedsHandler : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (context.User.HasClaim(CallerClaims.Permission, PermissionWord.Of(requirement.Permission)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Claims of who calls.</summary>
public static class CallerClaims
{
    /// <summary>A permission, by its word; as many claims as permissions.</summary>
    public const string Permission = "permission";
}

/// <summary>Permissions for groups of routes.</summary>
public static class NeedsExtensions
{
    /// <summary>Lets in who has a permission, to whatever the builder maps.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder routes, Permission permission)
        where TBuilder : IEndpointConventionBuilder => routes.Needs(permission, permission);

    /// <summary>Lets in who has a permission: one for GET, another for every other method.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder routes, Permission read, Permission write)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(endpoint =>
        {
            var reads = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods.All(HttpMethods.IsGet) == true;
            endpoint.Metadata.Add(new NeedsAttribute(reads ? read : write));
        });
        return routes;
    }
}
