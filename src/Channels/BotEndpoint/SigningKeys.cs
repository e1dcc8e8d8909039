using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace ServiceBot.Channels.BotEndpoint;

/// <summary>A key that signs tokens.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Endorsements">Ids of the channels that it may speak for; null: the issuer says nothing about it.</param>
internal sealed record SigningKey(RsaSecurityKey Key, FrozenSet<string>? Endorsements);

/// <summary>
/// The keys of an issuer of tokens, fetched when one is asked for and kept for a day. An unknown key may be a new one, so they are fetched again, by
/// one call at a time and at most every five minutes; while that fails, the old ones stay.
/// </summary>
internal sealed partial class SigningKeys(Uri metadata, HttpClient http, TimeProvider clock, ILogger logger)
{
    private const int SmallestKeyBits = 2_048;
    private static readonly TimeSpan KeepFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseWithoutKeys = TimeSpan.FromSeconds(10);     // nobody gets in until then
    private static readonly TimeSpan FetchWithin = TimeSpan.FromSeconds(10);     // the calling channel gives up after 15
    private readonly Lock _gate = new();
    private volatile KeySet _keys = new(FrozenDictionary<string, SigningKey>.Empty, DateTimeOffset.MinValue);
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;
    private Task _fetch = Task.CompletedTask;

    /// <summary>Finds a key.</summary>
    /// <returns>The key, or null when the issuer has none of that id, or can't be asked.</returns>
    public async ValueTask<SigningKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var keys = _keys;
        if (keys.ById.TryGetValue(id, out var key) && clock.GetUtcNow() - keys.FetchedAt < KeepFor)
        {
            return key;
        }

        await FetchOnce().WaitAsync(cancellationToken);
        return _keys.ById.GetValueOrDefault(id);
    }

    private Task FetchOnce()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_fetch.IsCompleted && now - _triedAt >= (_keys.ById.Count > 0 ? Pause : PauseWithoutKeys))
            {
                _triedAt = now;
                _fetch = FetchAsync();
            }

            return _fetch;
        }
    }

    private async Task FetchAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(FetchWithin);
            var keys = Read(await http.GetByteArrayAsync(await KeysAddressAsync(patience.Token), patience.Token));
            _keys = new(keys, clock.GetUtcNow());
            Log.Fetched(logger, keys.Count, metadata);
        }
        catch (Exception failure)
        {
            Log.NotFetched(logger, failure, metadata);
        }
    }

    private async Task<Uri> KeysAddressAsync(CancellationToken cancellationToken)
    {
        using var description = JsonDocument.Parse(await http.GetByteArrayAsync(metadata, cancellationToken));
        var keys = new Uri(description.RootElement.GetProperty("jwks_uri").GetString()!);
        return keys.IsConfidential() && keys.Host.Equals(metadata.Host, StringComparison.OrdinalIgnoreCase)
            ? keys
            : throw new InvalidDataException($"The keys are said to be at {keys}, which is not https on {metadata.Host}.");
    }

    private static FrozenDictionary<string, SigningKey> Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var key in document.RootElement.GetProperty("keys").EnumerateArray())
        {
            if (TextOf(key, "kty") == "RSA" && TextOf(key, "use") is null or "sig" && TextOf(key, "kid") is { Length: > 0 } id)
            {
                var numbers = new RSAParameters { Modulus = Base64Url.DecodeFromChars(TextOf(key, "n")), Exponent = Base64Url.DecodeFromChars(TextOf(key, "e")) };
                if (numbers.Modulus.Length * 8 >= SmallestKeyBits)
                {
                    keys[id] = new(new(numbers) { KeyId = id }, EndorsementsOf(key));
                }
            }
        }

        return keys.Count > 0 ? keys.ToFrozenDictionary(StringComparer.Ordinal) : throw new InvalidDataException("There is no RSA key among the keys.");
    }

    private static string? TextOf(JsonElement key, string property) => key.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static FrozenSet<string>? EndorsementsOf(JsonElement key) =>
        key.TryGetProperty("endorsements", out var channels) ? channels.EnumerateArray().Select(channel => channel.GetString()!).ToFrozenSet(StringComparer.Ordinal) : null;

    private sealed record KeySet(FrozenDictionary<string, SigningKey> ById, DateTimeOffset FetchedAt);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} signing keys were fetched as {Metadata} says")]
        public static partial void Fetched(ILogger logger, int count, Uri metadata);

        [LoggerMessage(LogLevel.Error, "The signing keys that {Metadata} describes can't be fetched; those of before stay in use")]
        public static partial void NotFetched(ILogger logger, Exception failure, Uri metadata);
    }
}
