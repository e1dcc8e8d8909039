using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ServiceBot.Channels.Api;

/// <summary>Lets in who has a permission, and nobody else: on pages as an attribute, on routes by <see cref="NeedsExtensions"/>.</summary>
/// <param name="read">What GET and HEAD need.</param>
/// <param name="write">What every other method needs.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Permission read, Permission write) : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    /// <summary>The same for every method.</summary>
    public NeedsAttribute(Permission permission)
        : this(permission, permission)
    {
    }

    /// <summary>What a method needs.</summary>
    public Permission Of(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? read : write;

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Looks for the permission among the caller's claims.</summary>
internal sealed class NeedsHandler : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (context.Resource is HttpContext http && context.User.HasClaim(CallerClaims.Permission, PermissionWord.Of(requirement.Of(http.Request.Method))))
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

    /// <summary>The id of the key that an administrator made, if it is by one.</summary>
    public const string Key = "key";
}

/// <summary>Permissions for groups of routes.</summary>
public static class NeedsExtensions
{
    /// <summary>Lets in who has a permission, to whatever the builder maps.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder routes, Permission permission)
        where TBuilder : IEndpointConventionBuilder => routes.Needs(permission, permission);

    /// <summary>Lets in who has a permission: one for GET and HEAD, another for every other method.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder routes, Permission read, Permission write)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(endpoint => endpoint.Metadata.Add(new NeedsAttribute(read, write)));
        return routes;
    }
}
