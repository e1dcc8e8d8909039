using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Desk.HandOver;

/// <summary>Rooms with a bot, two agents and a lead.</summary>
internal static class DeskRooms
{
    public const string Key = "a-key-for-the-tests-only";
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static StaffMember Mei { get; } = Member(1, "Mei", StaffRole.Agent, "billing");

    public static StaffMember Tom { get; } = Member(2, "Tom", StaffRole.Agent, "billing");

    public static StaffMember Ann { get; } = Member(3, "Ann", StaffRole.Lead, "billing");

    public static StaffMember Li { get; } = Member(4, "Li", StaffRole.Agent, "faults");

    public static StaffMember Auditor { get; } = Member(5, "Ada", StaffRole.Auditor, null);

    public static async Task<TestRooms> CreateAsync(
        StorageProvider provider, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var rooms = await TestRooms.CreateAsync(
            provider,
            settings.Append(("Api:Keys:0:Name", "desk")).Append(("Api:Keys:0:Key", Key)).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2),
            cancellationToken,
            Configure);
        await rooms.WriteAsync(async unit =>
        {
            foreach (var member in new[] { Mei, Tom, Ann, Li, Auditor })
            {
                await StaffStore.AddAsync(unit, member);
            }

            return true;
        });
        return rooms;
    }

    public static void Configure(IServiceCollection services)
    {
        services.AddSingleton<DeskHandler>();
        services.AddSingleton<ITurnHandler>(provider => provider.GetRequiredService<DeskHandler>());
    }

    /// <summary>The customer says something; its turn may still be under way. Who it is stands behind a ~ in the conversation's name, or else is its name.</summary>
    public static Task<AcceptOutcome> AcceptAsync(this TestRooms rooms, string conversation, string text, string type = ActivityTypes.Message, string channel = ChannelIds.DirectLine) =>
        rooms.Get<AcceptActivity>().HandleAsync(
            new()
            {
                Type = type,
                Text = text,
                ChannelId = channel,
                ServiceUrl = channel == ChannelIds.DirectLine ? null : "http://127.0.0.1:9/",
                Conversation = new() { Id = conversation },
                From = new() { Id = $"dl_{conversation[(conversation.IndexOf('~') + 1)..]}" },
                Recipient = new() { Id = "servicebot" },
            },
            dedupeId: null,
            (activity, seq) =>
            {
                activity.Id = ActivityIds.Make(conversation, seq);
                return ActivityJson.Write(activity);
            },
            shown: true,
            CancellationToken.None);

    /// <summary>The customer says something, and it is dealt with.</summary>
    /// <returns>The conversation's number.</returns>
    public static async Task<long> HearAsync(this TestRooms rooms, string conversation, string text, string type = ActivityTypes.Message, string channel = ChannelIds.DirectLine)
    {
        await ((AcceptOutcome.Accepted)await rooms.AcceptAsync(conversation, text, type, channel)).Turn;
        return (await rooms.ReadAsync(session => ConversationStore.FindAsync(session, channel, conversation)))!.Key;
    }

    public static Task<Decision?> DoAsync(this TestRooms rooms, long key, StaffMember by, OwnershipEvent what, long? seen = null, string? note = null) =>
        rooms.Get<ActOnConversation>().HandleAsync(key, by, _ => what, seen, note, CancellationToken.None);

    public static Task<AnswerOutcome> AnswerAsync(this TestRooms rooms, long key, StaffMember by, string text, long seen, string? dedupeKey = null) =>
        rooms.Get<AnswerCustomer>().HandleAsync(
            key, by, _ => new() { Type = ActivityTypes.Message, Text = text }, file: null, seen, dedupeKey, CancellationToken.None);

    /// <summary>Time passes, and what it causes is done.</summary>
    public static Task<int> WaitAsync(this TestRooms rooms, TimeSpan time)
    {
        rooms.Clock.Advance(time);
        return rooms.Get<KeepPromises>().KeepAsync(CancellationToken.None);
    }

    public static async Task<Ownership> StandAsync(this TestRooms rooms, long key) => await rooms.ReadAsync(async session =>
        OwnershipStore.Of((await ConversationStore.FindAsync(session, key))!, await OwnershipStore.FindAsync(session, key)));

    /// <summary>What stands in the conversation, in order.</summary>
    public static async Task<List<string>> TextsAsync(this TestRooms rooms, long key) =>
        [.. (await rooms.ReadAsync(session => ConversationStore.ReadAsync(session, key, 0, 10_000))).Select(recorded => ActivityJson.Parse(recorded.Json)).Select(activity => activity.Text ?? activity.Type!)];

    private static StaffMember Member(int n, string name, StaffRole role, string? team) =>
        new() { Id = new(n, 0, 0, new byte[8]), Name = name, Email = $"{name}@harborline.example", Role = role, Team = team, Language = "en", CreatedAt = At };
}
