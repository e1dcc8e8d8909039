using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ServiceBot.Storage.Keys;

/// <summary>What is in the key store's file.</summary>
/// <param name="Id">The store's id, by which a database knows its own: 16 bytes.</param>
/// <param name="LookUp">The key of look-ups.</param>
/// <param name="Tree">The keys of subjects.</param>
internal sealed record KeyFile(byte[] Id, byte[] LookUp, KeyTree Tree)
{
    /// <summary>Its name.</summary>
    public const string Name = "subjects.keys";

    private const int IdLength = 16;
    private const int FingerprintLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private static readonly byte[] Magic = "SBKEYS1\n"u8.ToArray();

    /// <summary>A new one.</summary>
    public static KeyFile New() => new(RandomNumberGenerator.GetBytes(IdLength), RandomNumberGenerator.GetBytes(KeyTree.KeyLength), KeyTree.New());

    /// <summary>Reads it with the master key that it was written with.</summary>
    /// <returns>It, and that master key; null: there is no such file.</returns>
    /// <exception cref="StorageException">That master key is not among these, or the file is damaged.</exception>
    public static (KeyFile File, MasterKey Master)? Read(string folder, IReadOnlyList<MasterKey> masters)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path).AsSpan();
        var head = Magic.Length + FingerprintLength;
        if (bytes.Length < head + NonceLength + TagLength || !bytes.StartsWith(Magic))
        {
            throw new StorageException($"The key store {path} is damaged. Put the newest copy of it in its place.");
        }

        var fingerprint = Encoding.ASCII.GetString(bytes[Magic.Length..head]);
        var master = masters.FirstOrDefault(one => one.Fingerprint == fingerprint) ?? throw new StorageException(
            $"The key store {path} was written with the master key {fingerprint}, which is not there: {(masters.Count == 0 ? "there is none" : string.Join(", ", masters.Select(one => $"{one.From} has {one.Fingerprint}")))}. Set Storage:Keys:Master to it; without it the encrypted fields are lost.");
        var plain = new byte[bytes.Length - head - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(master.Wrapping, TagLength);
            aes.Decrypt(bytes.Slice(head, NonceLength), bytes[(head + NonceLength + TagLength)..], bytes.Slice(head + NonceLength, TagLength), plain, bytes[..head]);
        }
        catch (AuthenticationTagMismatchException failure)
        {
            throw new StorageException($"The key store {path} is damaged. Put the newest copy of it in its place.", failure);
        }

        return (new(plain[..IdLength], plain[IdLength..(IdLength + KeyTree.KeyLength)], KeyTree.Read(plain.AsSpan(IdLength + KeyTree.KeyLength))), master);
    }

    /// <summary>Writes it in the place of the one before, of which nothing is left.</summary>
    public void Save(string folder, MasterKey master)
    {
        byte[] plain = [.. Id, .. LookUp, .. Tree.Write()];
        var bytes = new byte[Magic.Length + FingerprintLength + NonceLength + TagLength + plain.Length];
        var head = Magic.Length + FingerprintLength;
        Magic.CopyTo(bytes, 0);
        Encoding.ASCII.GetBytes(master.Fingerprint, bytes.AsSpan(Magic.Length));
        RandomNumberGenerator.Fill(bytes.AsSpan(head, NonceLength));
        using (var aes = new AesGcm(master.Wrapping, TagLength))
        {
            aes.Encrypt(bytes.AsSpan(head, NonceLength), plain, bytes.AsSpan(head + NonceLength + TagLength), bytes.AsSpan(head + NonceLength, TagLength), bytes.AsSpan(0, head));
        }

        CryptographicOperations.ZeroMemory(plain);
        Write(Path.Combine(folder, Name), bytes);
    }

    /// <summary>Puts a file that its owner alone may read in another's place, whose bytes are overwritten.</summary>
    public static void Write(string path, byte[] bytes)
    {
        var next = $"{path}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(next, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        using var before = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete) : null;
        File.Move(next, path, overwrite: true);
        if (before is not null && OperatingSystem.IsLinux())
        {
            SyncFolder(Path.GetDirectoryName(path)!);       // or a power failure might bring back the name of what is overwritten now
            before.Write(new byte[before.Length]);
            before.Flush(flushToDisk: true);
        }
    }

    private static void SyncFolder(string folder)
    {
        using var handle = new SafeFileHandle(Open(folder, 0), ownsHandle: true);
        if (handle.IsInvalid || Sync(handle) != 0)
        {
            throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(SafeFileHandle file);
}
