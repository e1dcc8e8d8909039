using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Accounts.SingleSignOn;

/// <summary>Who a provider says it is.</summary>
/// <param name="Subject">The provider's id of the person.</param>
/// <param name="Email">The address; null: none that letters could be sent to.</param>
/// <param name="IsVerified">Whether the provider has proved that it is theirs.</param>
/// <param name="Name">The name; null: none.</param>
/// <param name="Role">What the role claim means; null: nothing, or roles are not the provider's.</param>
/// <param name="Team">What the team claim means; null: nothing.</param>
public sealed record ProviderPerson(string Subject, EmailAddress? Email, bool IsVerified, string? Name, StaffRole? Role, string? Team)
{
    private const int MaxToken = 64 * 1024;
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    /// <summary>Reads what a provider says: its user information, its id token, or both, which must then be about the same person.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="userInfo">The answer of <see cref="ProviderOptions.UserInfoUrl"/>; null: there is none.</param>
    /// <param name="idToken">The id token, straight from <see cref="ProviderOptions.TokenUrl"/>; null: there is none.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="ProviderException">It says nothing that can be believed.</exception>
    public static ProviderPerson Of(ProviderOptions provider, JsonElement? userInfo, string? idToken, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var claims = new List<JsonElement>();
        if (userInfo is { ValueKind: JsonValueKind.Object } said)
        {
            claims.Add(said);
        }

        if (provider.Issuer.Length > 0)
        {
            claims.Add(Checked(provider, idToken, now));
        }

        var subjects = claims.Select(source => Text(source, provider.SubjectClaimOrDefault)).Distinct().ToList();
        if (subjects is not [{ Length: > 0 and <= 255 } subject])
        {
            throw new ProviderException($"The provider gave no {provider.SubjectClaimOrDefault}, or two that differ.");
        }

        var withEmail = claims.FirstOrDefault(source => Text(source, provider.EmailClaim) is not null);
        var email = withEmail.ValueKind == JsonValueKind.Object && EmailAddress.TryParse(Text(withEmail, provider.EmailClaim), out var address) ? address : (EmailAddress?)null;
        var roles = claims.SelectMany(source => Texts(source, provider.RoleClaim)).ToHashSet(StringComparer.Ordinal);
        var teams = claims.SelectMany(source => Texts(source, provider.TeamClaim)).ToHashSet(StringComparer.Ordinal);
        return new(
            subject,
            email,
            email is not null && (provider.TrustsEmail || Texts(withEmail, "email_verified").Contains("true", StringComparer.OrdinalIgnoreCase)),
            claims.Select(source => Text(source, provider.NameClaim)).FirstOrDefault(name => name is not null),
            provider.Roles.FirstOrDefault(rule => rule.Value == "*" || roles.Contains(rule.Value))?.Role,
            provider.Teams.FirstOrDefault(rule => rule.Value == "*" || teams.Contains(rule.Value))?.Team);
    }

    /// <summary>
    /// The claims of an id token that came straight from the token endpoint: the connection says who issued it (OpenID Connect Core 3.1.3.7, 6), the
    /// rest is looked at.
    /// </summary>
    private static JsonElement Checked(ProviderOptions provider, string? idToken, DateTimeOffset now)
    {
        if (idToken is not { Length: <= MaxToken } || idToken.Split('.') is not [_, var payload, _])
        {
            throw new ProviderException("The provider gave no id token, or one that is not signed.");
        }

        JsonElement claims;
        try
        {
            claims = JsonElement.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload)));
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            throw new ProviderException("The provider's id token can't be read.");
        }

        if (Text(claims, "iss") != provider.Issuer || !Texts(claims, "aud").Contains(provider.ClientId, StringComparer.Ordinal))
        {
            throw new ProviderException("The provider's id token is of another issuer, or for another program.");
        }

        if (!claims.TryGetProperty("exp", out var end) || !end.TryGetInt64(out var seconds) || seconds > 253_402_300_799 || DateTimeOffset.FromUnixTimeSeconds(seconds) + Leeway < now)
        {
            throw new ProviderException("The provider's id token is over.");
        }

        return claims;
    }

    private static string? Text(JsonElement claims, string name) => Texts(claims, name).FirstOrDefault();

    /// <summary>The texts of a claim, which may be one, a list, or further down: <c>realm_access.roles</c>.</summary>
    private static IEnumerable<string> Texts(JsonElement claims, string name)
    {
        if (name.Length == 0 || claims.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        if (claims.TryGetProperty(name, out var found))
        {
            return found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().SelectMany(TextOf) : TextOf(found);
        }

        return name.Split('.', 2) is [var first, var rest] && claims.TryGetProperty(first, out var inner) ? Texts(inner, rest) : [];
    }

    private static IEnumerable<string> TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.True => ["true"],
        _ => [],
    };
}

/// <summary>What a provider says can't be believed.</summary>
/// <param name="message">Why, for the operator's log.</param>
public sealed class ProviderException(string message) : Exception(message);
