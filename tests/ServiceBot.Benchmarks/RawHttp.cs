using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace ServiceBot.Benchmarks;

/// <summary>
/// One side of an HTTP/1.1 connection that is kept, as thin as it can be: what carries the load shares the machine with what is measured. Messages have a Content-Length or
/// are chunked; only the first line is read.
/// </summary>
internal sealed class RawHttp(Socket socket) : IDisposable
{
    private const int Unknown = -1;
    private byte[] _buffer = new byte[16 * 1024];
    private int _from;
    private int _to;

    /// <summary>The next message: its first line; null: the other side has closed. Its body is passed over.</summary>
    public async ValueTask<string?> ReadAsync()
    {
        int ends;
        while ((ends = Unread.IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await ReceiveAsync())
            {
                return null;
            }
        }

        var (line, length) = Head(Unread[..(ends + 2)]);
        _from += ends + 4;
        if (length != Unknown)
        {
            while (_to - _from < length)
            {
                if (!await ReceiveAsync())
                {
                    return null;
                }
            }

            _from += length;
            return line;
        }

        int last;
        while ((last = Unread.IndexOf("0\r\n\r\n"u8)) < 0)
        {
            if (!await ReceiveAsync())
            {
                return null;
            }
        }

        _from += last + 5;      // no body here ends a line in 0 before an empty one
        return line;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    public void Dispose() => socket.Dispose();

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_from, _to - _from);

    private static (string Line, int Length) Head(ReadOnlySpan<byte> head)
    {
        var first = head.IndexOf("\r\n"u8);
        var line = Encoding.ASCII.GetString(head[..first]);
        var isChunked = false;
        for (var rest = head[(first + 2)..]; rest.Length > 0; rest = rest[(rest.IndexOf("\r\n"u8) + 2)..])
        {
            var colon = rest.IndexOf((byte)':');
            if (Ascii.EqualsIgnoreCase(rest[..colon], "content-length"u8) && Utf8Parser.TryParse(rest[(colon + 1)..].TrimStart((byte)' '), out int length, out _))
            {
                return (line, length);
            }

            isChunked |= Ascii.EqualsIgnoreCase(rest[..colon], "transfer-encoding"u8);
        }

        return (line, isChunked ? Unknown : 0);
    }

    private async ValueTask<bool> ReceiveAsync()
    {
        if (_from == _to)
        {
            (_from, _to) = (0, 0);
        }
        else if (_to == _buffer.Length)
        {
            var larger = _from > 0 ? _buffer : new byte[2 * _buffer.Length];
            Buffer.BlockCopy(_buffer, _from, larger, 0, _to - _from);
            (_buffer, _from, _to) = (larger, 0, _to - _from);
        }

        var received = await socket.ReceiveAsync(_buffer.AsMemory(_to));
        _to += received;
        return received > 0;
    }
}
