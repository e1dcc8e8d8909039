using System.Security.Cryptography;

namespace ServiceBot.Storage;

/// <summary>Keys that the product makes for itself once and that all nodes share.</summary>
public sealed class SecretStore(IDatabase database)
{
    /// <summary>The key of a name: 32 random bytes, made at the first call.</summary>
    public Task<byte[]> GetOrCreateAsync(string name, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit =>
            {
                await unit.ExecuteAsync(
                    "INSERT INTO storage_secret (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING",
                    new { name, value = RandomNumberGenerator.GetBytes(32) });
                return await unit.GetAsync<byte[]>("SELECT value FROM storage_secret WHERE name = @name", new { name });
            },
            cancellationToken);

    /// <summary>Keeps a secret that was made elsewhere; a name that is there already keeps its first one.</summary>
    public Task AddAsync(string name, byte[] value, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync("INSERT INTO storage_secret (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", new { name, value }),
            cancellationToken);

    /// <summary>The secrets whose names begin so, in the order of their names.</summary>
    /// <param name="prefix">Without <c>%</c> and <c>_</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<byte[]>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.QueryAsync<byte[]>("SELECT value FROM storage_secret WHERE name LIKE @pattern ORDER BY name", new { pattern = prefix + "%" }),
            cancellationToken);
}
