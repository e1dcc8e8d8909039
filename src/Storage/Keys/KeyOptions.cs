namespace ServiceBot.Storage.Keys;

/// <summary>Where the keys lie that sensitive fields are encrypted with. Section <c>Storage:Keys</c> of the settings.</summary>
public sealed class KeyOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Storage:Keys";

    /// <summary>The folder of the key store, relative to the working folder; all nodes share it, and backups of the database leave it out. Default: beside the data folder, <c>data-keys</c>.</summary>
    public string? Path { get; set; }

    /// <summary>The master key: 32 bytes in Base64, or the path of a file that holds them so. Default: <c>master.key</c> in the folder of the key store, made at the first start.</summary>
    public string? Master { get; set; }

    /// <summary>The master key before it, until <c>keys rotate</c> has been run.</summary>
    public string? PreviousMaster { get; set; }

    /// <summary>The folder of the key store.</summary>
    internal static string FolderOf(KeyOptions keys, StorageOptions storage) =>
        System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(keys.Path) ? $"{System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(storage.Path))}-keys" : keys.Path);
}
