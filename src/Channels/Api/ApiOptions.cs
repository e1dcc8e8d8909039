using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace ServiceBot.Channels.Api;

/// <summary>Who may call the REST API. Section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Api";

    /// <summary>The keys. None (the default): only keys that administrators make let anybody in.</summary>
    public IList<ApiKey> Keys { get; } = [];
}

/// <summary>A key of the REST API.</summary>
public sealed class ApiKey
{
    /// <summary>Who holds it; stands in the history of what is done with it. At most 60 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>The key, at least 16 characters; or <c>sha256:</c> and the 64 hex digits of its SHA-256, so that the settings do not hold it.</summary>
    public string Key { get; set; } = "";

    /// <summary>What it may do: words of <see cref="PermissionWord.Scopes"/>, such as <c>requests:read</c>. None (the default): everything.</summary>
    public IList<string> Scopes { get; } = [];

    internal byte[] Hash => Key.StartsWith(ApiOptionsRules.HashPrefix, StringComparison.Ordinal)
        ? Convert.FromHexString(Key.AsSpan(ApiOptionsRules.HashPrefix.Length))
        : SHA256.HashData(Encoding.UTF8.GetBytes(Key));
}

/// <summary>Says at the start which key is wrong, without showing it.</summary>
internal sealed class ApiOptionsRules : IValidateOptions<ApiOptions>
{
    public const string HashPrefix = "sha256:";

    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        var errors = options.Keys.SelectMany((key, index) => ErrorsOf(key).Select(error => $"{ApiOptions.Section}:Keys:{index}: {error}"))
            .Concat(options.Keys.GroupBy(key => key.Name).Where(same => same.Count() > 1).Select(same => $"{ApiOptions.Section}:Keys: the name '{same.Key}' is there twice."))
            .ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(ApiKey key)
    {
        if (string.IsNullOrWhiteSpace(key.Name) || key.Name.Length > 60)
        {
            yield return "Name is missing or longer than 60 characters.";
        }

        if (key.Key.StartsWith(HashPrefix, StringComparison.Ordinal))
        {
            if (key.Key.Length != HashPrefix.Length + 64 || !key.Key.Skip(HashPrefix.Length).All(char.IsAsciiHexDigit))
            {
                yield return "Key begins with sha256: but 64 hex digits do not follow.";
            }
        }
        else if (key.Key.Length < 16)
        {
            yield return "Key is shorter than 16 characters.";
        }

        foreach (var scope in key.Scopes.Except(PermissionWord.Scopes))
        {
            yield return $"'{scope}' is not a scope. There are {string.Join(", ", PermissionWord.Scopes)}.";
        }
    }
}
