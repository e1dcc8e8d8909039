using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Storage.Keys;

/// <summary>
/// Encrypts texts with a key of whom they are about, so that destroying that key makes them unreadable wherever they are, also in backups. AES-GCM-256, a random nonce each; bound to whom and what they are about. What is
/// looked for is looked for by a keyed hash.
/// </summary>
public sealed class SubjectCipher(KeyStore keys)
{
    private const string Prefix = "enc1:";
    private const string LookUpPrefix = "key1:";
    private const int LookUpLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Head = sizeof(uint) + NonceLength + TagLength;
    private const int BranchLevel = 24;       // 256 subjects below each node that is kept at hand
    private const int MostBranches = 4_096;

    private volatile Branches _branches = new(KeyTree.New());

    /// <summary>Whether a text is encrypted.</summary>
    public static bool IsSealed(string? text) => text?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Whether a text is a keyed hash.</summary>
    public static bool IsLookUp(string? text) => text?.StartsWith(LookUpPrefix, StringComparison.Ordinal) == true;

    /// <summary>The SQL condition that a column is not encrypted yet.</summary>
    /// <param name="column">The column.</param>
    public static string IsPlain(string column) => $"{column} NOT LIKE '{Prefix}%'";

    /// <summary>Reads a text, encrypted or not.</summary>
    /// <param name="subject">Whom it is about.</param>
    /// <param name="about">What: a field.</param>
    /// <param name="text">As it is kept.</param>
    /// <returns>Null: there is none, or its key is destroyed, or somebody has changed it or moved it there from elsewhere.</returns>
    public string? Open(Guid subject, string about, string? text)
    {
        if (!IsSealed(text))
        {
            return text;
        }

        var encoded = text.AsSpan(Prefix.Length);
        if (!Base64Url.IsValid(encoded, out var length) || length < Head)
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(encoded).AsSpan();
        if (KeyOf(BinaryPrimitives.ReadUInt32BigEndian(bytes)) is not { } key)
        {
            return null;
        }

        var plain = new byte[bytes.Length - Head];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(bytes.Slice(sizeof(uint), NonceLength), bytes[Head..], bytes.Slice(sizeof(uint) + NonceLength, TagLength), plain, Associated(subject, about));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>The keyed hash by which a text is found.</summary>
    /// <param name="kind">What it is: <c>email</c>; the same text of another kind has another.</param>
    /// <param name="text">The text as it is compared.</param>
    public string LookUp(string kind, string text) => LookUpPrefix + Base64Url.EncodeToString(HMACSHA256.HashData(keys.LookUp, Encoding.UTF8.GetBytes($"{kind}\n{text}")).AsSpan(0, LookUpLength));

    /// <summary>A number that stands for another, which nobody computes without the key.</summary>
    public long LookUp(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        HMACSHA256.HashData(keys.LookUp, bytes, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    /// <summary>Whether a number's key is destroyed.</summary>
    internal bool IsDestroyed(uint number) => KeyOf(number) is null;

    /// <summary>Whether any key is destroyed.</summary>
    internal bool IsAnyDestroyed => !keys.Tree.IsWhole;

    /// <summary>Destroys keys.</summary>
    internal void Destroy(IReadOnlyCollection<uint> numbers) => keys.Destroy(numbers);

    /// <summary>Encrypts a text.</summary>
    internal string Seal(uint number, Guid subject, string about, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var bytes = new byte[Head + plain.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        RandomNumberGenerator.Fill(bytes.AsSpan(sizeof(uint), NonceLength));
        using var aes = new AesGcm(KeyOf(number) ?? throw new InvalidOperationException($"The key {number} is destroyed."), TagLength);
        aes.Encrypt(bytes.AsSpan(sizeof(uint), NonceLength), plain, bytes.AsSpan(Head), bytes.AsSpan(sizeof(uint) + NonceLength, TagLength), Associated(subject, about));
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    private static byte[] Associated(Guid subject, string about) => Encoding.UTF8.GetBytes($"{subject:N}\n{about}");

    private byte[]? KeyOf(uint number)
    {
        var (tree, known) = (keys.Tree, _branches);
        if (!ReferenceEquals(known.Of, tree) || known.Nodes.Count >= MostBranches)
        {
            _branches = known = new(tree);
        }

        var branch = number >> (32 - BranchLevel);
        if (!known.Nodes.TryGetValue(branch, out var node))
        {
            node = tree.NodeOf(number, BranchLevel);
            if (node is null)
            {
                return tree.NodeOf(number);       // some below it are destroyed
            }

            known.Nodes[branch] = node;
        }

        return KeyTree.Down(node, number, BranchLevel);
    }

    /// <summary>Nodes of a tree that are kept at hand.</summary>
    private sealed record Branches(KeyTree Of)
    {
        public ConcurrentDictionary<uint, byte[]> Nodes { get; } = new();
    }
}
