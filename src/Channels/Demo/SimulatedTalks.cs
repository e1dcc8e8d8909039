using System.Globalization;
using System.Text.Json;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Channels.Demo;

/// <summary>A conversation in the web chat, as a simulation has made it.</summary>
/// <param name="Id">The conversation as the channel knows it.</param>
/// <param name="User">Whose it is.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When something was said in it last.</param>
/// <param name="Said">What was said: by the customer, by the bot, and so on in turn; two or more.</param>
/// <param name="IsLiked">What the customer said of the first answer; null: nothing.</param>
public sealed record SimulatedTalk(string Id, string User, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<string> Said, bool? IsLiked);

/// <summary>Writes a simulated company's conversations, a statement for each table however many there are.</summary>
public sealed class SimulatedTalks(SignalLog signals)
{
    private const string Channel = "directline";

    /// <summary>Adds conversations in their order, with the signal that each rests, and that of what was said of its answer.</summary>
    public async Task AddAsync(UnitOfWork unit, IReadOnlyList<SimulatedTalk> talks)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(talks);
        await unit.AddRowsAsync("channel_conversation", [.. talks.Select(talk => new
        {
            ChannelId = Channel,
            ConversationId = talk.Id,
            Reference = JsonSerializer.Serialize(new ConversationReference { User = new() { Id = talk.User }, Conversation = new() { Id = talk.Id } }, ActivityJsonContext.Default.ConversationReference),
            UserId = talk.User,
            LastSeq = talk.Said.Count,
            AcceptedSeq = talk.Said.Count,
            HandledSeq = talk.Said.Count,
            OpenedAt = talk.From,
            LastAt = talk.Until,
        })]);
        var keys = (await unit.QueryAsync<KeyRow>(
            $"SELECT key, conversation_id FROM channel_conversation WHERE channel_id = '{Channel}' AND {unit.Dialect.IsIn("conversation_id", "@ids")}", new { ids = talks.Select(talk => talk.Id).ToArray() }))
            .ToDictionary(row => row.ConversationId, row => row.Key);
        await unit.AddRowsAsync("channel_activity", [.. talks.SelectMany(talk => talk.Said.Select((text, place) =>
        {
            var (id, isInbound, at) = (IdOf(talk, place), place % 2 == 0, talk.From + (place * (talk.Until - talk.From) / (talk.Said.Count - 1)));
            return new
            {
                Conversation = keys[talk.Id],
                Seq = place + 1,
                ActivityId = id,
                Inbound = isInbound,
                Shown = true,
                At = at,
                Json = JsonSerializer.Serialize(new { type = "message", id, timestamp = at, channelId = Channel, from = new { id = isInbound ? talk.User : "bot" }, conversation = new { id = talk.Id }, text }),
            };
        }))]);
        await signals.AppendAllAsync(unit,
        [
            .. from talk in talks
               let key = keys[talk.Id]
               from signal in new[]
               {
                   new Signal("ConversationRested", talk.Until, key, Data: JsonSerializer.Serialize(new { epoch = 0, seq = talk.Said.Count })),
                   talk.IsLiked is { } liked ? new Signal("FeedbackGiven", talk.Until, key, Data: JsonSerializer.Serialize(new { activity = IdOf(talk, 1), liked })) : null,
               }
               where signal is not null
               select signal,
        ]);
    }

    private static string IdOf(SimulatedTalk talk, int place) => string.Create(CultureInfo.InvariantCulture, $"{talk.Id}|{place + 1:D7}");

    private sealed record KeyRow
    {
        public required long Key { get; init; }

        public required string ConversationId { get; init; }
    }
}
