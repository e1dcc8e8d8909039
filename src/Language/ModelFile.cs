using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Language;

/// <summary>The frame of a model file: magic <c>SBLM</c>, format version, length of the payload, its SHA-256, the payload; little-endian.</summary>
internal static class ModelFile
{
    private const int FormatVersion = 3;
    private const int LongestPayload = 1 << 30;
    private static readonly byte[] Magic = "SBLM"u8.ToArray();

    public static void Write(Stream stream, Action<BinaryWriter> writePayload)
    {
        using var frame = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        frame.Write(Magic);
        frame.Write(FormatVersion);
        var beforeLength = stream.Position;
        frame.Write(0);
        frame.Write(new byte[SHA256.HashSizeInBytes]);
        var start = stream.Position;
        writePayload(frame);
        var length = checked((int)(stream.Position - start));
        stream.Position = start;
        var checksum = SHA256.HashData(stream);
        stream.Position = beforeLength;
        frame.Write(length);
        frame.Write(checksum);
        stream.Position = start + length;
    }

    public static T Read<T>(Stream stream, Func<BinaryReader, T> readPayload)
    {
        try
        {
            using var frame = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            Check(frame.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic), "This is not a language model.");
            var version = frame.ReadInt32();
            Check(version == FormatVersion, $"The language model has format {version}; this program reads {FormatVersion}.");
            var length = frame.ReadInt32();
            Check(length is > 0 and < LongestPayload, "The language model is damaged: its length cannot be true.");
            var checksum = frame.ReadBytes(SHA256.HashSizeInBytes);
            var bytes = frame.ReadBytes(length);
            Check(bytes.Length == length, "The language model is cut short.");
            Check(SHA256.HashData(bytes).AsSpan().SequenceEqual(checksum), "The language model is damaged: its checksum is wrong.");

            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            return readPayload(reader);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("The language model is cut short.", exception);
        }
    }

    private static void Check(bool isFine, string otherwise)
    {
        if (!isFine)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
