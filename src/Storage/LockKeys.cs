using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Storage;

/// <summary>Numbers for locks on things that have names; far from the small numbers that conversations are locked by.</summary>
public static class LockKeys
{
    /// <summary>The number of a thing, for <see cref="ISqlDialect.LockAsync"/>.</summary>
    /// <param name="kind">What kind of thing it is.</param>
    /// <param name="name">Which one.</param>
    public static long Of(string kind, string name) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{name}"))) | (1L << 62);
}
