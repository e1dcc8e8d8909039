using System.Net.WebSockets;
using System.Text.Json;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>A customer on Direct Line who does not give up: who posts again what was not acknowledged, and takes up a lost stream where it broke.</summary>
internal sealed class SoakCustomer(HttpClient http, int number, int seed) : IDisposable
{
    private const int FramesToDrop = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Random _random = new(seed + number);
    private readonly CancellationTokenSource _leaving = new();
    private readonly Lock _lock = new();
    private readonly List<string> _seen = [];
    private readonly Dictionary<string, int> _answers = [];
    private readonly List<string> _acknowledged = [];
    private TaskCompletionSource _heard = new();
    private string _conversation = "";
    private string _token = "";
    private string _watermark = "";

    /// <summary>Messages that were acknowledged.</summary>
    public int Said => _acknowledged.Count;

    /// <summary>How often the stream broke or was dropped.</summary>
    public int Drops { get; private set; }

    /// <summary>What went wrong, in words.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Talks until it is enough; what was said last is answered first.</summary>
    public async Task TalkAsync(TimeSpan pause, CancellationToken enough)
    {
        var generated = await PersistAsync("/v3/directline/tokens/generate", ProductProcess.Secret, $$$"""{"user":{"id":"dl_soak_{{{number}}}_{{{seed}}}"}}""");
        var started = await PersistAsync("/v3/directline/conversations", generated.GetProperty("token").GetString()!, "{}");
        (_conversation, _token) = (started.GetProperty("conversationId").GetString()!, started.GetProperty("token").GetString()!);
        var listening = ListenAsync();
        for (var turn = 0; !enough.IsCancellationRequested; turn++)
        {
            var line = JsonSerializer.Serialize(Script.Line(number, turn));
            var sent = await PersistAsync(Activities, _token, $$$"""{"type":"message","from":{"id":"x"},"text":{{{line}}},"channelData":{"clientActivityID":"{{{turn}}}"}}""");
            var id = sent.GetProperty("id").GetString()!;
            _acknowledged.Add(id);
            if (!await HearsAsync(() => _answers.ContainsKey(id)))
            {
                Faults.Add($"{id} was acknowledged, and its answer is not on the stream");
            }

            await Task.Delay(pause * (0.5 + _random.NextDouble()), CancellationToken.None);
        }

        await _leaving.CancelAsync();
        await listening;
    }

    /// <summary>Compares what the stream brought with what stands in the conversation.</summary>
    public async Task JudgeAsync()
    {
        var history = new List<string>();
        for (string? watermark = ""; ;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Activities}?watermark={watermark}") { Headers = { Authorization = new("Bearer", _token) } };
            using var response = await http.SendAsync(request);
            using var page = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
            var ids = page.RootElement.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("id").GetString()!).ToList();
            if (ids.Count == 0)
            {
                break;
            }

            history.AddRange(ids);
            watermark = page.RootElement.GetProperty("watermark").GetString();
        }

        var own = history.Where(_acknowledged.Contains).ToList();
        Expect(own.SequenceEqual(_acknowledged), "what was acknowledged does not stand in the conversation once, in order");
        Expect(_seen.SequenceEqual(history), $"the stream brought {_seen.Count} activities ({_seen.Distinct().Count()} different), the conversation has {history.Count}");
        foreach (var (id, answers) in _answers.Where(answer => answer.Value > 1))
        {
            Faults.Add($"{id} was answered {answers} times");
        }

        void Expect(bool holds, string fault)
        {
            if (!holds)
            {
                Faults.Add($"{_conversation}: {fault}");
            }
        }
    }

    public void Dispose() => _leaving.Dispose();

    private string Activities => $"/v3/directline/conversations/{_conversation}/activities";

    private async Task<JsonElement> PersistAsync(string path, string bearer, string json)
    {
        while (true)
        {
            try
            {
                return await DirectLineCustomer.SendAsync(http, path, bearer, json);
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(_random.Next(50, 500));
            }
        }
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[1 << 20];
        while (!_leaving.IsCancellationRequested)
        {
            using var socket = new ClientWebSocket();
            try
            {
                await socket.ConnectAsync(new(await StreamAsync()), _leaving.Token);
                while (true)
                {
                    var length = 0;
                    ValueWebSocketReceiveResult part;
                    do
                    {
                        part = await socket.ReceiveAsync(buffer.AsMemory(length), _leaving.Token);
                        length += part.Count;
                    }
                    while (!part.EndOfMessage);
                    Take(buffer.AsMemory(0, length));
                    if (socket.State != WebSocketState.Open || _random.Next(FramesToDrop) == 0)
                    {
                        break;     // dropped without a word
                    }
                }
            }
            catch (Exception fault) when (fault is WebSocketException or HttpRequestException or OperationCanceledException)
            {
                await Task.Delay(_random.Next(50, 500));
            }

            Drops++;
        }
    }

    private async Task<string> StreamAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{_conversation}?watermark={_watermark}") { Headers = { Authorization = new("Bearer", _token) } };
        using var response = await http.SendAsync(request, _leaving.Token);
        using var answer = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        return answer.RootElement.GetProperty("streamUrl").GetString()!;
    }

    private void Take(ReadOnlyMemory<byte> frame)
    {
        if (frame.Length == 0)
        {
            return;
        }

        using var set = JsonDocument.Parse(frame);
        lock (_lock)
        {
            foreach (var activity in set.RootElement.GetProperty("activities").EnumerateArray())
            {
                _seen.Add(activity.GetProperty("id").GetString()!);
                if (activity.TryGetProperty("replyToId", out var answered))
                {
                    System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_answers, answered.GetString()!, out _)++;
                }
            }

            if (set.RootElement.TryGetProperty("watermark", out var watermark))
            {
                _watermark = watermark.GetString()!;
            }

            _heard.TrySetResult();
            _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task<bool> HearsAsync(Func<bool> what)
    {
        var until = Task.Delay(Patience);
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (what())
                {
                    return true;
                }

                next = _heard.Task;
            }

            if (await Task.WhenAny(next, until) == until)
            {
                return false;
            }
        }
    }
}
