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
    private const int TwigLevel = 29;         // and 8 below each of these
    private const int MostBranches = 20_000;

    [ThreadStatic]
    private static Last? _last;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _randomLeft;

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
        if (AesOf(BinaryPrimitives.ReadUInt32BigEndian(bytes)) is not { } aes)
        {
            return null;
        }

        var plain = new byte[bytes.Length - Head];
        try
        {
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
    internal bool IsDestroyed(uint number) => !keys.Tree.Has(number);

    /// <summary>Whether any key is destroyed.</summary>
    internal bool IsAnyDestroyed => !keys.Tree.IsWhole;

    /// <summary>Destroys keys.</summary>
    internal void Destroy(IReadOnlyCollection<uint> numbers) => keys.Destroy(numbers);

    /// <summary>Encrypts a text.</summary>
    internal string Seal(uint number, Guid subject, string about, string text)
    {
        var aes = AesOf(number) ?? throw new InvalidOperationException($"The key {number} is destroyed.");
        var plain = Encoding.UTF8.GetBytes(text);
        var bytes = new byte[Head + plain.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        FillNonce(bytes.AsSpan(sizeof(uint), NonceLength));
        aes.Encrypt(bytes.AsSpan(sizeof(uint), NonceLength), plain, bytes.AsSpan(Head), bytes.AsSpan(sizeof(uint) + NonceLength, TagLength), Associated(subject, about));
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>Random bytes, of which many are fetched at once.</summary>
    private static void FillNonce(Span<byte> nonce)
    {
        if (_random is null || _randomLeft < NonceLength)
        {
            RandomNumberGenerator.Fill(_random ??= new byte[NonceLength * 256]);
            _randomLeft = _random.Length;
        }

        _randomLeft -= NonceLength;
        var next = _random.AsSpan(_randomLeft, NonceLength);
        next.CopyTo(nonce);
        next.Clear();
    }

    private static byte[] Associated(Guid subject, string about)
    {
        var bytes = new byte[16 + Encoding.UTF8.GetByteCount(about)];
        subject.TryWriteBytes(bytes);
        Encoding.UTF8.GetBytes(about, bytes.AsSpan(16));
        return bytes;
    }

    /// <summary>The cipher of a number's key, which this thread keeps for the next value of the same subject; null: the key is destroyed.</summary>
    private AesGcm? AesOf(uint number)
    {
        var tree = keys.Tree;
        if (_last is { } last && last.Number == number && ReferenceEquals(last.Of, tree))
        {
            return last.Aes;
        }

        if (KeyOf(tree, number) is not { } key)
        {
            return null;
        }

        _last?.Aes.Dispose();
        _last = new(tree, number, new(key, TagLength));
        return _last.Aes;
    }

    private byte[]? KeyOf(KeyTree tree, uint number)
    {
        var known = _branches;
        if (!ReferenceEquals(known.Of, tree) || known.Nodes.Count >= MostBranches)
        {
            _branches = known = new(tree);
        }

        var twig = (TwigLevel, number >> (32 - TwigLevel));
        if (!known.Nodes.TryGetValue(twig, out var node))
        {
            var branch = (BranchLevel, number >> (32 - BranchLevel));
            if (!known.Nodes.TryGetValue(branch, out var above))
            {
                above = tree.NodeOf(number, BranchLevel);
                if (above is null)
                {
                    return tree.NodeOf(number);       // some below it are destroyed
                }

                known.Nodes[branch] = above;
            }

            known.Nodes[twig] = node = KeyTree.Down(above, number, BranchLevel, TwigLevel);
        }

        return KeyTree.Down(node, number, TwigLevel);
    }

    private sealed record Last(KeyTree Of, uint Number, AesGcm Aes);

    /// <summary>Nodes of a tree that are kept at hand.</summary>
    private sealed record Branches(KeyTree Of)
    {
        public ConcurrentDictionary<(int Level, uint Prefix), byte[]> Nodes { get; } = new();
    }
}
