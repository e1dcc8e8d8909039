using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace ServiceBot.IntegrationTests.Mail;

/// <summary>A mail server for one test: takes letters, or answers what it is told to.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Channel<string> _letters = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _closing = new();
    private readonly Queue<string> _answers;

    /// <summary>Takes a port, but answers nobody before <see cref="Open"/>: calls are refused.</summary>
    /// <param name="answers">What to say to the recipients of the first letters, instead of 250; <c>hang</c> says nothing.</param>
    public MailServer(params string[] answers)
    {
        _answers = new(answers);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Names and passwords that were given, decoded.</summary>
    public List<string> SignIns { get; } = [];

    public MailServer Open()
    {
        _listener.Listen();
        _ = ServeAsync();
        return this;
    }

    /// <summary>Says this to the next recipient, instead of 250.</summary>
    public void Answer(string answer) => _answers.Enqueue(answer);

    /// <summary>How many letters have come that nobody has read.</summary>
    public int Waiting => _letters.Reader.Count;

    /// <summary>The next letter: its sender, its recipient and what was sent as data.</summary>
    public async Task<string> NextAsync(CancellationToken cancellationToken) => await _letters.Reader.ReadAsync(cancellationToken);

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var stream = new NetworkStream(await _listener.AcceptAsync(_closing.Token), ownsSocket: true);
                using var reader = new StreamReader(stream, Encoding.UTF8);
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
                try
                {
                    await TalkAsync(reader, writer);
                }
                catch (IOException)
                {
                    // The other side hung up.
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        var letter = new StringBuilder();
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteAsync("250-test\r\n250 AUTH LOGIN\r\n");
                    break;
                case "AUTH":
                    SignIns.Add(Decoded(line.Split(' ')[2]));
                    await writer.WriteLineAsync("334 UGFzc3dvcmQ6");
                    SignIns.Add(Decoded((await reader.ReadLineAsync(_closing.Token))!));
                    await writer.WriteLineAsync("235 welcome");
                    break;
                case "RCPT" when _answers.TryDequeue(out var answer):
                    if (answer == "hang")
                    {
                        await reader.ReadLineAsync(_closing.Token);
                        return;
                    }

                    await writer.WriteLineAsync(answer);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    while (await reader.ReadLineAsync(_closing.Token) is { } data && data != ".")
                    {
                        letter.AppendLine(data);
                    }

                    await writer.WriteLineAsync("250 taken");
                    _letters.Writer.TryWrite(letter.ToString());
                    letter.Clear();
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    letter.AppendLine(line);
                    await writer.WriteLineAsync("250 fine");
                    break;
            }
        }
    }

    private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
