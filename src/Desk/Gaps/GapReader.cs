using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServiceBot.Crm;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Gaps;

/// <summary>Counts the questions of <c>KnowledgeGap</c> signals, whose data is <c>{"question":"…","language":"en"}</c>.</summary>
internal sealed partial class GapReader(ILogger<GapReader> logger) : ISignalReader
{
    public string Name => "desk.knowledge-gaps";

    public IReadOnlyList<string> Types { get; } = ["KnowledgeGap"];

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        foreach (var (position, signal) in signals)
        {
            if (Read(signal.Data) is not { } gap)
            {
                Log.Unreadable(logger, position);   // it stays so: holding up the log for it would help nobody
                continue;
            }

            await GapStore.CountAsync(unit, gap.Language, KnowledgeGap.Normalise(gap.Question), gap.Question, signal.At);
        }
    }

    internal static (string Question, string Language)? Read(string data)
    {
        try
        {
            var root = JsonElement.Parse(data);
            return root.ValueKind == JsonValueKind.Object && Text(root, "question") is { Length: > 0 } question
                ? (StoredText.CleanLine(question, GapStore.MaxQuestion), Text(root, "language") == "zh" ? "zh" : "en")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The knowledge gap at {Position} has no question; it is not counted")]
        public static partial void Unreadable(ILogger logger, SignalPosition position);
    }
}
