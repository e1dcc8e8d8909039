using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Accounts.SingleSignOn;

/// <summary>Fills in what a tenant of Entra ID says of itself.</summary>
internal sealed class EntraAddresses : IPostConfigureOptions<SingleSignOnOptions>
{
    public void PostConfigure(string? name, SingleSignOnOptions options)
    {
        foreach (var provider in options.Providers.Where(provider => Guid.TryParse(provider.EntraTenant, out _)))
        {
            var authority = $"https://login.microsoftonline.com/{provider.EntraTenant}";
            string Or(string given, string known) => given.Length > 0 ? given : known;
            provider.AuthorizeUrl = Or(provider.AuthorizeUrl, $"{authority}/oauth2/v2.0/authorize");
            provider.TokenUrl = Or(provider.TokenUrl, $"{authority}/oauth2/v2.0/token");
            provider.SignOutUrl = Or(provider.SignOutUrl, $"{authority}/oauth2/v2.0/logout");
            provider.Issuer = Or(provider.Issuer, $"{authority}/v2.0");
        }
    }
}

/// <summary>Says at the start what is wrong with a provider, without showing its secret.</summary>
internal sealed class SingleSignOnOptionsRules : IValidateOptions<SingleSignOnOptions>
{
    public ValidateOptionsResult Validate(string? name, SingleSignOnOptions options)
    {
        var errors = options.Providers.SelectMany((provider, index) => ErrorsOf(provider).Select(error => $"{SingleSignOnOptions.Section}:Providers:{index}: {error}"))
            .Concat(options.Providers.GroupBy(provider => provider.Name).Where(same => same.Count() > 1)
                .Select(same => $"{SingleSignOnOptions.Section}:Providers: the name '{same.Key}' is there twice."))
            .Concat(options.BreakGlass.Where(kept => !EmailAddress.TryParse(kept, out _)).Select(kept => $"{SingleSignOnOptions.Section}:BreakGlass: '{kept}' is no e-mail address."))
            .ToList();
        if (options.Only && (options.Providers.Count == 0 || options.BreakGlass.Count == 0))
        {
            errors.Add($"{SingleSignOnOptions.Section}:Only needs a provider, and in BreakGlass the address of an administrator who gets in when it is away.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(ProviderOptions provider)
    {
        if (!RequestLimits.IsWord(provider.Name))
        {
            yield return "Name is not a short word in lower case, such as entra (a-z, 0-9, _ and -, at most 40).";
        }

        if (provider.IsEntra && !Guid.TryParse(provider.EntraTenant, out _))
        {
            yield return $"EntraTenant: '{provider.EntraTenant}' is not the id of one tenant; 'common' and 'organizations' let in whoever has a tenant.";
        }

        foreach (var (key, url, isNeeded) in new[]
        {
            (nameof(provider.AuthorizeUrl), provider.AuthorizeUrl, true), (nameof(provider.TokenUrl), provider.TokenUrl, true),
            (nameof(provider.UserInfoUrl), provider.UserInfoUrl, provider.Issuer.Length == 0), (nameof(provider.SignOutUrl), provider.SignOutUrl, false),
        })
        {
            if ((isNeeded || url.Length > 0) && !IsSafe(url))
            {
                yield return $"{key}: '{url}' is not an https address (http is for this machine alone).";
            }
        }

        foreach (var (key, value) in new[]
        {
            (nameof(provider.ClientId), provider.ClientId), (nameof(provider.ClientSecret), provider.ClientSecret), (nameof(provider.Scopes), provider.Scopes),
            (nameof(provider.EmailClaim), provider.EmailClaim), (nameof(provider.NameClaim), provider.NameClaim),
        })
        {
            if (value.Length == 0)
            {
                yield return $"{key} is empty.";
            }
        }

        if (provider.RoleClaim.Length > 0 == (provider.Roles.Count == 0) || provider.Roles.Any(rule => rule.Value.Length == 0))
        {
            yield return "RoleClaim and Roles go together, and each of the Roles has a Value.";
        }

        if (provider.TeamClaim.Length > 0 == (provider.Teams.Count == 0) || provider.Teams.Any(rule => rule.Value.Length == 0 || !RequestLimits.IsWord(rule.Team)))
        {
            yield return "TeamClaim and Teams go together, and each of the Teams has a Value and a Team, which is a short word.";
        }

        if (provider.AdmitAnyone && provider.Domains.Count == 0 && !provider.IsEntra && provider.Roles.Count == 0)
        {
            yield return "AdmitAnyone would let in everybody that the provider knows: name Domains, or a RoleClaim with Roles.";
        }
    }

    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback));
}
