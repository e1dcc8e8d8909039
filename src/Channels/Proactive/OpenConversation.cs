using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Connector;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Proactive;

/// <summary>What became of the wish for a conversation.</summary>
public abstract record OpenConversationOutcome
{
    private OpenConversationOutcome()
    {
    }

    /// <summary>It is open, and the first words are said or on their way.</summary>
    /// <param name="Conversation">Its number.</param>
    public sealed record Opened(long Conversation) : OpenConversationOutcome;

    /// <summary>There is no conversation of that number to begin from, or it is not on Teams.</summary>
    public sealed record NotOnTeams : OpenConversationOutcome;

    /// <summary>The channel did not open it.</summary>
    /// <param name="Reason">What it said.</param>
    public sealed record Refused(string Reason) : OpenConversationOutcome;
}

/// <summary>Opens a conversation on Teams: a personal chat with somebody who never wrote, or a new thread in a channel. The bot's app must be installed there.</summary>
public sealed class OpenConversation
{
    private readonly ConnectorClient _connector;
    private readonly ProactiveMessages _messages;
    private readonly IDatabase _database;
    private readonly TimeProvider _clock;

    internal OpenConversation(ConnectorClient connector, ProactiveMessages messages, IDatabase database, TimeProvider clock) =>
        (_connector, _messages, _database, _clock) = (connector, messages, database, clock);

    /// <summary>Opens a personal chat.</summary>
    /// <param name="beside">A conversation of the same tenant: its service, bot and tenant are the new one's.</param>
    /// <param name="member">The user's id on Teams, <c>29:…</c>, or their id in Entra.</param>
    /// <param name="words">What is said first.</param>
    /// <param name="cancellationToken">Gives up before it is open.</param>
    public Task<OpenConversationOutcome> WithMemberAsync(long beside, string member, Answer words, CancellationToken cancellationToken) => OpenAsync(
        beside,
        known => new()
        {
            Bot = known.Bot,
            Members = [new() { Id = member }],
            TenantId = known.TenantId,
            ChannelData = ChannelData(known, null),
        },
        async (created, known) =>
        {
            var reference = Reference(known, created, "personal", new() { Id = member });
            return await _database.WriteAsync(
                async unit =>
                {
                    var conversation = await FindOrAddAsync(unit, reference, member);
                    await _messages.SayAsync(unit, conversation, AnswerRenderer.Render(words, Surfaces.Of(conversation)));
                    return conversation.Key;
                },
                CancellationToken.None);
        },
        cancellationToken);

    /// <summary>Opens a thread in a channel.</summary>
    /// <param name="beside">A conversation of the same tenant: its service, bot and tenant are the new one's.</param>
    /// <param name="channel">The channel's id on Teams: <c>19:…@thread.tacv2</c>.</param>
    /// <param name="words">What is said first.</param>
    /// <param name="cancellationToken">Gives up before it is open.</param>
    public Task<OpenConversationOutcome> InChannelAsync(long beside, string channel, Answer words, CancellationToken cancellationToken)
    {
        var message = AnswerRenderer.Render(words, Surfaces.TeamsThread);
        return OpenAsync(
            beside,
            known => new() { IsGroup = true, Bot = known.Bot, TenantId = known.TenantId, ChannelData = ChannelData(known, channel), Activity = message },
            async (created, known) =>
            {
                var reference = Reference(known, created, "channel", null);
                return await _database.WriteAsync(
                    async unit =>
                    {
                        var conversation = await FindOrAddAsync(unit, reference, reference.Bot!.Id!);
                        ReplyFactory.Address(message, conversation, _clock.GetUtcNow(), answered: null);
                        var seq = await ConversationStore.AppendAsync(unit, conversation.Key, _clock.GetUtcNow(), ends: false);
                        await ConversationStore.InsertAsync(
                            unit, conversation.Key, seq!.Value, created.ActivityId ?? $"out:{seq}", inbound: false, shown: true, _clock.GetUtcNow(), ActivityJson.Write(message));
                        return conversation.Key;
                    },
                    CancellationToken.None);
            },
            cancellationToken);
    }

    private async Task<OpenConversationOutcome> OpenAsync(
        long beside,
        Func<ConversationReference, ConversationParameters> parameters,
        Func<ConversationResourceResponse, ConversationReference, Task<long>> record,
        CancellationToken cancellationToken)
    {
        if (await _database.ReadAsync(session => ConversationStore.FindAsync(session, beside), cancellationToken) is not { ChannelId: ChannelIds.Teams } known)
        {
            return new OpenConversationOutcome.NotOnTeams();
        }

        try
        {
            var created = await _connector.CreateConversationAsync(known.WayBack, parameters(known.WayBack), cancellationToken);
            return string.IsNullOrEmpty(created.Id)
                ? new OpenConversationOutcome.Refused("The Connector gave the conversation no id.")
                : new OpenConversationOutcome.Opened(await record(created, known.WayBack));
        }
        catch (ConnectorException failure)
        {
            return new OpenConversationOutcome.Refused(failure.Message);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new OpenConversationOutcome.Refused($"The Connector did not answer: {failure.Message}");
        }
    }

    /// <summary>The conversation as it is known already, or a new one.</summary>
    private async Task<Conversation> FindOrAddAsync(UnitOfWork unit, ConversationReference reference, string user) =>
        await ConversationStore.FindAsync(unit, ChannelIds.Teams, reference.Conversation!.Id!)
        ?? await ConversationStore.TouchAsync(
            unit, ChannelIds.Teams, reference.Conversation.Id!, user, JsonSerializer.Serialize(reference, ActivityJsonContext.Default.ConversationReference), _clock.GetUtcNow());

    private static ConversationReference Reference(ConversationReference known, ConversationResourceResponse created, string type, ChannelAccount? user) => new()
    {
        ServiceUrl = created.ServiceUrl is { Length: > 0 } elsewhere ? elsewhere : known.ServiceUrl,
        CallerId = known.CallerId,
        TenantId = known.TenantId,
        Bot = known.Bot,
        User = user,
        Conversation = new()
        {
            Id = created.Id,
            ConversationType = type,
            Properties = known.TenantId is null ? null : new Dictionary<string, JsonElement> { ["tenantId"] = ActivityJson.Element(known.TenantId) },
        },
    };

    private static JsonElement ChannelData(ConversationReference known, string? channel)
    {
        var data = new JsonObject();
        if (known.TenantId is not null)
        {
            data["tenant"] = new JsonObject { ["id"] = known.TenantId };
        }

        if (channel is not null)
        {
            data["channel"] = new JsonObject { ["id"] = channel };
        }

        return JsonSerializer.SerializeToElement(data, ActivityJsonContext.Default.JsonObject);
    }
}
