using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Desk.Audit;

/// <summary>That somebody has read or changed personal data.</summary>
public sealed record AuditEntry
{
    /// <summary>The hash before the first entry.</summary>
    internal static readonly string Beginning = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Its number: 1, 2, 3 … without a gap.</summary>
    public required long Number { get; init; }

    /// <summary>When; whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: <c>staff:…</c>, <c>api:…</c>, or <c>system</c> for what followed by itself and what the customer did.</summary>
    public required string Actor { get; init; }

    /// <summary>What: <c>read</c>, or what the signal log calls it.</summary>
    public required string Action { get; init; }

    /// <summary>Of whom: <c>customer:…</c>, <c>request:SR-…</c>, <c>conversation:…</c>; or the address of a list or search.</summary>
    public required string Subject { get; init; }

    /// <summary>The hash of the entry before.</summary>
    public required string Previous { get; init; }

    /// <summary>Its hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash that the entry should have: SHA-256 of the previous hash, number, instant and each text with its length, so that no two entries are written alike.</summary>
    internal string Hashed()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (var value in (ReadOnlySpan<long>)[Number, At.ToUnixTimeMilliseconds()])
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            hash.AppendData(number);
        }

        foreach (var text in (ReadOnlySpan<string>)[Previous, Actor, Action, Subject])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
