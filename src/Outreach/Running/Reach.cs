using Microsoft.Extensions.Options;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Sla;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Running;

/// <summary>How somebody can be reached.</summary>
/// <param name="Name">What they are called; null: nobody knows.</param>
/// <param name="Language">Their language, <c>en</c> or <c>zh</c>.</param>
/// <param name="Zone">Their time zone: of their last words in the chat if these said so, otherwise the desk's.</param>
/// <param name="Chat">The conversation to write in; null: there is none.</param>
/// <param name="Email">The address; null: there is none.</param>
/// <param name="Phone">The number; null: there is none.</param>
public sealed record Reachable(string? Name, string Language, TimeZoneInfo Zone, Conversation? Chat, string? Email, string? Phone)
{
    /// <summary>Whether a channel leads to them.</summary>
    /// <param name="channel">The channel: see <see cref="OutreachChannels"/>.</param>
    public bool By(string channel) => channel switch
    {
        OutreachChannels.Chat => Chat is not null,
        OutreachChannels.Email => Email is not null,
        _ => Phone is not null,
    };
}

/// <summary>Finds out how customers can be reached.</summary>
public sealed class Reach(IOptions<OutreachOptions> options, IOptions<BotOptions> bot, ReadRequestFigures desk, TimeProvider clock)
{
    private const int Looked = 20;

    /// <summary>How somebody can be reached; null: they are in the books no longer.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="person">The record whose page is theirs.</param>
    /// <param name="records">All their records.</param>
    public async Task<Reachable?> FindAsync(Session session, Guid person, Guid[] records)
    {
        if (await CustomerStore.FindAsync(session, person) is not { } customer)
        {
            return null;
        }

        var points = bot.Value.PublicAddress is { Length: > 0 } ? await ContactPoints.FindAsync(session, person) : new(null, null);     // without an address nobody could get off the list
        var (chat, zone) = await ChatAsync(session, records);
        return new(customer.Name, customer.Language == "zh" ? "zh" : "en", zone ?? desk.Zone, chat, points.Email, options.Value.Sms.Url.Length > 0 ? points.Phone : null);
    }

    private async Task<(Conversation? Chat, TimeZoneInfo? Zone)> ChatAsync(Session session, Guid[] records)
    {
        var accounts = await PersonRecords.AccountsAsync(session, records);
        var spans = accounts.Count == 0 ? [] : await ConversationStore.SpansAsync(session, accounts.Keys);
        var talks = (await ConversationStore.ListAsync(session, [.. spans.OrderByDescending(span => span.LastAt).Take(Looked).Select(span => span.Key)])).ToDictionary(talk => talk.Key);
        foreach (var span in spans.OrderByDescending(span => span.LastAt).Take(Looked))
        {
            if (!talks.TryGetValue(span.Key, out var talk) || talk is not { EndedAt: null, UnreachableSince: null, IsMail: false, IsPersonal: true })
            {
                continue;
            }

            var (heardAt, zone) = await HeardAsync(session, talk);
            if (talk.ChannelId != ChannelIds.DirectLine || heardAt > clock.GetUtcNow().AddDays(-options.Value.WebChatDays))
            {
                return (talk, zone);
            }
        }

        return (null, null);
    }

    private static async Task<(DateTimeOffset? At, TimeZoneInfo? Zone)> HeardAsync(Session session, Conversation talk)
    {
        var heard = (await ConversationStore.ReadAsync(session, talk.Key, talk.LastSeq - Looked, Looked)).Where(said => said.Inbound).ToList();
        var zone = heard.Select(said => ActivityJson.Parse(said.Json).LocalTimezone).LastOrDefault(name => !string.IsNullOrEmpty(name));
        return (heard.LastOrDefault()?.At, zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : null);
    }
}
