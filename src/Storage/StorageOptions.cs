using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Storage;

/// <summary>The databases the product runs on.</summary>
public enum StorageProvider
{
    /// <summary>One file, no server: the default.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or newer, or an engine that speaks its protocol; needed for more than one node.</summary>
    PostgreSql,
}

/// <summary>Where the data lives. Section <c>Storage</c> of the settings.</summary>
public sealed class StorageOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Storage";

    /// <summary>Which database to use. Default: <see cref="StorageProvider.Sqlite"/>.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>The SQLite file, relative to the working folder. Default: <c>data/servicebot.db</c>. The folder is made when it is missing.</summary>
    [Required]
    public string Path { get; set; } = "data/servicebot.db";

    /// <summary>The size that the SQLite file may reach, in MiB; 0 (the default) sets no limit. Writing beyond it fails as on a full disk.</summary>
    [Range(0, 10_000_000)]
    public int MaxSizeMib { get; set; }

    /// <summary>Connections to PostgreSQL at the most, 2 to 1,000. Default: 20.</summary>
    [Range(2, 1_000)]
    public int MaxConnections { get; set; } = 20;
}
