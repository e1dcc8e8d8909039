using System.Security.Cryptography;

namespace ServiceBot.Storage.Keys;

/// <summary>The key that the key store is encrypted with. It lies outside the database, and with whoever cares for it outside the key store's folder as well.</summary>
/// <param name="Bytes">32 bytes.</param>
/// <param name="From">Where it comes from, for people.</param>
internal sealed record MasterKey(byte[] Bytes, string From)
{
    /// <summary>Its file in the folder of the key store, where the settings name no other.</summary>
    public const string File = "master.key";

    /// <summary>The next one's, while the key store is encrypted anew.</summary>
    public const string NextFile = "master.next";

    private const int Length = 32;

    /// <summary>What people tell it by; the key can't be computed from it.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, Bytes, 8, info: "fingerprint"u8.ToArray()));

    /// <summary>The key that the key store's file is encrypted with.</summary>
    public byte[] Wrapping => HKDF.DeriveKey(HashAlgorithmName.SHA256, Bytes, Length, info: "key store"u8.ToArray());

    /// <summary>A new one.</summary>
    public static MasterKey New(string from) => new(RandomNumberGenerator.GetBytes(Length), from);

    /// <summary>All that are to be had, the one to be used from now on first.</summary>
    /// <exception cref="StorageException">One of them can't be read.</exception>
    public static IReadOnlyList<MasterKey> All(KeyOptions options, string folder)
    {
        var (own, next) = (Path.Combine(folder, File), Path.Combine(folder, NextFile));
        return
        [
            .. string.IsNullOrWhiteSpace(options.Master) ? Array.Empty<MasterKey>() : [Read(options.Master, "Storage:Keys:Master")],
            .. string.IsNullOrWhiteSpace(options.PreviousMaster) ? Array.Empty<MasterKey>() : [Read(options.PreviousMaster, "Storage:Keys:PreviousMaster")],
            .. new[] { own, next }.Where(System.IO.File.Exists).Select(path => Read(path, path)),
        ];
    }

    /// <summary>Reads one.</summary>
    /// <param name="text">The key in Base64, or a file's path.</param>
    /// <param name="from">Where that stands.</param>
    public static MasterKey Read(string text, string from)
    {
        if (TryDecode(text) is { } bytes)
        {
            return new(bytes, from);
        }

        try
        {
            return TryDecode(System.IO.File.ReadAllText(text)) is { } read ? new(read, text) : throw new StorageException($"The master key of {from} ({text}) isn't one: a file with 32 bytes in Base64 is wanted, as `openssl rand -base64 32` writes.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The master key of {from} can't be read: it is neither 32 bytes in Base64 nor a file that this user may read ({failure.Message}).", failure);
        }
    }

    /// <summary>Keeps it in a file that nobody else may read.</summary>
    public void Save(string path) => KeyFile.Write(path, System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(Bytes) + "\n"));

    private static byte[]? TryDecode(string text)
    {
        var bytes = new byte[Length + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var written) && written == Length ? bytes[..Length] : null;
    }
}
