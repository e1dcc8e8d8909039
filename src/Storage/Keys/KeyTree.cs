using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ServiceBot.Storage.Keys;

/// <summary>
/// The keys of all subjects, by number, in a few bytes. Each key follows from a root by one step for each bit of the number; a step is HMAC-SHA256, which nobody goes back. To destroy a key, the node above it is replaced by
/// the nodes beside the way down to it: every other key still follows from one of these, and that one from none.
/// </summary>
/// <remarks>Goldreich, Goldwasser, Micali, «How to construct random functions» (1986); destroying is what Boneh and Waters (2013) call puncturing.</remarks>
internal sealed class KeyTree
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 32;

    private const int Depth = 32;
    private const int NodeLength = 1 + sizeof(uint) + KeyLength;

    private readonly Dictionary<(int Level, uint Prefix), byte[]> _nodes;

    private KeyTree(Dictionary<(int Level, uint Prefix), byte[]> nodes) => _nodes = nodes;

    /// <summary>How many nodes there are: one as long as no key is destroyed.</summary>
    public int Nodes => _nodes.Count;

    /// <summary>Whether no key is destroyed.</summary>
    public bool IsWhole => _nodes.ContainsKey((0, 0));

    /// <summary>A new one.</summary>
    public static KeyTree New() => new(new() { [(0, 0)] = RandomNumberGenerator.GetBytes(KeyLength) });

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static KeyTree Read(ReadOnlySpan<byte> bytes)
    {
        var nodes = new Dictionary<(int, uint), byte[]>(bytes.Length / NodeLength);
        for (; bytes.Length > 0; bytes = bytes[NodeLength..])
        {
            nodes.Add((bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes[1..])), bytes[(1 + sizeof(uint))..NodeLength].ToArray());
        }

        return new(nodes);
    }

    /// <summary>The nodes as bytes.</summary>
    public byte[] Write()
    {
        var bytes = new byte[_nodes.Count * NodeLength];
        var rest = bytes.AsSpan();
        foreach (var ((level, prefix), key) in _nodes)
        {
            rest[0] = (byte)level;
            BinaryPrimitives.WriteUInt32BigEndian(rest[1..], prefix);
            key.CopyTo(rest[(1 + sizeof(uint))..]);
            rest = rest[NodeLength..];
        }

        return bytes;
    }

    /// <summary>Whether a number's key is there.</summary>
    public bool Has(uint number)
    {
        for (var at = 0; at <= Depth; at++)
        {
            if (_nodes.ContainsKey((at, Prefix(number, at))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a node on the way to a number is; null: the number's key is destroyed, or the node is above those that are left.</summary>
    /// <param name="number">The number.</param>
    /// <param name="level">How many steps from the root; 32: the number's own key.</param>
    public byte[]? NodeOf(uint number, int level = Depth)
    {
        for (var at = 0; at <= level; at++)
        {
            if (_nodes.TryGetValue((at, Prefix(number, at)), out var key))
            {
                return Down(key, number, at, level);
            }
        }

        return null;
    }

    /// <summary>Goes from a node on the way to a number on to a lower one.</summary>
    public static byte[] Down(byte[] key, uint number, int from, int to = Depth)
    {
        for (var at = from; at < to; at++)
        {
            key = Step(key, Bit(number, at));
        }

        return key;
    }

    /// <summary>Destroys a number's key.</summary>
    /// <returns>False: it was.</returns>
    public bool Destroy(uint number)
    {
        var at = Enumerable.Range(0, Depth + 1).FirstOrDefault(level => _nodes.ContainsKey((level, Prefix(number, level))), -1);
        if (at < 0 || !_nodes.Remove((at, Prefix(number, at)), out var key))
        {
            return false;
        }

        for (; at < Depth; at++)
        {
            var bit = Bit(number, at);
            _nodes[(at + 1, Prefix(number, at + 1) ^ 1)] = Step(key, 1 - bit);
            var next = Step(key, bit);
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        CryptographicOperations.ZeroMemory(key);
        return true;
    }

    private static uint Prefix(uint number, int level) => level == 0 ? 0 : number >> (Depth - level);

    private static int Bit(uint number, int level) => (int)(number >> (Depth - 1 - level)) & 1;

    private static byte[] Step(byte[] key, int bit) => HMACSHA256.HashData(key, new[] { (byte)bit });
}
