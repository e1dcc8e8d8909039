using System.Buffers.Text;
using System.Security.Cryptography;
using ServiceBot.Channels.Activities;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Uploads;

/// <summary>A file that is to be shown in a conversation, told by its bytes to be one of the kinds that are taken.</summary>
public sealed class NewFile
{
    private const int MaxName = 120;

    private readonly string _contentType;
    private readonly byte[] _bytes;

    private NewFile(string name, string contentType, byte[] bytes) => (Name, _contentType, _bytes) = (name, contentType, bytes);

    /// <summary>Its unguessable id.</summary>
    public string Id { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    /// <summary>Its name, without what would be odd in an address or a header.</summary>
    public string Name { get; }

    /// <summary>Whether it is a picture.</summary>
    public bool IsPicture => _contentType.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>Reads a file; null: such files are not taken (pictures, PDF and plain text are).</summary>
    /// <param name="name">What its sender calls it.</param>
    /// <param name="bytes">What is in it.</param>
    public static NewFile? Read(string? name, byte[] bytes) => FileKind.Of(bytes) is { } contentType ? new(SafeName(name), contentType, bytes) : null;

    /// <summary>Stores it.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="conversation">Number of the conversation; null: it belongs to none.</param>
    /// <param name="at">When.</param>
    /// <param name="until">When it is deleted; null: it stays.</param>
    public Task StoreAsync(UnitOfWork unit, long? conversation, DateTimeOffset at, DateTimeOffset? until) =>
        UploadStore.InsertAsync(unit, Id, conversation, Name, _contentType, _bytes, at, until);

    /// <summary>Where it is read.</summary>
    /// <param name="product">The product's address, without a slash at the end.</param>
    public string AddressAt(string product) => $"{product}/uploads/{Id}/{Uri.EscapeDataString(Name)}";

    /// <summary>How a message carries it.</summary>
    /// <param name="product">The product's address, without a slash at the end.</param>
    public Attachment AttachmentAt(string product) => new()
    {
        ContentType = _contentType.Split(';')[0],
        ContentUrl = AddressAt(product),
        ThumbnailUrl = IsPicture ? AddressAt(product) : null,
        Name = Name,
    };

    /// <summary>The last part of a path, without what would be odd in an address or a header.</summary>
    internal static string SafeName(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('"' or ';' or '%'))]).Trim('.', ' ');
        return clean.Length == 0 ? "file" : clean[..Math.Min(clean.Length, MaxName)];
    }
}
