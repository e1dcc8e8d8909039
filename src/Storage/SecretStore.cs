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
}
