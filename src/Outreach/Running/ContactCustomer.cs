using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Dialogs.Bot;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.OptOut;
using ServiceBot.Outreach.Sms;
using ServiceBot.Outreach.Templates;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Outreach.Running;

/// <summary>What became of a message.</summary>
/// <param name="IsSent">It is on its way.</param>
/// <param name="Again">It is put off until then; null: it is sent, or refused for good.</param>
internal sealed record ContactOutcome(bool IsSent, DateTimeOffset? Again);

/// <summary>
/// Writes to a customer, if one may: it looks at consents, at the hours of their day, at how often they were written to by everybody, and at who is talking with them, at the moment of sending.
/// </summary>
internal sealed class ContactCustomer(
    Reach reach, MayContact mayContact, WriteMessage write, ProactiveMessages messages, OpenMail openMail, OutboxSender outbox, SignalLog signals, IOptions<OutreachOptions> options)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(10);     // a person answers, or is waited for
    private static readonly TimeSpan LongestBusy = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestCap = TimeSpan.FromDays(14);

    /// <summary>Writes, puts it off, or refuses for a reason that is kept.</summary>
    public async Task<ContactOutcome> HandleAsync(UnitOfWork unit, Campaign campaign, CampaignPlan plan, Participant participant, CampaignStep.Send step, string stop, DateTimeOffset now)
    {
        var groups = await PersonRecords.GroupsAsync(unit, [participant.CustomerId]);
        var (records, person) = (groups.Keys.ToArray(), groups.Values.FirstOrDefault());
        if (records.Length == 0 || await reach.FindAsync(unit, person, records) is not { } reachable)
        {
            return await RefuseAsync(unit, participant, step, RefusedBecause.Gone, now);
        }

        var (channels, refusal) = await ChannelsAsync(unit, plan, participant.CustomerId, reachable, now);
        if (channels.Count == 0)
        {
            return await RefuseAsync(unit, participant, step, refusal, now);
        }

        if (await CapAsync(unit, records, now) is { } free)
        {
            return await WaitAsync(unit, participant, step, RefusedBecause.Cap, free, LongestCap, now) ?? await RefuseAsync(unit, participant, step, RefusedBecause.Cap, now);
        }

        var awake = new QuietHours(options.Value.From, options.Value.Until).Next(now, reachable.Zone);
        if (awake > now)
        {
            return (await WaitAsync(unit, participant, step, "quiet", awake, TimeSpan.MaxValue, now))!;
        }

        var template = await TemplateStore.FindAsync(unit, step.Templates[(participant.Arm - 1) % step.Templates.Count]);
        if (template is null)
        {
            return await RefuseAsync(unit, participant, step, RefusedBecause.NoTemplate, now);
        }

        foreach (var channel in channels)
        {
            var cost = options.Value.Costs.TryGetValue(channel, out var each) ? each : 0;
            if (plan.Budget is { } budget && cost > 0 && await ParticipantStore.SpentAsync(unit, campaign.Id) + cost > budget)
            {
                refusal = RefusedBecause.Budget;
                continue;
            }

            var message = write.Handle(template, channel, reachable.Name, reachable.Language);
            var held = channel == OutreachChannels.Chat ? await ConversationStore.HoldAsync(unit, reachable.Chat!.Key) : null;
            if (held is { EndedAt: null } && held.Owner != ConversationOwners.Bot)
            {
                if (await WaitAsync(unit, participant, step, RefusedBecause.Busy, now + TryAgain, LongestBusy, now) is { } later)
                {
                    return later;     // never a word between those of a person
                }

                refusal = RefusedBecause.Busy;
                continue;
            }

            if (await SendAsync(unit, campaign, participant, step, channel, reachable, held, message, stop) is { } sent)
            {
                await ParticipantStore.AddEventAsync(unit, AdvanceParticipant.Event(participant, step.Id, now, OutreachEvent.Sent) with
                {
                    Channel = channel,
                    TemplateId = template.Id,
                    TemplateVersion = template.Version,
                    Conversation = sent.Conversation,
                    Seq = sent.Seq,
                    Cost = cost > 0 ? cost : null,
                });
                await signals.AppendAsync(unit, new("OutreachSent", now, sent.Conversation, participant.CustomerId, JsonSerializer.Serialize(new { campaign = campaign.Id, participant = participant.Id, step = step.Id, channel })));
                return new(true, null);
            }

            refusal = RefusedBecause.Unreachable;
        }

        return await RefuseAsync(unit, participant, step, refusal, now);
    }

    /// <summary>The channels that lead to somebody and may be used, in the order of the plan; and why the others may not.</summary>
    private async Task<(IReadOnlyList<string> Channels, string Refusal)> ChannelsAsync(UnitOfWork unit, CampaignPlan plan, Guid customer, Reachable reachable, DateTimeOffset now)
    {
        var rights = await ChannelRights.OfAsync(mayContact, unit, plan, customer, now);
        return ([.. rights.Where(right => right.Refusal is null && reachable.By(right.Channel)).Select(right => right.Channel)], rights.LastOrDefault(right => right.Refusal is not null).Refusal ?? RefusedBecause.Unreachable);
    }

    /// <summary>When somebody may be written to again who was written to often enough; null: they may be now.</summary>
    private async Task<DateTimeOffset?> CapAsync(UnitOfWork unit, Guid[] records, DateTimeOffset now)
    {
        var since = now.AddDays(-options.Value.CapDays);
        var sent = (await ParticipantStore.SentAsync(unit, records, since)).ToList();
        if (await SurveyStore.LastAskedAsync(unit, records, extra: null) is { } asked && asked > since)
        {
            sent.Add(asked);
        }

        sent.Sort();
        return sent.Count < options.Value.MostContacts ? null : sent[^options.Value.MostContacts].AddDays(options.Value.CapDays);
    }

    private async Task<(long? Conversation, long? Seq)?> SendAsync(
        UnitOfWork unit, Campaign campaign, Participant participant, CampaignStep.Send step, string channel, Reachable reachable, Conversation? held, WrittenMessage message, string stop)
    {
        var words = new OptOutWords(message.Language);
        switch (channel)
        {
            case OutreachChannels.Chat:
                var answer = new Answer
                {
                    Text = message.Words,
                    Locale = Answer.LocaleOf(message.Language),
                    Choices = message.Choices,
                    Form = new(OptOutWords.Form, $"{participant.Id}", [], words.Button, stop, words.Button),
                };
                if (held is null || await messages.SayAsync(unit, held, AnswerRenderer.Render(answer, Surfaces.Of(held))) is not { } seq)
                {
                    return null;
                }

                await DialogMemory.RememberAsync(unit, held, DialogMemory.Campaign, campaign.Name);
                return (held.Key, seq);
            case OutreachChannels.Email:
                return await openMail.HandleAsync(unit, reachable.Email!, reachable.Name, message.Subject, $"{message.Words}\n\n{words.Footer(stop)}", stop);
            default:
                await outbox.PostAsync(unit, $"outreach:{participant.Id}:{step.Id}", SmsTransport.OutboxKind, new SmsMessage($"outreach-{participant.Id}-{step.Id}", reachable.Phone!, $"{message.Words}\n{words.Footer(stop)}").ToJson());
                return (null, null);
        }
    }

    private async Task<ContactOutcome> RefuseAsync(UnitOfWork unit, Participant participant, CampaignStep.Send step, string reason, DateTimeOffset now)
    {
        await ParticipantStore.AddEventAsync(unit, AdvanceParticipant.Event(participant, step.Id, now, OutreachEvent.Refused) with { Reason = reason });
        return new(false, null);
    }

    /// <summary>Puts it off, which is noted once; null: it was put off for too long.</summary>
    private static async Task<ContactOutcome?> WaitAsync(UnitOfWork unit, Participant participant, CampaignStep.Send step, string reason, DateTimeOffset until, TimeSpan longest, DateTimeOffset now)
    {
        var since = await ParticipantStore.WaitingSinceAsync(unit, participant.Id, step.Id, reason);
        if (since is null)
        {
            await ParticipantStore.AddEventAsync(unit, AdvanceParticipant.Event(participant, step.Id, now, OutreachEvent.Waited) with { Reason = reason });
        }

        return now - since > longest ? null : new(false, until);
    }
}
