using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Accounts.SingleSignOn;

/// <summary>Sign-in through a provider that knows the people of the desk already. Section <c>SignIn:SingleSignOn</c>.</summary>
public sealed class SingleSignOnOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "SignIn:SingleSignOn";

    /// <summary>The providers. Default: none.</summary>
    public IList<ProviderOptions> Providers { get; } = [];

    /// <summary>Whether nobody signs in by password but <see cref="BreakGlass"/>. Default: no.</summary>
    public bool Only { get; set; }

    /// <summary>Addresses of administrators who sign in by password all the same, for the day that the provider is away.</summary>
    public IList<string> BreakGlass { get; } = [];

    /// <summary>The provider of a name; null: there is none.</summary>
    public ProviderOptions? Find(string? name) => Providers.FirstOrDefault(provider => provider.Name == name);

    /// <summary>Whether somebody may sign in by what the product itself knows of them.</summary>
    /// <param name="email">The address, as typed.</param>
    internal bool TakesPassword(string email) => !Only || BreakGlass.Any(kept => string.Equals(kept, email.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The same of somebody who is there: breaking the glass is for administrators.</summary>
    internal bool TakesPassword(StaffMember member) => !Only || (member.Role == StaffRole.Administrator && TakesPassword(member.Email));
}

/// <summary>A provider of single sign-on, over OAuth 2 with PKCE.</summary>
public sealed class ProviderOptions
{
    /// <summary>What it is called in addresses and in the database; a short word.</summary>
    public string Name { get; set; } = "";

    /// <summary>What people read on its button. Default: the name.</summary>
    public string Title { get; set; } = "";

    /// <summary>The id of the operator's own tenant of Microsoft Entra ID: gives all addresses, the issuer, and the subject's claim. Empty: the addresses are given one by one.</summary>
    public string EntraTenant { get; set; } = "";

    /// <summary>What the provider knows the product by.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that goes with it.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Where people are sent.</summary>
    public string AuthorizeUrl { get; set; } = "";

    /// <summary>Where a code is exchanged.</summary>
    public string TokenUrl { get; set; } = "";

    /// <summary>Where the provider says who it was. Empty: it says so in the id token, which then needs <see cref="Issuer"/>.</summary>
    public string UserInfoUrl { get; set; } = "";

    /// <summary>Who issues id tokens; empty: id tokens are not looked at.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Where people sign out of the provider itself; empty: the product shows no link to it.</summary>
    public string SignOutUrl { get; set; } = "";

    /// <summary>What is asked for, parted by spaces. Default: <c>openid profile email</c>.</summary>
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>The claim that never changes and is nobody else's. Empty: <c>sub</c>, with <see cref="EntraTenant"/> <c>oid</c>.</summary>
    public string SubjectClaim { get; set; } = "";

    /// <summary>The claim with the e-mail address. Default: <c>email</c>.</summary>
    public string EmailClaim { get; set; } = "email";

    /// <summary>The claim with the name. Default: <c>name</c>.</summary>
    public string NameClaim { get; set; } = "name";

    /// <summary>Whether its addresses count without <c>email_verified</c>, since only the operator's own administrators give them. Default: no.</summary>
    public bool TrustsEmail { get; set; }

    /// <summary>Domains that addresses must be of. Default: any.</summary>
    public IList<string> Domains { get; } = [];

    /// <summary>Whether an account that has the same verified address is taken as the same person's; otherwise they sign in to it first and connect it. Default: no.</summary>
    public bool LinkByEmail { get; set; }

    /// <summary>Whether somebody without an account or an invitation gets an account. Default: no.</summary>
    public bool AdmitAnyone { get; set; }

    /// <summary>Whether who has an authenticator is asked for its code as well. Default: yes; no where the provider asks for a second factor.</summary>
    public bool AsksForCode { get; set; } = true;

    /// <summary>The claim with roles or groups; parts of a path are parted by dots. Empty: roles are given on <c>/admin</c>.</summary>
    public string RoleClaim { get; set; } = "";

    /// <summary>What its values mean; the first that fits counts, <c>*</c> fits everybody, and whom none fits does not get in.</summary>
    public IList<RoleRule> Roles { get; } = [];

    /// <summary>The claim with teams or groups. Empty: teams are given on <c>/admin</c>.</summary>
    public string TeamClaim { get; set; } = "";

    /// <summary>What its values mean; the first that fits counts, and whom none fits keeps the team that they have.</summary>
    public IList<TeamRule> Teams { get; } = [];

    /// <summary>What people read.</summary>
    public string Shown => Title.Length > 0 ? Title : Name;

    internal bool IsEntra => EntraTenant.Length > 0;

    internal string SubjectClaimOrDefault => SubjectClaim.Length > 0 ? SubjectClaim : IsEntra ? "oid" : "sub";

    internal bool Takes(EmailAddress email) =>
        Domains.Count == 0 || Domains.Any(domain => email.Value[(email.Value.LastIndexOf('@') + 1)..].Equals(domain, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a value of the role claim means.</summary>
public sealed class RoleRule
{
    /// <summary>The claim's value, or <c>*</c>.</summary>
    public string Value { get; set; } = "";

    /// <summary>The role.</summary>
    public StaffRole Role { get; set; }
}

/// <summary>What a value of the team claim means.</summary>
public sealed class TeamRule
{
    /// <summary>The claim's value, or <c>*</c>.</summary>
    public string Value { get; set; } = "";

    /// <summary>The team, a word.</summary>
    public string Team { get; set; } = "";
}
