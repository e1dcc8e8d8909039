using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Crm;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts;

/// <summary>API keys that administrators make and revoke.</summary>
public sealed class ManageKeys(IDatabase database, IOptions<ApiOptions> settings, AccountSignals signals, TimeProvider clock)
{
    private const int MaxName = 60;

    /// <summary>Makes a key, to be shown once.</summary>
    /// <param name="by">Who makes it.</param>
    /// <param name="name">Who will hold it, at most 60 characters; one key a name, those of the settings counted.</param>
    /// <param name="scopes">What it may do: words of <see cref="PermissionWord.Scopes"/>, at least one.</param>
    /// <param name="days">Days that it counts, 1 to 3,650; null: for ever.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AccountOutcome> MakeAsync(Guid by, string name, IReadOnlyCollection<string> scopes, int? days, CancellationToken cancellationToken)
    {
        name = StoredText.CleanLine(name, MaxName);
        if (name.Length == 0)
        {
            return new AccountOutcome.NoName();
        }

        var permissions = new HashSet<Permission>();
        foreach (var word in scopes)
        {
            if (!PermissionWord.TryParse(word, out var permission) || !PermissionWord.Scopes.Contains(word))
            {
                return new AccountOutcome.NotAChoice();
            }

            permissions.Add(permission);
        }

        if (permissions.Count == 0 || days is < 1 or > 3_650)
        {
            return new AccountOutcome.NotAChoice();
        }

        if (settings.Value.Keys.Any(key => key.Name == name))
        {
            return new AccountOutcome.Taken();
        }

        var now = clock.GetUtcNow();
        return await database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                if (await ApiKeyStore.AddAsync(unit, name, permissions, days is { } life ? now.AddDays(life) : null, now) is not { } made)
                {
                    return new AccountOutcome.Taken();
                }

                await signals.AppendAsync(unit, "ApiKeyMade", by, new { key = made.Id, name, scopes = permissions.Order().Select(PermissionWord.Of), days });
                return new AccountOutcome.Shown([made.Key]);
            },
            cancellationToken);
    }

    /// <summary>Ends a key for good.</summary>
    public Task<AccountOutcome> RevokeAsync(Guid by, Guid id, CancellationToken cancellationToken) => database.WriteAsync<AccountOutcome>(
        async unit =>
        {
            if (await ApiKeyStore.RevokeAsync(unit, id, clock.GetUtcNow()) is not { } name)
            {
                return new AccountOutcome.NotFound();
            }

            await signals.AppendAsync(unit, "ApiKeyRevoked", by, new { key = id, name });
            return new AccountOutcome.Done();
        },
        cancellationToken);
}
