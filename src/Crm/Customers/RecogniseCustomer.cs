using ServiceBot.Crm.Identity;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Customers;

/// <summary>Finds the customer behind a channel account, and makes one the first time that one is needed.</summary>
public sealed class RecogniseCustomer(SignalLog signals, TimeProvider clock)
{
    private const int MaxNameLength = 200;
    private static readonly TimeSpan SeenEvery = TimeSpan.FromDays(1);

    /// <summary>The customer of a conversation's channel account, or null when nothing has needed one yet: one indexed read.</summary>
    /// <param name="session">The turn's transaction, or any other session.</param>
    /// <param name="conversation">Whose channel account to look up.</param>
    public static Task<Customer?> FindAsync(Session session, Conversation conversation) =>
        CustomerStore.FindAsync(session, AccountOf(conversation.ChannelId, conversation.UserId));

    /// <summary>The names of the customers behind some conversations, by the conversation's number; of whom none is known is left out.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> NamesAsync(Session session, IReadOnlyCollection<Conversation> conversations)
    {
        var accounts = conversations.ToDictionary(conversation => conversation.Key, conversation => AccountOf(conversation.ChannelId, conversation.UserId));
        var names = await CustomerStore.NamesAsync(session, [.. accounts.Values.Distinct()]);
        return accounts.Where(pair => names.ContainsKey(pair.Value)).ToDictionary(pair => pair.Key, pair => names[pair.Value]);
    }

    /// <summary>The customer of the channel account that speaks in a turn, made now when there is none. In a group each speaker is a customer.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="language">Language of letters to begin with: <c>en</c> or <c>zh</c>.</param>
    public Task<Customer> HandleAsync(TurnContext turn, string language)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var (channel, speaker) = (turn.Conversation.ChannelId, turn.Activity.From);
        return HandleAsync(turn.Unit, AccountOf(channel, speaker?.Id ?? turn.Conversation.UserId), speaker?.Name, language, clock.GetUtcNow());
    }

    /// <summary>The customer of a channel account outside a turn, made now when there is none. Who it is must be proved.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="channelId">The channel.</param>
    /// <param name="userId">The account's id there.</param>
    /// <param name="language">Language of letters to begin with: <c>en</c> or <c>zh</c>.</param>
    public Task<Customer> HandleAsync(UnitOfWork unit, string channelId, string userId, string language) =>
        HandleAsync(unit, AccountOf(channelId, userId), name: null, language, clock.GetUtcNow());

    internal async Task<Customer> HandleAsync(UnitOfWork unit, string account, string? name, string language, DateTimeOffset now)
    {
        if (await CustomerStore.FindAsync(unit, account) is { } known)
        {
            if (now - known.LastSeenAt >= SeenEvery)
            {
                await CustomerStore.SeenAsync(unit, account, now);
            }

            return known;
        }

        await unit.Dialect.LockAsync(unit, LockKeys.Of("account", account));   // two conversations of one visitor make one customer
        if (await CustomerStore.FindAsync(unit, account) is { } justMade)
        {
            return justMade;
        }

        var id = Guid.CreateVersion7(now);
        var cleanName = StoredText.CleanLine(name, MaxNameLength);
        await CustomerStore.InsertAsync(unit, id, cleanName.Length == 0 ? null : cleanName, language, now);
        await CustomerStore.IdentifyAsync(unit, id, IdentifierKinds.Channel, account, account, verifiedAt: now, now);
        await signals.AppendAsync(unit, new(CustomerSignals.Created, now, Customer: id, Data: """{"source":"chat"}"""));
        return new() { Id = id, Account = id, Name = cleanName.Length == 0 ? null : cleanName, Language = language, LastSeenAt = now };
    }

    internal static string AccountOf(string channelId, string userId) => StoredText.CleanLine($"{channelId}:{userId}", 2_048);
}
